// Waiting for receivers, unless the job is stopped meanwhile.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for what receivers answer. A job that is stopped, before or while it waits, has only the grace left.
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
  const settled = new AbortController();
  const tooLong = [
    'Cannot post to Slack: the job was stopped before it answered; the deploy is not affected',
  ];
  const stop = signal.aborted ? Promise.resolve() : once(signal, 'abort', settled);
  const stopped = stop.then(() => sleep(graceMs, tooLong, settled));
  return Promise.race([warnings, stopped]).finally(() => settled.abort());
}
