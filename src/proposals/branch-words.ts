// Whose words a request is to have: those of the run whose commit is the newest of the target on its branch.

import type { BranchState, LandRequest } from '../change/config-repository.ts';
import { ignoring } from '../errors.ts';
import type { PullRequest } from '../hosts/pull-requests.ts';
import { commitsLookedAt, newestOfTarget } from './newest-commit.ts';
import type { ProposedBranch } from './proposed.ts';

/** How to look at our branch and its request. */
export interface BranchLooks {
  /**
   * Reads where a branch stands.
   * @throws {DeployError} branch-not-found and others
   */
  readonly snapshot: (branch: string) => Promise<BranchState>;
  /** Finds the request as long as it is open. */
  readonly find: () => Promise<PullRequest | undefined>;
  /** A topic has no branch: there the host itself says where the request is. */
  readonly isTopic: boolean;
  /** A line of every commit of the target. */
  readonly trailer: string;
}

/** A commit, as far as it was read. */
export interface NewestCommit {
  readonly id: string;
  /** `undefined`: it was not read. */
  readonly message: string | undefined;
}

/** How to know whose words a request is to have. */
export interface BranchWords {
  /** Our own commit; `undefined`: we have pushed none. */
  readonly commit: string | undefined;
  /** Finds the newest commit of the target on the branch; `undefined`: there is none. */
  readonly newest: () => Promise<NewestCommit | undefined>;
  /** Says whether our words are right for it. */
  readonly isOurs: (newest: NewestCommit) => boolean;
}

/**
 * Tells by the branch whose words its request is to have. What somebody else commits on top of ours changes nothing.
 * @returns how to ask
 */
export function branchWords(
  { branch, commit, result, unchanged }: ProposedBranch,
  { isSuperseded }: Pick<LandRequest, 'isSuperseded'>,
  { snapshot, find, isTopic, trailer }: BranchLooks,
): BranchWords {
  const isHeld = result === 'unchanged' && unchanged === 'held';
  const own = isHeld ? undefined : commit;
  return {
    commit: own,
    newest: async () => {
      if (isTopic) return newestOfTopic(await find());
      const state = await snapshot(branch).catch(ignoring('branch-not-found'));
      if (state === undefined || state.commit === own)
        return state && { id: state.commit, message: undefined };
      return newestOfTarget(trailer, await state.history(commitsLookedAt));
    },
    // What holds the change is gone on with: the run that made it may have been stopped.
    isOurs: ({ id }) => (isHeld ? !isSuperseded() : id === commit),
  };
}

function newestOfTopic(open: PullRequest | undefined): NewestCommit | undefined {
  return open && { id: open.commit, message: undefined };
}
