// What SOPS has encrypted is said first, whatever else is wrong.
import { assertDeployError } from '../../errors.ts';
import { encryptedBySops, refusedBySops } from '../edit/sops.ts';
import { matchingPlaces } from '../select/matching-places.ts';
import { mayHoldPath } from '../select/path-text.ts';
import { differences } from '../select/selectors.ts';
import type { Target } from '../target.ts';
import type { OpenFile } from '../yaml/open-file.ts';

/**
 * Runs an edit, and puts the refusal of an encrypted file in place of another error, where the file holds what was asked for:
 * whoever puts right what the other one says meets it next.
 * @param files the files that are searched
 * @param target what was asked for
 * @param edit edits them
 * @returns what `edit` returns
 * @throws {DeployError} what `edit` throws, or not-editable
 */
export function withEncryptedFirst<T>(files: readonly OpenFile[], target: Target, edit: () => T): T {
  try {
    return edit();
  } catch (error) {
    assertDeployError(error);
    const encrypted = files.filter(({ manifest }) => encryptedBySops(manifest.text));
    const meant = encrypted.find((file) => files.length === 1 || holds(file, target));
    throw meant === undefined || error.code === 'invalid-input' ? error : refusedBySops(meant.file.path);
  }
}

function holds(file: OpenFile, target: Target): boolean {
  try {
    const places = target.images.flatMap((image) => matchingPlaces([file], image, target));
    if (places.some((place) => differences(place, target.select).length === 0)) return true;
  } catch (error) {
    assertDeployError(error);
    return true;
  }
  return target.set.some(({ steps }) => mayHoldPath(file.manifest.text, steps));
}
