// Verifies the SSH signature of a commit, as "git verify-commit" does.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { type SshKey, signatureHashes } from '../../remote/ssh/ssh-key.ts';
import { readSshStrings, sshString } from '../../remote/ssh/ssh-wire.ts';

const armor = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/;
/** Six bytes, then version 1 in four. */
const preamble = Buffer.from('SSHSIG\0\0\0\x01');
const none = Buffer.alloc(0);

/**
 * Says whether a signature is this key's, for git, over this text. Source: PROTOCOL.sshsig of OpenSSH.
 * @param payload the commit without its signature
 * @param signature armored, as the header `gpgsig` holds it
 * @returns false too for whatever is not such a signature
 */
export function isSignedBy(key: SshKey, payload: Uint8Array, signature: string): boolean {
  const blob = Buffer.from(armor.exec(signature)?.[1] ?? '', 'base64');
  if (!blob.subarray(0, preamble.length).equals(preamble)) return false;
  const { strings } = readSshStrings(blob.subarray(preamble.length), 5) ?? { strings: [] };
  const [publicKey = none, namespace = none, reserved = none, hash = none, bytes = none] = strings;
  if (!publicKey.equals(key.publicKey) || `${namespace} ${hash}` !== 'git sha512') return false;
  const digest = createHash('sha512').update(payload).digest();
  const about = [namespace, reserved, hash, digest].map(sshString);
  return isSignature(key, Buffer.concat([preamble.subarray(0, 6), ...about]), bytes);
}

/** The signature as SSH sends it: the algorithm's name, then the bytes. */
function isSignature({ type, privateKey }: SshKey, data: Buffer, signature: Buffer): boolean {
  const [, bytes = none] = readSshStrings(signature, 2)?.strings ?? [];
  const key = { key: createPublicKey(privateKey), dsaEncoding: 'ieee-p1363' } as const;
  return verify(signatureHashes[type], data, key, type.startsWith('ecdsa-') ? flatten(type, bytes) : bytes);
}

/** ECDSA's two numbers side by side, each as long as the curve's. */
function flatten(type: SshKey['type'], bytes: Buffer): Buffer {
  const size = Math.ceil(Number(type.slice(-3)) / 8);
  const numbers = readSshStrings(bytes, 2)?.strings ?? [];
  return Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(size), number]).subarray(-size)));
}
