// Pushes of which nobody knows whether they landed, and what was done to find out.
import type { RemoteError } from '../../http/remote-error.ts';
import type { FailureCount } from './failure-count.ts';
import type { PreparedCommit } from './remote-branch.ts';

/** A push that may have been applied, or may still be. */
export interface Doubt {
  readonly prepared: PreparedCommit;
  /** What the server said to it, where that does not settle it; `undefined`: nothing that is clear. */
  readonly refusal: RemoteError | undefined;
}

/** The looks for what is in doubt: readings of the branch. */
export class LookCount {
  #done = 0;
  #failed = 0;
  #lastDone = '';
  #lastFailure: string | undefined;

  /** Why the last one failed that did. */
  get lastFailure(): string | undefined {
    return this.#lastFailure;
  }

  /** Starts again with the first push that is in doubt. */
  startAnew(): void {
    this.#done = 0;
    this.#failed = 0;
    this.#lastFailure = undefined;
  }

  /**
   * Notes one that reached the branch.
   * @param at milliseconds since 1970
   */
  noteDone(at: number): void {
    this.#done += 1;
    this.#lastDone = new Date(at).toISOString().replace(/^.*T|\.\d+Z$/g, '');
  }

  /** Notes one that did not. */
  noteFailed(why: unknown): void {
    this.#failed += 1;
    this.#lastFailure = why instanceof Error ? why.message : String(why);
  }

  /**
   * Says what came of the looks.
   * @returns the second half of a sentence
   */
  describe(): string {
    const { done, failed } = { done: this.#done, failed: this.#failed };
    const last = this.#lastFailure === undefined ? '' : `, at last: ${this.#lastFailure}`;
    if (done === 0 && failed === 0) return 'there was no time to look for it in the branch';
    if (done === 0) return `looking for it in the branch failed (${times(failed)}${last})`;
    const missed = failed === 0 ? '' : `; looking again failed (${times(failed)}${last})`;
    const when = `${times(done)}${done > 1 ? ', at last' : ''} at ${this.#lastDone} UTC`;
    return `it was not in the branch when that was read (${when}), and may still come${missed}`;
  }
}

/**
 * Says what happened to the pushes that are in doubt, and what was done to find out.
 * @param doubts one at least
 * @param looks the looks since the first of them
 * @param failures those of the server, of pushes and of looks
 * @returns the end of a sentence
 */
export function describeDoubts(
  doubts: readonly Doubt[],
  looks: LookCount,
  { outages, lastOutage }: FailureCount,
): string {
  const unanswered = doubts.filter(({ refusal }) => refusal === undefined).length;
  const refused = doubts.length - unanswered;
  const refusal = doubts.findLast((doubt) => doubt.refusal !== undefined)?.refusal;
  const said = [
    ...(unanswered > 0 ? [`${pushes(unanswered)} got no clear answer`] : []),
    ...(refused > 0 ? [`${pushes(refused)} was answered by "${refusal?.message}"`] : []),
  ];
  const isSaid = lastOutage === undefined || lastOutage.message === looks.lastFailure;
  const words = isSaid ? '' : `, at last: ${lastOutage.message}`;
  const failed = outages === 0 ? '' : `; the server failed ${times(outages)} in all${words}`;
  return `${said.join(', ')}; ${looks.describe()}${failed}`;
}

const pushes = (count: number): string => (count === 1 ? 'a push' : `each of ${count} pushes`);
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
