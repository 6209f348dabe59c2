// Damaged repositories, as errors: here alone it is said which repository and which branch.
import { DeployError } from '../../errors.ts';
import { DamagedObjectError } from '../objects/damaged-object.ts';

/**
 * Runs what reads objects of a branch, and says where a damaged one is.
 * @param repository what messages call it
 * @param branch its name
 * @returns what the job gives
 * @throws {DeployError} unsupported-repository for a damaged object; everything else as it is
 */
export async function namingDamage<T>(
  repository: string,
  branch: string,
  job: () => T | Promise<T>,
): Promise<T> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof DamagedObjectError)) throw error;
    throw new DeployError(
      'unsupported-repository',
      `Cannot read branch "${branch}" of "${repository}": ${error.message}`,
      fsck,
      { cause: error },
    );
  }
}

const fsck =
  'the repository is damaged: check it with "git fsck", and set the branch to a commit that is complete';
