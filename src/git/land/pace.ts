// The pace of one writer among others: how long a push takes here, and whose turn it is.
import { Rivals } from './rivals.ts';

/** Looking costs less than losing where a push takes so many times as long as a look, and so long, milliseconds. */
const slow = { timesALook: 4, ms: 250 };

/** A mean that follows what is measured. */
class RunningMean {
  #value: number | undefined;

  get value(): number {
    return this.#value ?? 0;
  }

  note(value: number): void {
    this.#value = this.#value === undefined ? value : (this.#value + value) / 2;
  }
}

/** What one writer measures, in milliseconds of any clock, and what follows from it. */
export class Pace {
  readonly rivals = new Rivals();
  readonly #lookMs = new RunningMean();
  readonly #pushMs = new RunningMean();
  /** From the look that saw the branch move to the answer to the push on it. */
  readonly #roundMs = new RunningMean();
  #movedAt: number | undefined;
  #begunAt: number | undefined;

  /** Whether a push takes long here, so that it pays to look before it, and to wait for a turn. */
  get isSlow(): boolean {
    return this.#pushMs.value >= Math.max(slow.ms, slow.timesALook * this.#lookMs.value);
  }

  /**
   * When to look for the next move of the branch: the first time after the last move, from then on between two looks,
   * and when it counts as idle.
   */
  get waits(): { readonly first: number; readonly next: number; readonly idle: number } {
    const push = this.#pushMs.value;
    return {
      first: 0.9 * push,
      next: Math.max(push / 12, this.#lookMs.value),
      idle: 1.2 * Math.max(1.2 * push, this.#roundMs.value),
    };
  }

  /** Notes how long a look took. */
  noteLook(ms: number): void {
    this.#lookMs.note(ms);
  }

  /** Notes when the branch was seen to have moved. */
  noteMoved(at: number): void {
    this.#movedAt = at;
  }

  /** Notes when a push began. A server that makes the commit itself may take requests for it before the one that is in doubt. */
  noteBegun(at: number): void {
    this.#begunAt = at;
  }

  /** Notes when that push was refused. */
  noteRefused(at: number): void {
    if (this.#begunAt !== undefined) this.#pushMs.note(at - this.#begunAt);
    if (this.#movedAt !== undefined) this.#roundMs.note(at - this.#movedAt);
  }
}
