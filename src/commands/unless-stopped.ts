// Waiting for receivers, unless the job is stopped meanwhile.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long an answer is waited for, milliseconds: at least, because a run that is out of time, or was stopped, is told of too; and at most. */
export const answerTime = { least: 2000, most: 20_000 } as const;

/**
 * Says how long the answer of a receiver is waited for.
 * @param leftMs of the deploy's time, milliseconds; less than nothing where it is over
 * @param signal aborted where the job is stopped
 * @returns milliseconds
 */
export function timeToAnswer(leftMs: number, { aborted }: AbortSignal): number {
  return aborted ? answerTime.least : Math.max(answerTime.least, Math.min(answerTime.most, leftMs));
}

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
