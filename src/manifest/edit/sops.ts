// Files that SOPS has encrypted.
import { DeployError } from '../../errors.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { rootCursor, textOf } from '../yaml/cursor.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import type { Operation } from './operation.ts';

const mark = /(?:^|[\s{,])["']?sops["']?\s*:/;
/** YAML and JSON, variables, INI: https://github.com/getsops/sops#supported-file-formats */
const anyMark = /(?:^|[\s{,])["']?sops["']?\s*:|^sops_mac=|^\[sops\]/m;
const macOnlyEncrypted = /mac_only_encrypted["']?\s*[:=]\s*true/;

/**
 * Says whether SOPS has encrypted a text, whatever its format, so that a change of what stands in the clear would break it.
 * @param text a file's text
 * @returns whether it has a checksum over all of its values
 */
export function encryptedBySops(text: string): boolean {
  return anyMark.test(text) && text.includes('ENC[') && !macOnlyEncrypted.test(text);
}

/**
 * Makes the error for a file that SOPS has encrypted.
 * @param path the file's path
 * @returns not-editable
 */
export function refusedBySops(path: string): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${path}": SOPS has encrypted it, and a change would break its checksum`,
    'keep the image in a file of its own, or encrypt with mac_only_encrypted',
  );
}

/**
 * Refuses to edit a file that SOPS has encrypted: its MAC covers the fields in the clear too, so that nobody could decrypt it
 * after an edit; unless `mac_only_encrypted` says otherwise.
 * https://github.com/getsops/sops#message-authentication-code
 * @param open the file
 * @param operations what is to change in it
 * @throws {DeployError} not-editable: the file is encrypted, and an edit would break its MAC
 */
export function refuseEncrypted({ manifest, documents }: OpenFile, operations: readonly Operation[]): void {
  if (!mark.test(manifest.text)) return;
  for (const document of documents((text) => mark.test(text))) {
    const sops = fieldsOf(rootCursor(document)).get('sops');
    const about = sops === undefined ? undefined : fieldsOf(sops);
    if (about?.get('mac') === undefined) continue;
    const isClear = operations.every(({ cursor }) => textOf(cursor)?.startsWith('ENC[') !== true);
    if (textOf(about.get('mac_only_encrypted')) === 'true' && isClear) continue;
    throw refusedBySops(manifest.path);
  }
}
