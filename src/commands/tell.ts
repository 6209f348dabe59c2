import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Summary, summarize } from '../change/commit-message.ts';
import type { Deployment } from '../change/land-edit.ts';
import { secretsOf } from '../config/config.ts';
import { type Environment, proxyPasswords } from '../config/environment.ts';
import { fillTemplate } from '../config/template.ts';
import type { Told } from '../config/told.ts';
import type { Notification, NotifiedChange } from '../notify/notification.ts';
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
  const notification = notificationOf(outcome, deployment?.summary ?? emptySummary(config), config, ci);
  if (config.slack === undefined || notification === undefined) return undefined;
  const left = signal.aborted ? 0 : deadline - now();
  const timeoutMs = Math.max(leastTime, Math.min(mostTime, left));
  // An error quotes the server, and a server may quote the token; what the CI says of the run holds no secret.
  const redact = makeRedact([...secretsOf(raw), ...proxyPasswords(proxy)]);
  const { SlackNotifier } = await import('../notify/slack.ts');
  const notifier = new SlackNotifier({ target: config.slack, timeoutMs, proxies: proxy, apiUrl: undefined });
  const { runUrl, actor } = notification;
  const posted = notifier.notify({ ...mapStrings(notification, redact), runUrl, actor });
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

function notificationOf(
  outcome: Outcome,
  summary: Summary,
  config: Told,
  { runUrl, actor }: Environment,
): Notification | undefined {
  const { result, error, commit, commitUrl, changes } = outcome;
  const failed = error !== undefined;
  if (config.dryRun || result === 'dry-run' || result === 'edited' || config.notifyOn === 'never')
    return undefined;
  if (config.notifyOn === (failed ? 'success' : 'failure')) return undefined;
  const { dashboardUrl: template } = config;
  return {
    result,
    name: summary.name || summary.image || 'an image',
    namespace: summary.namespace || undefined,
    tag: summary.tag || summary.digest,
    previous: summary.previous || undefined,
    changes: changes.map(notifiedChange),
    commit: result === 'failed' ? undefined : commit,
    commitUrl,
    runUrl,
    actor,
    dashboardUrl: template && fillTemplate(template, { ...summary }, encodeURIComponent),
    error,
  };
}

/** The headline says which image it is. */
function notifiedChange(change: Outcome['changes'][number]): NotifiedChange {
  const { file, line, image, variable, from, to } = change;
  const isImage = image !== undefined && variable === undefined;
  return { file, line, what: isImage ? undefined : changedThing(change), from, to };
}

/** What is known of a deploy that did not come to an edit. */
function emptySummary(config: Told): Summary {
  return summarize({ files: [], changes: [], resources: [], notes: [] }, config.target);
}
