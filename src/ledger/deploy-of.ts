// The deploy that brought a version to some files.
import { type Reference, splitReference } from '../image/reference.ts';
import { isSameVersion } from './deploy-hold.ts';
import { touches } from './deploy-target.ts';
import { newestFirst } from './newest-first.ts';
import { type BranchCommit, type Deploy, readDeploys } from './read-deploys.ts';

/**
 * Finds the newest deploy of a version of an image to one of the files.
 * @param commits the history, in any order
 * @returns `undefined` where the history has none
 */
export function deployOf(
  commits: readonly BranchCommit[],
  image: Reference,
  files: readonly string[],
): Deploy | undefined {
  const places = files.map((file) => ({ file, what: image.name }));
  return newestFirst(commits)
    .flatMap((commit) => readDeploys(commit).toReversed())
    .find(
      (deploy) =>
        touches(deploy.places, places) &&
        deploy.references.map(splitReference).some((each) => isSameVersion(each, image)),
    );
}
