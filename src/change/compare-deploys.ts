// What an edit takes the place of on its branch, by the history: the earlier deploys, and the one of a newer run.
import type { DeployTarget } from '../ledger/deploy-target.ts';
import type { NewerDeploy } from '../ledger/newer-deploy.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import { replacedDeploys, sourceBefore, threadsBefore } from '../ledger/replaced-deploys.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { movesImage } from './changed-images.ts';
import type { EarlierDeploys, EditPlan } from './edit-plan.ts';
import { supersededBy } from './order-guard.ts';

/** An edit beside the history of its branch. */
interface DeployComparison {
  readonly earlier: EarlierDeploys;
  /** The deploy of a newer run, where there is one. */
  readonly newer: NewerDeploy | undefined;
}

/**
 * Compares an edit with the deploys that are on its branch already.
 * @param commits the history of the branch, in any order
 * @param targets what the edit changes
 * @param mayBeNewer those of the history among which a newer run counts
 * @returns what it replaces, and what is newer
 */
export function compareDeploys(
  { changes }: ManifestEdit,
  targets: readonly DeployTarget[],
  commits: readonly BranchCommit[],
  mayBeNewer: readonly BranchCommit[],
  { rule }: Pick<EditPlan, 'rule'>,
  log: (line: string) => void,
): DeployComparison {
  const values = changes.filter(movesImage).map(({ from }) => from);
  const replaced = replacedDeploys(commits, targets, values);
  const newer = supersededBy(mayBeNewer, targets, rule, log);
  const threads = newer?.threads ?? threadsBefore(replaced, targets);
  return {
    earlier: { source: sourceBefore(replaced, values), threads, willCommit: newer === undefined },
    newer,
  };
}
