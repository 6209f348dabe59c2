// Signatures of commits, made with SSH keys.
import { createHash } from 'node:crypto';
import { type SshKey, sshSignature } from '../../remote/ssh/ssh-key.ts';
import { sshString } from '../../remote/ssh/ssh-wire.ts';

/** Six bytes, not a string of the protocol. */
const magic = 'SSHSIG';
const namespace = 'git';
const hash = 'sha512';

/**
 * Signs a commit the way `gpg.format=ssh` does, so that `git verify-commit` accepts it.
 * Source: PROTOCOL.sshsig of OpenSSH.
 * @param payload the commit object without its signature: headers, an empty line, message
 * @returns the armored signature, for the header `gpgsig`; it ends without a newline
 */
export function signCommit(payload: string | Uint8Array, key: SshKey): string {
  const about = [sshString(namespace), sshString(''), sshString(hash)];
  const digest = createHash(hash).update(payload).digest();
  const signature = sshSignature(key, Buffer.concat([Buffer.from(magic), ...about, sshString(digest)]));
  const version = Buffer.from([0, 0, 0, 1]);
  const blob = [Buffer.from(magic), version, sshString(key.publicKey), ...about, sshString(signature)];
  return armored(Buffer.concat(blob));
}

/**
 * Signs a commit: the signature becomes its last header.
 * @param payload the commit object without one; parents, author and message stay as they are
 * @returns the commit object with its signature
 */
export function signedCommit(payload: string, key: SshKey): string {
  const end = payload.indexOf('\n\n');
  const headers = end < 0 ? payload.trimEnd() : payload.slice(0, end);
  // A header over several lines goes on after a space: https://git-scm.com/docs/gitformat-signature
  return `${headers}\ngpgsig ${signCommit(payload, key).replaceAll('\n', '\n ')}${payload.slice(headers.length)}`;
}

function armored(blob: Buffer): string {
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN SSH SIGNATURE-----', ...lines, '-----END SSH SIGNATURE-----'].join('\n');
}
