// Long work in slices, between which timers, signals and other connections get their turn.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A step is about 10 microseconds, as it takes to read a small object: a slice is over after some 20 milliseconds. */
const stepsASlice = 2000;

/** Counts the work of one job. */
export class WorkSlices {
  #steps = 0;

  /**
   * Notes work that was done.
   * @param steps how much
   * @returns what to wait for before going on; `undefined` while the slice lasts
   */
  after(steps: number): Promise<void> | undefined {
    this.#steps += steps;
    if (this.#steps < stepsASlice) return undefined;
    this.#steps = 0;
    return nextTurn();
  }

  /**
   * Notes work on bytes: a KiB is a step.
   * @returns as `after`
   */
  afterBytes(bytes: number): Promise<void> | undefined {
    return this.after(1 + bytes / 1024);
  }
}
