import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretsOf } from '../config/config.ts';
import { proxyPasswords } from '../config/environment.ts';
import { fillTemplate } from '../config/template.ts';
import type { Told } from '../config/told.ts';
import type { Deployment } from '../change/land-edit.ts';
import { type Summary, summarize } from '../change/commit-message.ts';
import type { News } from '../notify/message.ts';
import { tellSlack } from '../notify/slack.ts';
import { changedThing } from '../report/lines.ts';
import { makeRedact, mapStrings } from '../report/redact.ts';
import type { DeployContext } from './deploy.ts';
import type { Outcome } from './outcome.ts';

/** A deploy that ran out of time, or was stopped, is told all the same, and waits so long for Slack, milliseconds. */
const leastTime = 2000;
/** Nobody waits longer than this for Slack, milliseconds. */
const mostTime = 10_000;

/** Posts to Slack where the config asks for it. Never throws: a failure is a warning. */
export async function tell(
  outcome: Outcome,
  deployment: Deployment | undefined,
  config: Told,
  context: DeployContext,
  deadline: number,
): Promise<void> {
  const warning = await post(outcome, deployment, config, context, deadline).catch(
    (error: unknown) => `Cannot tell people: ${String(error)}; the deploy is not affected`,
  );
  if (warning !== undefined) context.reporter.warn(warning);
}

async function post(
  outcome: Outcome,
  deployment: Deployment | undefined,
  config: Told,
  { raw, ci, signal, proxy, now }: DeployContext,
  deadline: number,
): Promise<string | undefined> {
  const news = newsOf(outcome, deployment?.summary ?? emptySummary(config), config);
  if (config.slack === undefined || news === undefined) return undefined;
  const left = signal.aborted ? 0 : deadline - now();
  const timeoutMs = Math.max(leastTime, Math.min(mostTime, left));
  const { runUrl, actor } = ci;
  // An error quotes the server, and a server may quote the token.
  const redact = makeRedact([...secretsOf(raw), ...proxyPasswords(proxy)]);
  const origin = { ...(runUrl === undefined ? {} : { runUrl }), ...(actor === undefined ? {} : { actor }) };
  const posted = tellSlack(config.slack, { ...mapStrings(news, redact), ...origin }, { timeoutMs, proxy });
  return signal.aborted ? posted : unlessStopped(posted, signal);
}

/** A job that is stopped while it waits for Slack has not the time that it had. */
async function unlessStopped(
  posted: Promise<string | undefined>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const over = new AbortController();
  const tooLong = 'Cannot post to Slack: the job was stopped before it answered; the deploy is not affected';
  const stopped = once(signal, 'abort', over).then(() => sleep(leastTime, tooLong, over));
  return Promise.race([posted, stopped]).finally(() => over.abort());
}

function newsOf(outcome: Outcome, summary: Summary, config: Told): News | undefined {
  const { result, error, commit, commitUrl, changes } = outcome;
  const failed = error !== undefined;
  if (config.dryRun || result === 'dry-run' || result === 'edited' || config.notifyOn === 'never')
    return undefined;
  if (config.notifyOn === (failed ? 'success' : 'failure')) return undefined;
  const values = { ...summary };
  return {
    result,
    name: summary.name || summary.image || 'an image',
    tag: summary.tag || summary.digest,
    changes: changes.map(toldChange),
    ...(summary.namespace ? { namespace: summary.namespace } : {}),
    ...(summary.previous ? { previous: summary.previous } : {}),
    ...(commit === undefined || result === 'failed' ? {} : { commit }),
    ...(commitUrl === undefined ? {} : { commitUrl }),
    ...(config.dashboardUrl
      ? { dashboardUrl: fillTemplate(config.dashboardUrl, values, encodeURIComponent) }
      : {}),
    ...(error === undefined ? {} : { error }),
  };
}

/** The headline says which image it is. */
function toldChange(change: Outcome['changes'][number]): News['changes'][number] {
  const { file, line, image, variable, from, to } = change;
  const isImage = image !== undefined && variable === undefined;
  return { file, line, from, to, ...(isImage ? {} : { what: changedThing(change) }) };
}

/** What is known of a deploy that did not come to an edit. */
function emptySummary(config: Told): Summary {
  return summarize({ files: [], changes: [], resources: [], notes: [] }, config.target);
}
