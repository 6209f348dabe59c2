// How slow the machine is: what it cannot do in time is no fault of the product.
import { startBundle } from '../../testing/bundle.ts';

/** What a start of the bundle takes on a machine that has nothing else to do, milliseconds. */
const usualMs = 300;
const starts = 5;

/** How often what a run may take is multiplied, and what runs at once divided: from 1 to 8. */
export async function measureSlowness(): Promise<number> {
  const took: number[] = [];
  for (let count = 0; count < starts; count += 1) {
    const begun = performance.now();
    await startBundle(['version']).ended;
    took.push(performance.now() - begun);
  }
  const middle = took.sort((a, b) => a - b)[Math.floor(starts / 2)] ?? usualMs;
  return Math.min(8, Math.max(1, middle / usualMs));
}
