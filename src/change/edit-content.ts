// What the commit of an edit holds: its files, and the message with all that later runs read in it.
import type { DeployTarget } from '../ledger/deploy-target.ts';
import { ledgerTrailers } from '../ledger/deploy-trailers.ts';
import { keptTrailers } from '../ledger/kept-hold.ts';
import { holdsToKeep } from '../ledger/lasting-holds.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { commitMessage, type Trailer } from './commit-message.ts';
import type { CommitContent } from './config-repository.ts';
import type { EditPlan } from './edit-plan.ts';
import { referenceTrailers } from './reference-trailers.ts';
import { refuseSecretsIn } from './refuse-secrets.ts';
import { requestOf } from './request-trailer.ts';
import { summarize } from './summary.ts';

/** Puts the trailers of the holds that still count into a message. */
type WriteMessage = (kept: readonly Trailer[]) => string;

/**
 * Makes what is to be committed of an edit.
 * @param targets what it changes
 * @param threads messages to people about it, `slack:C1/1700000000.000100`
 * @param commits the history that it follows, in any order
 * @param parent the commit that it is made on
 * @returns files and message
 * @throws {DeployError} invalid-input where a secret would be published
 */
export function editContent(
  plan: EditPlan,
  edit: ManifestEdit,
  targets: readonly DeployTarget[],
  threads: readonly string[],
  commits: readonly BranchCommit[],
  parent: string,
): CommitContent {
  const { author, committer, origin, holdsSecret, trailers } = plan;
  const summary = summarize(edit, plan.target, plan.run);
  const text = plan.message?.(summary);
  const own = ownTrailers(plan, edit, targets, threads);
  const isProposed = requestOf(trailers) !== undefined;
  const base = isProposed ? [{ key: 'Deploy-Base', value: parent }] : [];
  const write: WriteMessage = (kept) =>
    commitMessage(edit, summary, origin, text, [...trailers, ...base, ...kept, ...own]);
  const message = withKeptHolds(write, commits, isProposed);
  refuseSecretsIn({ author, committer, message, files: edit.files }, holdsSecret);
  return { files: edit.files, message };
}

function ownTrailers(
  { source, trailers, holdsSecret, rule, run, rollback, promotes }: EditPlan,
  edit: ManifestEdit,
  targets: readonly DeployTarget[],
  threads: readonly string[],
): readonly Trailer[] {
  return [
    ...referenceTrailers(source, trailers, holdsSecret),
    ...threads.map((value) => ({ key: 'Deploy-Thread', value })),
    ...ledgerTrailers({
      targets,
      order: rule.order,
      sourceDate: source.date,
      environment: run.environment,
      versionEnv: [...new Set(edit.changes.flatMap(({ variable }) => variable ?? []))],
      reverts: rollback?.reverts ?? [],
      hold: rollback?.hold,
      releases: [],
      promotes,
    }),
  ];
}

/**
 * Writes a message that says those earlier holds again which would soon be too far back to be read.
 * @param commits the history that the commit follows, in any order
 * @param isProposed it waits for a merge
 * @returns the message
 */
export function withKeptHolds(
  write: WriteMessage,
  commits: readonly BranchCommit[],
  isProposed: boolean,
): string {
  const message = write([]);
  const kept = holdsToKeep(commits, message, isProposed);
  return kept.length === 0 ? message : write(kept.flatMap(keptTrailers));
}
