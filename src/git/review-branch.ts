// A reference of the server's own that takes changes for review: what is pushed to it is on no branch.
import { RemoteError } from '../http/remote-error.ts';
import { type BranchParts, openBranch } from './branch.ts';
import type { LogEntry } from './fetch/history.ts';
import type { Snapshot } from './fetch/snapshot.ts';
import { land } from './land/land.ts';
import type { Landing, LandOptions } from './land/landing.ts';
import type { PreparedCommit, PushOutcome, PushWatch, RemoteBranch } from './land/remote-branch.ts';
import { noCommit } from './no-commit.ts';
import type { ProposeWorld } from './propose.ts';

/** Which reference it is, and what the server's answers mean. */
export interface ReviewRef {
  /** The branch that the change is for; without it, the default branch. */
  readonly base: string | undefined;
  /** Names the reference, by the name of the base: `refs/for/main%topic=web`. */
  readonly refOf: (base: string) => string;
  /**
   * Says what a refusal means: `there` of a commit that the server has already; `again` where the next commit, or the next
   * name of the reference, is another one.
   */
  readonly meaningOf: (said: string) => 'there' | 'again' | undefined;
}

/**
 * The base as it is, and pushes beside it. No branch shows what became of a push: the server's answer does, and a push
 * whose answer got lost is made again as it was, which the server knows.
 */
class ReviewBranch implements RemoteBranch {
  readonly #pusher: BranchParts['pusher'];
  readonly #place: ReviewRef;
  readonly #base: RemoteBranch;
  readonly #sent = new Set<string>();
  #accepted: string | undefined;

  /** @param need whether something will be pushed */
  constructor(parts: BranchParts, place: ReviewRef, need: { readonly push: boolean }) {
    this.#pusher = parts.pusher;
    this.#place = place;
    this.#base = openBranch(parts, place.base, need);
  }

  /** The commit that the server has taken for review. */
  get accepted(): string | undefined {
    return this.#accepted;
  }

  tip(): Promise<Snapshot> {
    return this.#base.tip();
  }

  history(base: string, tip: Snapshot): Promise<readonly LogEntry[]> {
    return this.#base.history(base, tip);
  }

  async push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome> {
    const ref = this.#place.refOf(prepared.branch);
    const isAgain = this.#sent.has(prepared.commit);
    const onFirstByte = () => {
      this.#sent.add(prepared.commit);
      watch.onFirstByte();
    };
    const once = { ...prepared, old: noCommit };
    const outcome = await this.#pusher.pushTo(ref, once, { ...watch, onFirstByte });
    const meaning = outcome.result === 'ok' ? undefined : this.#place.meaningOf(outcome.refusal.message);
    if (outcome.result === 'ok' || (meaning === 'there' && isAgain)) {
      this.#accepted = prepared.commit;
      return { result: 'ok', commit: prepared.commit };
    }
    if (meaning !== 'again') return outcome;
    const { message, remedy, cause } = outcome.refusal;
    return {
      result: 'rejected',
      refusal: new RemoteError('push-refused', 'later', message, remedy, { cause }),
    };
  }
}

/** How a change stands afterwards. */
export interface Sent extends Landing {
  /** The server has taken the commit for review; else it is on the base, or nothing was sent. */
  readonly isForReview: boolean;
}

/**
 * Sends a change for review.
 * @param options what is to land
 * @returns how it stands
 * @throws {DeployError} any code, with what is known of the base
 */
export async function sendForReview(
  place: ReviewRef,
  options: LandOptions,
  { parts, budget, log, now, prepareCommit }: ProposeWorld,
): Promise<Sent> {
  const branch = new ReviewBranch(parts, place, { push: !options.dryRun });
  const landing = await land(options, { budget, log, now, branch, prepareCommit });
  return { ...landing, isForReview: landing.commit === branch.accepted };
}
