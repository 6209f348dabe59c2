// The deadline of a deploy, or of a wait, as a signal that cuts requests.

/**
 * Makes a signal that aborts when the time is over: a moment behind the deadline, so that the clock knows it before the signal does.
 * @param deadline milliseconds of the monotonic clock
 * @param monotonicNow reads that clock
 * @returns the signal; where the deadline has passed, it aborts in the next moment
 */
export function untilDeadline(deadline: number, monotonicNow: () => number): AbortSignal {
  return AbortSignal.timeout(Math.max(0, Math.ceil(deadline - monotonicNow())) + 1);
}
