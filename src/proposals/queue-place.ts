// The place of a request in a merge queue: a run that fails takes it out, or says that the queue may still merge it.
import { DeployError } from '../errors.ts';
import type { MergeAnswer, PullRequest } from '../hosts/pull-requests.ts';
import { inputName } from '../wording.ts';
import type { ApiBudget } from './api-budget.ts';

/** Follows one request. */
export class QueuePlace {
  readonly #open: PullRequest;
  readonly #budget: ApiBudget;
  readonly #log: (line: string) => void;
  #leave: (() => Promise<boolean>) | undefined;

  constructor(open: PullRequest, budget: ApiBudget, log: (line: string) => void) {
    this.#open = open;
    this.#budget = budget;
    this.#log = log;
  }

  /** Hears what the host says of the request. */
  follow(answer: MergeAnswer): void {
    this.#leave = answer.is === 'in-queue' ? answer.leave : undefined;
  }

  /**
   * Takes the request out of the queue where the run fails while it is in there. Where the time is over it stays in.
   * @param error that the run fails with
   * @returns what to say: the error itself, or outcome-unknown where the queue may still merge the request
   */
  async leaveAfter(error: unknown): Promise<unknown> {
    const leave = this.#leave;
    if (leave === undefined || !(error instanceof DeployError)) return error;
    if (error.code === 'out-of-time') return this.#inDoubt('it is in the merge queue', error);
    const isOut = await this.#budget.retry(leave).catch(() => false);
    if (!isOut) return this.#inDoubt(`it is in the merge queue, although: ${error.marked.message}`, error);
    this.#log(`${this.#open.url} is out of the merge queue`);
    return error;
  }

  #inDoubt(why: string, cause: DeployError): DeployError {
    return new DeployError(
      'outcome-unknown',
      `Cannot tell whether "${this.#open.url}" is merged: ${why}`,
      `the queue may still merge it: look at the request, or run it again; more time is ${inputName('timeout')}`,
      { cause },
    );
  }
}
