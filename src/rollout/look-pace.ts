// How often is looked: a pace that grows, because most rollouts take seconds, and the others minutes.

const first = 1000;
const last = 15_000;
const growth = 1.3;

/**
 * Gives the pause behind a look, with jitter, so that many jobs do not ask in one moment.
 * @param looks so far, from 1
 * @param random 0 to 1
 * @returns milliseconds, from three quarters to five quarters of a second at first, and of 15 seconds at last
 */
export function pauseMs(looks: number, random: number): number {
  return Math.min(last, first * growth ** (looks - 1)) * (0.75 + random / 2);
}
