// Refusals of a request whose branches are not what they were: the whole is done again, on the base as it is now.
import { DeployError } from '../errors.ts';
import type { PullRequest } from '../hosts/pull-requests.ts';
import type { ProposedBranch } from './proposed.ts';

/** What was proposed no longer fits: another commit may. */
export class MovedMeanwhile extends DeployError {}

/**
 * Says that the base has changed where our branch has.
 * @returns the error that asks for another commit
 */
export function mergeConflict(
  { url }: PullRequest,
  { base, branch, commit, attempts }: ProposedBranch,
): MovedMeanwhile {
  return new MovedMeanwhile(
    'push-refused',
    `Cannot merge "${url}": its branch conflicts with "${base}"`,
    'somebody else has committed to the branch: resolve the conflict there, or close the request and run it again',
    undefined,
    { branch, commit, attempts },
  );
}

/**
 * Says what is to be done where no request could be opened of our branch: somebody may have merged, replaced or taken away it
 * since the push.
 * @param hasMoved says whether a branch is not what it was
 * @throws {DeployError} push-refused, which asks for another commit where a branch has moved; else the error as it is
 */
export async function afterRefusal(
  error: unknown,
  branch: ProposedBranch,
  hasMoved: () => Promise<boolean>,
): Promise<never> {
  if (!(error instanceof DeployError) || error.code !== 'push-refused') throw error;
  // Where nobody can tell, the refusal is what there is to say.
  throw (await hasMoved().catch(() => false)) ? requestOvertaken(error, branch) : error;
}

function requestOvertaken(
  refusal: DeployError,
  { branch, commit, attempts }: ProposedBranch,
): MovedMeanwhile {
  const { message, remedy } = refusal.marked;
  return new MovedMeanwhile(
    'push-refused',
    message,
    remedy,
    { cause: refusal },
    { branch, commit, attempts },
  );
}
