// Deltas that come before their bases.
import { OversizeError } from '../objects/objects.ts';

/** A delta, and where it stands in the pack. */
export interface Delta {
  readonly at: number;
  readonly delta: Buffer;
}

/** Git writes bases first. Of deltas that come before theirs, so many are kept. */
const mostDeltas = 20_000;

/** And of so many bytes. */
const mostBytes = 64 * 2 ** 20;

/** A delta of a whole pack has no base: the server does not have the object either. */
export class LostBaseError extends Error {
  override readonly name = 'LostBaseError';

  /** @param base its id, or where it would stand in the pack */
  constructor(base: string | number) {
    super(`a delta has no base: object ${base} is not there`);
  }
}

/** Deltas whose bases come later in the pack, by id or offset of the base. */
export class WaitingDeltas {
  readonly #deltas = new Map<string | number, Delta[]>();
  #count = 0;
  #bytes = 0;

  /** @throws {OversizeError} where there are too many */
  add(base: string | number, delta: Delta): void {
    this.#count += 1;
    this.#bytes += delta.delta.length;
    if (this.#count > mostDeltas || this.#bytes > mostBytes)
      throw new OversizeError(`more than ${mostDeltas} deltas, or too large ones, come before their bases`);
    const others = this.#deltas.get(base);
    if (others === undefined) this.#deltas.set(base, [delta]);
    else others.push(delta);
  }

  /** Gives the deltas of a base, which wait no longer. */
  take(base: string | number): readonly Delta[] {
    const deltas = this.#deltas.get(base) ?? [];
    this.#deltas.delete(base);
    this.#count -= deltas.length;
    for (const { delta } of deltas) this.#bytes -= delta.length;
    return deltas;
  }

  /** A base that never came; `undefined`: nothing waits. */
  firstBase(): string | number | undefined {
    const [base] = this.#deltas.keys();
    return base;
  }
}
