// Has a request merged, by the host or by us.
import { DeployError } from '../errors.ts';
import type { MergeAnswer, PullRequest, RequestFollowUp } from '../hosts/pull-requests.ts';
import { inputName } from '../wording.ts';
import type { ApiBudget } from './api-budget.ts';
import { inQueue, MergeDoubt } from './merge-doubt.ts';

/** How a request is merged, and by what. */
export interface MergerOptions {
  readonly followUp: RequestFollowUp;
  readonly budget: ApiBudget;
  readonly how: 'never' | 'auto' | 'now';
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** How it stands afterwards; `left`: it is open, and the rest is for others to do. */
export type MergeEnd =
  | { readonly is: 'merged'; readonly commit: string }
  | { readonly is: 'left' }
  /** It is open, and its base does not want the change any more. */
  | { readonly is: 'unneeded' }
  | { readonly is: 'conflict' };

/** What is looked at while a request waits. */
interface MergeChecks {
  /** Says whether the branch is at our commit; asked where the host says that it is not. */
  isTip(): Promise<boolean>;
  /**
   * Says whether the base still wants the change; asked before each try.
   * @throws {DeployError} held and others, where something stands against it by now
   */
  isWanted(): Promise<boolean>;
}

/** Milliseconds between two looks at a request that cannot be merged yet: they grow from the first to the last. */
const waits = { first: 1000, last: 15_000 };
/** A host that is to merge by itself and after so many looks will not do it yet, waits for people. */
const mostLooks = 8;

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
   * @throws {DeployError} permission-denied, push-refused, also where it was closed; held; out-of-time where its rules do not allow it within the time; outcome-unknown where the host may still merge it
   */
  async merge(open: PullRequest, commit: string, checks: MergeChecks): Promise<MergeEnd> {
    const { followUp, budget, how, log } = this.#options;
    if (how === 'never') return { is: 'left' };
    const doubt = new MergeDoubt(open, budget, log);
    const ask = async (): Promise<MergeAnswer> => {
      const answer = await budget.retry(() => followUp.merge(open, commit, how));
      doubt.follow(answer);
      return answer;
    };
    try {
      return await this.#mergeInTime(open, ask, checks);
    } catch (error) {
      throw await doubt.leaveAfter(error);
    }
  }

  async #mergeInTime(
    open: PullRequest,
    ask: () => Promise<MergeAnswer>,
    checks: MergeChecks,
  ): Promise<MergeEnd> {
    const { budget, how, log } = this.#options;
    let looks = 0;
    for (let wait = waits.first; ; wait = Math.min(waits.last, wait * 1.5)) {
      if (!(await checks.isWanted())) return { is: 'unneeded' };
      const answer = await ask();
      if (answer.is === 'not-yet') looks += 1;
      const end = await this.#endAfter(answer, open, looks, checks);
      if (end.is !== 'waits') return end;
      log(`${open.url} cannot be merged yet: ${end.why}`);
      if (!(await budget.pause(wait))) throw notInTime(open, end.why, how);
    }
  }

  /** @param looks so many answers were that it cannot be merged yet */
  async #endAfter(
    answer: MergeAnswer,
    open: PullRequest,
    looks: number,
    checks: MergeChecks,
  ): Promise<MergeEnd | { readonly is: 'waits'; readonly why: string }> {
    const { how, log, warn } = this.#options;
    switch (answer.is) {
      case 'merged':
      case 'conflict':
        return answer;
      case 'in-queue':
        return how === 'now' ? { is: 'waits', why: inQueue } : this.#leftToHost(open);
      case 'queued':
        return this.#leftToHost(open);
      case 'overtaken':
        if (await checks.isTip())
          return { is: 'waits', why: 'the host does not know of the pushed commit yet' };
        log(`${open.url} is not merged: its branch is at another commit by now`);
        return { is: 'left' };
      case 'closed':
        throw closedMeanwhile(open);
      case 'merging':
        return { is: 'waits', why: answer.why };
      case 'not-yet':
        if (how !== 'auto' || looks < mostLooks) return { is: 'waits', why: answer.why };
        warn(`The host does not merge ${open.url} by itself: ${answer.why}; somebody has to merge it`);
        return { is: 'left' };
    }
  }

  #leftToHost({ url }: PullRequest): MergeEnd {
    this.#options.log(`The host merges ${url} when its rules allow it`);
    return { is: 'left' };
  }

  /** Waits so many milliseconds; `false` at once where there is not so much time left. */
  pause(ms: number): Promise<boolean> {
    return this.#options.budget.pause(ms);
  }
}

function closedMeanwhile({ url }: PullRequest): DeployError {
  return new DeployError(
    'push-refused',
    `Cannot merge "${url}": it was closed`,
    'ask who closed it why; where the change is wanted, run it again: that opens another request',
  );
}

function notInTime({ url }: PullRequest, why: string, how: MergerOptions['how']): DeployError {
  const byHost = `, or set ${inputName('pull-request-merge')} to "auto" to have the host merge it`;
  return new DeployError(
    'out-of-time',
    `Cannot merge "${url}" in time: ${why}`,
    how === 'auto'
      ? `the request stays open: run it again, or raise ${inputName('timeout')}`
      : `the request stays open: run it again, raise ${inputName('timeout')}${byHost}`,
  );
}
