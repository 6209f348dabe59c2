// Files that SOPS has encrypted.
import { DeployError } from '../../errors.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { rootCursor, textOf } from '../yaml/cursor.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import type { Operation } from './operation.ts';

const mark = /(?:^|[\s{,])["']?sops["']?\s*:/;

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
    throw new DeployError(
      'not-editable',
      `Cannot edit "${manifest.path}": SOPS has encrypted it, and a change would break its checksum`,
      'keep the image in a file of its own, or encrypt with mac_only_encrypted',
    );
  }
}
