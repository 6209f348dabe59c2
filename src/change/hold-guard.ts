// The guard of holds: what somebody holds is not deployed, whoever asks for it.
import { DeployError } from '../errors.ts';
import { formatReference } from '../image/reference.ts';
import { heldBy, type PlaceHold } from '../ledger/holds.ts';
import type { BranchCommit } from '../ledger/read-deploys.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { shellWord } from '../shell-word.ts';
import { program } from '../wording.ts';
import type { EditPlan } from './edit-plan.ts';
import { touchedTargets } from './edited-targets.ts';

/**
 * Finds the hold that an edit runs into. What is only proposed holds nothing: nobody may ever merge it.
 * @param merged the history of the branch without what is only proposed, in any order
 * @param branch its name
 * @returns held; `undefined`: nothing is
 */
export function heldEdit(
  { rule, rollback, target }: Pick<EditPlan, 'rule' | 'rollback' | 'target'>,
  edit: ManifestEdit,
  merged: readonly BranchCommit[],
  branch: string,
): DeployError | undefined {
  const order = rollback === undefined ? rule.order : undefined;
  const references = target.images.map(({ to }) => to);
  const found = heldBy(merged, touchedTargets(edit, target), references, order);
  return found && heldError(found, branch, rollback !== undefined);
}

function heldError({ place, by }: PlaceHold, branch: string, isRollback: boolean): DeployError {
  const { hold, author, date, commit, run } = by;
  const when = new Date(date).toISOString().slice(0, 16).replace('T', ' ');
  const values = hold.references.map(formatReference).join(', ');
  const isOfRuns = !hold.isOfAll && hold.orders.length > 0;
  const what = hold.isOfAll ? 'every deploy' : `${values}${isOfRuns ? ', and what is older,' : ''}`;
  const why = hold.reason === undefined ? '' : `: ${hold.reason}`;
  const where = `${author} holds ${what} since ${when} UTC with commit ${commit.slice(0, 8)}${run === undefined ? '' : ` (${run})`}${why}`;
  const image = place.what === '*' || place.what.startsWith('.') ? '' : ` --image ${shellWord(place.what)}`;
  const release = `${program} release --file ${shellWord(place.file)}${image} --branch ${shellWord(branch)}`;
  const lift = `lift it with "${release}", or with the Action's command "release"`;
  return new DeployError(
    'held',
    `Cannot ${isRollback ? 'roll back' : 'deploy'} "${place.what}" ${isRollback ? 'in' : 'to'} ${place.file}: ${where}`,
    isOfRuns ? `deploy a newer run with another value, or ${lift}` : lift,
  );
}
