// The numbers that a CI gives to the runs of a pipeline.
import { firstGiven, type RunOrder } from './ci-run.ts';

/**
 * Makes an order of what a CI says.
 * @param scope names the pipeline that numbers its runs: its parts, with blanks or slashes between them
 * @param number digits
 * @returns `undefined` where one of them is absent, or the number is none
 */
export function orderOf(
  scope: readonly (string | undefined)[],
  number: string | undefined,
): RunOrder | undefined {
  const parts = scope.map((part) => firstGiven(part));
  const digits = firstGiven(number);
  if (digits === undefined || !/^\d{1,15}$/.test(digits)) return undefined;
  return parts.every((part) => part !== undefined)
    ? { scope: parts.join('/'), number: Number(digits) }
    : undefined;
}

/**
 * Says whether an attempt is not the first one.
 * @param attempts digits each, which count from 1
 * @returns whether one of them is above 1
 */
export function isRepeated(...attempts: readonly (string | undefined)[]): boolean {
  return attempts.some((attempt) => /^\d+$/.test(attempt ?? '') && Number(attempt) > 1);
}
