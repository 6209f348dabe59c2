// Waiting for receivers, unless the job is stopped meanwhile.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for work. A job that is stopped, before or while it waits, has only the grace left.
 * @param graceMs how long to wait after the stop, milliseconds
 * @param signal aborts when the job is stopped
 * @returns what the work gives; `undefined` where it was not done in time
 */
export async function unlessStopped<T>(
  work: Promise<T>,
  graceMs: number,
  signal: AbortSignal,
): Promise<T | undefined> {
  const settled = new AbortController();
  const stop = signal.aborted ? Promise.resolve() : once(signal, 'abort', settled);
  const stopped = stop.then(() => sleep(graceMs, undefined, settled));
  return Promise.race([work, stopped]).finally(() => settled.abort());
}
