// Telling people how a deploy ended, where the configuration asks for it.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Summary } from '../change/summary.ts';
import type { NotificationConfig } from '../config/notification-config.ts';
import type { Notification, NotifiedChange } from '../notify/notification.ts';
import { mapStrings } from '../report/redact.ts';
import type { ReportedChange } from '../report/report.ts';
import { changedThing } from '../report/result-lines.ts';
import type { CommandContext } from './command.ts';
import type { Outcome } from './outcome.ts';

/** A deploy that ran out of time, or was stopped, is told all the same, and waits so long for Slack, milliseconds. */
const leastTime = 2000;
/** Nobody waits longer than this for Slack, milliseconds. */
const mostTime = 10_000;

/**
 * Posts to Slack where the configuration asks for it. Never throws: a failure is a warning.
 * @param deadline the end of the deploy's time, milliseconds of the clock that nobody sets
 */
export async function tell(
  outcome: Outcome,
  summary: Summary,
  config: NotificationConfig,
  deadline: number,
  context: CommandContext,
): Promise<void> {
  const warning = await post(outcome, summary, config, deadline, context).catch(
    (error: unknown) => `Cannot tell people: ${String(error)}; the deploy is not affected`,
  );
  if (warning !== undefined) context.warn(warning);
}

async function post(
  outcome: Outcome,
  summary: Summary,
  config: NotificationConfig,
  deadline: number,
  { given, redact, signal, monotonicNow }: CommandContext,
): Promise<string | undefined> {
  const { slack } = config;
  if (slack === undefined || !isWanted(outcome, config)) return undefined;
  const notification = notificationOf(outcome, summary, config);
  if (notification === undefined) return undefined;
  const left = signal.aborted ? 0 : deadline - monotonicNow();
  const timeoutMs = Math.max(leastTime, Math.min(mostTime, left));
  const { SlackNotifier } = await import('../notify/slack.ts');
  const notifier = new SlackNotifier({
    target: slack,
    timeoutMs,
    proxies: given.proxies,
    apiUrl: undefined,
  });
  // An error quotes the server, and a server may quote the token; what the CI says of the run holds no secret.
  const { runUrl, actor } = notification;
  const posted = notifier.notify({ ...mapStrings(notification, redact), runUrl, actor });
  return signal.aborted ? posted : unlessStopped(posted, signal);
}

/** A job that is stopped while it waits for Slack has not the time that it had. */
async function unlessStopped(
  posted: Promise<string | undefined>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const settled = new AbortController();
  const tooLong = 'Cannot post to Slack: the job was stopped before it answered; the deploy is not affected';
  const stopped = once(signal, 'abort', settled).then(() => sleep(leastTime, tooLong, settled));
  return Promise.race([posted, stopped]).finally(() => settled.abort());
}

function isWanted({ error }: Outcome, { notifyOn }: NotificationConfig): boolean {
  switch (notifyOn) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'success':
      return error === undefined;
    case 'failure':
      return error !== undefined;
  }
}

function notificationOf(
  { result, error, commit, commitUrl, changes }: Outcome,
  summary: Summary,
  { dashboardUrl, runUrl, actor }: NotificationConfig,
): Notification | undefined {
  if (result === 'dry-run' || result === 'edited') return undefined;
  return {
    result,
    name: summary.what || summary.image || 'an image',
    namespace: summary.saidNamespace || undefined,
    folder: summary.folder || undefined,
    channelNamespace: summary.namespace || undefined,
    tag: summary.tag || summary.digest,
    previous: summary.previous || undefined,
    changes: changes.map(notifiedChange),
    commit: result === 'failed' ? undefined : commit,
    commitUrl,
    runUrl,
    actor,
    dashboardUrl: dashboardUrl?.(summary),
    error,
  };
}

/** `what` is left out for the image itself: the headline names it. */
function notifiedChange(change: ReportedChange): NotifiedChange {
  const { file, line, image, variable, from, to } = change;
  const isImage = image !== undefined && variable === undefined;
  return { file, line, what: isImage ? undefined : changedThing(change), from, to };
}
