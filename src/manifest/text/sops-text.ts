// Files that SOPS has encrypted, in any of its formats.
import { DeployError } from '../../errors.ts';
import type { Manifest } from '../yaml/text-source.ts';

/** YAML and JSON, variables, INI: https://github.com/getsops/sops#supported-file-formats */
const mark = /^\s*[{,]?\s*["']?sops["']?\s*:|^sops_mac=|^\[sops\]/m;
const macOnlyEncrypted = /mac_only_encrypted["']?\s*[:=]\s*true/;

/**
 * Refuses to edit a text that SOPS has encrypted: its MAC covers what stands in the clear, too.
 * @param manifest the file's text
 * @throws {DeployError} not-editable
 */
export function refuseEncryptedText({ path, text }: Manifest): void {
  if (!mark.test(text) || !text.includes('ENC[') || macOnlyEncrypted.test(text)) return;
  throw new DeployError(
    'not-editable',
    `Cannot edit "${path}": SOPS has encrypted it, and a change would break its checksum`,
    'keep the image in a file of its own, or encrypt with mac_only_encrypted',
  );
}
