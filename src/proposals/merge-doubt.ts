// A request that the host may be merging: a run that fails takes it out of the queue, or says that it may still be merged.
import { DeployError } from '../errors.ts';
import type { MergeAnswer, PullRequest } from '../hosts/pull-requests.ts';
import { inputName } from '../wording.ts';
import type { ApiBudget } from './api-budget.ts';

/** Why nobody knows yet whether a request that is in a queue will be merged. */
export const inQueue = 'it is in the merge queue';

/** Follows one request. */
export class MergeDoubt {
  readonly #open: PullRequest;
  readonly #budget: ApiBudget;
  readonly #log: (line: string) => void;
  #last: MergeAnswer | undefined;

  constructor(open: PullRequest, budget: ApiBudget, log: (line: string) => void) {
    this.#open = open;
    this.#budget = budget;
    this.#log = log;
  }

  /** Hears what the host says of the request. */
  follow(answer: MergeAnswer): void {
    this.#last = answer;
  }

  /**
   * Takes the request out of the queue where the run fails while it is in there. Where the time is over it stays in.
   * @param error that the run fails with
   * @returns what to say: the error itself, or outcome-unknown where the host may still merge the request
   */
  async leaveAfter(error: unknown): Promise<unknown> {
    const last = this.#last;
    if (!(error instanceof DeployError) || (last?.is !== 'in-queue' && last?.is !== 'merging')) return error;
    const why = last.is === 'merging' ? last.why : inQueue;
    if (error.code === 'out-of-time') return this.#inDoubt(why, error);
    const isOut = last.is === 'in-queue' && (await this.#budget.retry(last.leave).catch(() => false));
    if (!isOut) return this.#inDoubt(`${why}, although: ${error.marked.message}`, error);
    this.#log(`${this.#open.url} is out of the merge queue`);
    return error;
  }

  #inDoubt(why: string, cause: DeployError): DeployError {
    return new DeployError(
      'outcome-unknown',
      `Cannot tell whether "${this.#open.url}" is merged: ${why}`,
      `the host may still merge it: look at the request, or run it again; more time is ${inputName('timeout')}`,
      { cause },
    );
  }
}
