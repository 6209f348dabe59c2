import type { Config } from '../config/config.ts';
import { fillTemplate } from '../config/template.ts';
import type { Deployment } from '../deploy.ts';
import { type Summary, summarize } from '../message.ts';
import type { News } from '../notify/message.ts';
import { tellSlack } from '../notify/slack.ts';
import type { DeployContext } from './deploy.ts';
import type { Outcome } from './outcome.ts';

/** A deploy that ran out of time is told all the same, but nobody waits longer than this for Slack, milliseconds. */
const leastTime = 2000;
const mostTime = 10_000;

/** Posts to Slack where the config asks for it; a failure is a warning. */
export async function tell(
  outcome: Outcome,
  deployment: Deployment | undefined,
  config: Config,
  { ci, reporter, now }: DeployContext,
  deadline: number,
): Promise<void> {
  const news = newsOf(outcome, deployment?.summary ?? emptySummary(config), config);
  if (config.slack === undefined || news === undefined) return;
  const timeoutMs = Math.max(leastTime, Math.min(mostTime, deadline - now()));
  const { runUrl, actor } = ci;
  const origin = { ...(runUrl === undefined ? {} : { runUrl }), ...(actor === undefined ? {} : { actor }) };
  const warning = await tellSlack(config.slack, { ...news, ...origin }, { timeoutMs });
  if (warning !== undefined) reporter.warn(warning);
}

function newsOf(outcome: Outcome, summary: Summary, config: Config): News | undefined {
  const { result, error, commit, commitUrl, changes } = outcome;
  const failed = error !== undefined;
  if (result === 'dry-run' || result === 'edited' || config.notifyOn === 'never') return undefined;
  if (config.notifyOn === (failed ? 'success' : 'failure')) return undefined;
  const values = { ...summary };
  return {
    result,
    name: summary.name || summary.image,
    tag: summary.tag || summary.digest,
    changes,
    ...(summary.namespace ? { namespace: summary.namespace } : {}),
    ...(summary.previous ? { previous: summary.previous } : {}),
    ...(commit === undefined ? {} : { commit }),
    ...(commitUrl === undefined ? {} : { commitUrl }),
    ...(config.dashboardUrl
      ? { dashboardUrl: fillTemplate(config.dashboardUrl, values, encodeURIComponent) }
      : {}),
    ...(error === undefined ? {} : { error }),
  };
}

/** What is known of a deploy that did not come to an edit. */
function emptySummary(config: Config): Summary {
  return summarize({ files: [], changes: [], resources: [], notes: [] }, config.target);
}
