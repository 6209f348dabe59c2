// Which of the application's commits was deployed before, as the branch says.
import { type DeployTarget, touches } from './deploy-target.ts';
import { type LedgerCommit, readDeploys } from './read-deploys.ts';

/**
 * Finds the application's commit that an old value was built from: the newest deploy of that value to one of these places says it.
 * @param commits the history, in any order
 * @param values old tags and digests; several have no one commit
 * @returns `owner/name@COMMIT`, as the deploy's commit has it; `undefined` where none says it
 */
export function sourceBefore(
  commits: readonly LedgerCommit[],
  targets: readonly DeployTarget[],
  values: readonly string[],
): string | undefined {
  const [value, ...others] = new Set(values);
  if (!value || others.length > 0) return undefined;
  const isOfValue = (reference: string): boolean =>
    reference.endsWith(`:${value}`) || reference.endsWith(`@${value}`);
  return commits
    .toSorted((one, other) => other.date - one.date)
    .flatMap((commit) => readDeploys(commit).toReversed())
    .find(
      ({ places, references, source }) => source && references.some(isOfValue) && touches(places, targets),
    )?.source;
}
