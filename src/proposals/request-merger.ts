// Has a request merged, by the host or by us.
import { DeployError } from '../errors.ts';
import type { PullRequest, RequestFollowUp } from '../hosts/pull-requests.ts';
import { inputName } from '../wording.ts';
import type { ApiBudget } from './api-budget.ts';

/** How a request is merged, and by what. */
export interface MergerOptions {
  readonly followUp: RequestFollowUp;
  readonly budget: ApiBudget;
  readonly how: 'never' | 'auto' | 'now';
  readonly log: (line: string) => void;
}

/** How it stands afterwards; `left`: it is open, and the rest is for others to do. */
export type MergeEnd =
  | { readonly is: 'merged'; readonly commit: string }
  | { readonly is: 'left' }
  | { readonly is: 'conflict' };

/** Milliseconds between two looks at a request that cannot be merged yet: they grow from the first to the last. */
const waits = { first: 1000, last: 15_000 };
/** A host needs a moment until it knows the commit that was pushed. */
const mostOvertaken = 4;

/** Merges requests as the user wants it. */
export class RequestMerger {
  readonly #options: MergerOptions;

  constructor(options: MergerOptions) {
    this.#options = options;
  }

  /**
   * Has a request merged.
   * @param commit that is meant
   * @returns how it stands
   * @throws {DeployError} permission-denied, push-refused; out-of-time where its rules do not allow it within the time
   */
  async merge(open: PullRequest, commit: string): Promise<MergeEnd> {
    const { followUp, budget, how, log } = this.#options;
    if (how === 'never') return { is: 'left' };
    let overtaken = 0;
    for (let wait = waits.first; ; wait = Math.min(waits.last, wait * 1.5)) {
      const answer = await budget.retry(() => followUp.merge(open, commit, how));
      switch (answer.is) {
        case 'merged':
        case 'conflict':
          return answer;
        case 'queued':
          log(`The host merges ${open.url} when its rules allow it`);
          return { is: 'left' };
        case 'overtaken':
          overtaken += 1;
          if (overtaken < mostOvertaken && (await budget.pause(wait))) break;
          log(`${open.url} is not merged: its branch is at another commit by now, or it was closed`);
          return { is: 'left' };
        case 'not-yet':
          log(`${open.url} cannot be merged yet: ${answer.why}`);
          if (!(await budget.pause(wait))) throw notInTime(open, answer.why);
      }
    }
  }
}

function notInTime({ url }: PullRequest, why: string): DeployError {
  return new DeployError(
    'out-of-time',
    `Cannot merge "${url}" in time: ${why}`,
    `the request stays open: run it again, raise ${inputName('timeout')}, or set ${inputName('pull-request-merge')} to "auto" to have the host merge it`,
  );
}
