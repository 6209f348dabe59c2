// The use case of a deploy: read, edit, commit, push; again on a lost race.
import { DeployError } from '../errors.ts';
import type { NewerDeploy } from '../ledger/newer-deploy.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { inputName } from '../wording.ts';
import type { ConfigRepository, LandResult } from './config-repository.ts';
import { EditAttempt } from './edit-attempt.ts';
import type { EditPlan, FileEditor, LandingWatcher } from './edit-plan.ts';

/** How a deploy ended when it did not throw. */
export type Landed<Result extends EndedLanding = LandResult> = Omit<Result, 'result'> & {
  readonly result: Result['result'] | 'superseded';
  readonly edit: ManifestEdit;
  /** Where a newer run was faster: its deploy. */
  readonly newer: NewerDeploy | undefined;
  /** Why nothing changed, where it is another reason than that every place holds the wanted value. */
  readonly unchangedReason: string | undefined;
};

/** As much of a landing's result as is looked at here. */
type EndedLanding = Pick<LandResult, 'branch' | 'commit' | 'attempts'> & { readonly result: string };

/**
 * Lands the edit of a plan.
 * @param editor edits the files, again on every lost race
 * @returns how it ended, and what was edited
 * @throws {DeployError} whatever the repository and the edit throw, and would-change-nothing, invalid-input where a secret would be published
 */
export async function landEdit<Result extends EndedLanding>(
  plan: EditPlan,
  repository: ConfigRepository<Result>,
  editor: FileEditor,
  log: (line: string) => void,
  watcher: LandingWatcher,
): Promise<Landed<Result>> {
  const attempt = new EditAttempt(plan, editor, log, watcher);
  const landed = await repository.land(plan.branch, {
    id: plan.origin.id,
    author: plan.author,
    committer: plan.committer,
    dryRun: plan.dryRun,
    prepare: (state) => attempt.prepare(state),
    isSuperseded: () => attempt.newer !== undefined,
  });
  if (landed.result === 'merged' || landed.result === 'proposed') attempt.recallCommitted();
  const { edit, newer, unchangedReason } = attempt;
  for (const note of edit.notes) log(`Note: ${note}`);
  if (landed.result === 'unchanged' && newer !== undefined)
    return {
      ...landed,
      result: 'superseded',
      edit: { ...edit, files: [], changes: [] },
      newer,
      unchangedReason: undefined,
    };
  if (landed.result === 'unchanged' && plan.ifUnchanged === 'fail')
    throw nothingToChange(plan, landed, unchangedReason);
  return { ...landed, edit, newer: undefined, unchangedReason };
}

function nothingToChange(
  { files, rollback }: EditPlan,
  { branch, commit, attempts }: EndedLanding,
  reason: string | undefined,
): DeployError {
  const why = reason ?? `every place in ${files.join(', ')} holds the wanted value already`;
  return new DeployError(
    'would-change-nothing',
    `Cannot ${rollback === undefined ? 'deploy to' : 'roll back'} "${branch}": ${why}`,
    `${rollback === undefined ? 'deploy another tag' : `go back to another value with ${inputName('to')}`}, or set ${inputName('if-unchanged')} to "succeed"`,
    undefined,
    { branch, commit, attempts },
  );
}
