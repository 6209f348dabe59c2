// The deploys that an edit replaces, as the branch says: what was built for them, and where people were told of them.
import { splitReference } from '../image/reference.ts';
import { type DeployTarget, touches } from './deploy-target.ts';
import { type Deploy, deploysOf, type LedgerCommit } from './read-deploys.ts';

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
  return deploysOf(commits.toSorted((one, other) => other.date - one.date)).filter((deploy) => {
    const { references, places } = deploy;
    // Most deploys of a branch are of other places.
    if (!touches(places, targets)) return false;
    return references.length === 0 ? values.length === 0 : values.some((value) => hasValue(deploy, value));
  });
}

/** A tag and its digest may stand in two fields, or in one. */
function hasValue({ references }: Deploy, value: string): boolean {
  return references.map(splitReference).some(({ tag, digest }) => {
    const both = tag !== undefined && digest !== undefined && value === `${tag}@${digest}`;
    return both || (value !== '' && (value === tag || value === digest));
  });
}

/**
 * Finds the application's commit that the old values were built from: the newest deploy of them that names one says it.
 * @param replaced the newest first
 * @param values old tags and digests; those of several deploys have no one commit
 * @returns `owner/name@COMMIT`, as the deploy's commit has it; `undefined` where none says it
 */
export function sourceBefore(replaced: readonly Deploy[], values: readonly string[]): string | undefined {
  const newest = replaced.find(({ source }) => source);
  const isOfAll = newest !== undefined && values.every((value) => hasValue(newest, value));
  return isOfAll ? newest.source : undefined;
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
