// Waiting for receivers, unless the job is stopped meanwhile.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for what receivers answer. A job that is stopped while it waits has not the time that it had.
 * @param warnings sentences, when every receiver has answered
 * @param graceMs how long to wait after the stop, milliseconds
 * @param signal aborts when the job is stopped
 * @returns the sentences
 */
export async function unlessStopped(
  warnings: Promise<readonly string[]>,
  graceMs: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (signal.aborted) return warnings;
  const settled = new AbortController();
  const tooLong = [
    'Cannot post to Slack: the job was stopped before it answered; the deploy is not affected',
  ];
  const stopped = once(signal, 'abort', settled).then(() => sleep(graceMs, tooLong, settled));
  return Promise.race([warnings, stopped]).finally(() => settled.abort());
}
