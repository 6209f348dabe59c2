// The deploys that an edit replaces, as the branch says: what was built for them, and where people were told of them.
import { type DeployTarget, touches } from './deploy-target.ts';
import { type Deploy, type LedgerCommit, readDeploys } from './read-deploys.ts';

/**
 * Finds the deploys of these places that set the values which an edit replaces.
 * @param commits the history, in any order
 * @param values old tags and digests; a deploy of fields alone names none of its own
 * @returns the deploys, the newest first
 */
export function replacedDeploys(
  commits: readonly LedgerCommit[],
  targets: readonly DeployTarget[],
  values: readonly string[],
): readonly Deploy[] {
  const ends = values.filter((value) => value !== '').flatMap((value) => [`:${value}`, `@${value}`]);
  const isOfValue = (reference: string): boolean => ends.some((end) => reference.endsWith(end));
  return commits
    .toSorted((one, other) => other.date - one.date)
    .flatMap((commit) => readDeploys(commit).toReversed())
    .filter(({ references, places }) => {
      const isReplaced = references.length === 0 ? values.length === 0 : references.some(isOfValue);
      return isReplaced && touches(places, targets);
    });
}

/**
 * Finds the application's commit that an old value was built from: the newest deploy of it that names one says it.
 * @param replaced the newest first
 * @param values old tags and digests; several have no one commit
 * @returns `owner/name@COMMIT`, as the deploy's commit has it; `undefined` where none says it
 */
export function sourceBefore(replaced: readonly Deploy[], values: readonly string[]): string | undefined {
  return new Set(values).size === 1 ? replaced.find(({ source }) => source)?.source : undefined;
}

/**
 * Finds the messages about the deploys that are replaced: of each place, the newest deploy counts.
 * @param replaced the newest first
 * @returns as the commits name them, each once
 */
export function threadsBefore(
  replaced: readonly Deploy[],
  targets: readonly DeployTarget[],
): readonly string[] {
  const newest = targets.flatMap((target) => replaced.find(({ places }) => touches(places, [target])) ?? []);
  return [...new Set(newest.flatMap(({ threads }) => threads))];
}
