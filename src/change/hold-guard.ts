// The guard of holds: what somebody holds is not deployed, whoever asks for it.
import { DeployError } from '../errors.ts';
import { formatReference } from '../image/reference.ts';
import type { PlaceHold } from '../ledger/holds.ts';
import { inputName, program } from '../wording.ts';

/**
 * Refuses a deploy that runs into a hold.
 * @param found the hold; `undefined`: there is none
 * @throws {DeployError} held
 */
export function refuseHeld(found: PlaceHold | undefined): void {
  if (found === undefined) return;
  const { place, by } = found;
  const { hold, author, date, commit, run } = by;
  const when = new Date(date).toISOString().slice(0, 16).replace('T', ' ');
  const values = hold.references.map(formatReference).join(', ');
  const what = hold.isOfAll ? 'every deploy' : `${values}, and what is older,`;
  const why = hold.reason === undefined ? '' : `: ${hold.reason}`;
  const where = `${author} holds ${what} since ${when} UTC with commit ${commit.slice(0, 8)}${run === undefined ? '' : ` (${run})`}${why}`;
  const image = place.what === '*' || place.what.startsWith('.') ? '' : ` --image ${place.what}`;
  throw new DeployError(
    'held',
    `Cannot deploy "${place.what}" to ${place.file}: ${where}`,
    `${hold.isOfAll ? 'lift it' : 'deploy a newer run with another value, or lift it'} with "${program} release --file ${place.file}${image}", in the Action with ${inputName('command')} "release"`,
  );
}
