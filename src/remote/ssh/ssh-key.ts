// A private SSH key, to log in with and to sign with.
import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { DeployError } from '../../errors.ts';
import { readOpenSshKey } from './ssh-key-openssh.ts';
import { damaged, keyRefusal, passphraseRefusal, unwrapKey } from './ssh-key-text.ts';
import { sshInteger, sshString } from './ssh-wire.ts';

/** What SSH hashes with before it signs. Sources: RFC 8709 (ed25519 hashes by itself), RFC 8332, RFC 5656 (6.2.1). */
export const signatureHashes = {
  'ssh-ed25519': null,
  'ssh-rsa': 'sha512',
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
} as const;

type SshKeyType = keyof typeof signatureHashes;

/** A private key, for logging in or for signing commits. */
export interface SshKey {
  readonly type: SshKeyType;
  /** The public key as SSH sends it (RFC 4253, 6.6). */
  readonly publicKey: Buffer;
  readonly privateKey: KeyObject;
}

/**
 * Reads a private key: ed25519, ECDSA or RSA, in OpenSSH's format, PKCS#1, SEC 1 or PKCS#8.
 * @param text of the variable that holds it
 * @param input name of the input that holds it, for messages
 * @returns the key
 * @throws {DeployError} invalid-input; it shows nothing of the key
 */
export function parseSshKey(text: string, input: string): SshKey {
  const { format, bytes } = unwrapKey(text, input);
  const privateKey = readKey(format, bytes, input);
  const type = typeOf(privateKey);
  if (type === undefined) throw unsupported(input, privateKey.asymmetricKeyType ?? 'unknown');
  return { type, publicKey: publicKeyOf(type, privateKey), privateKey };
}

/**
 * Signs data as SSH sends a signature: the name of the algorithm, then the bytes.
 * @param data what is signed
 * @returns the signature as it goes over the wire
 */
export function sshSignature({ type, privateKey }: SshKey, data: Uint8Array): Buffer {
  const bytes = sign(signatureHashes[type], data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  if (type === 'ssh-ed25519') return Buffer.concat([sshString(type), sshString(bytes)]);
  if (type === 'ssh-rsa') return Buffer.concat([sshString('rsa-sha2-512'), sshString(bytes)]);
  const [r, s] = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
  return Buffer.concat([sshString(type), sshString(Buffer.concat([sshInteger(r), sshInteger(s)]))]);
}

function readKey(format: string, bytes: Buffer, input: string): KeyObject {
  try {
    switch (format) {
      case 'OPENSSH':
        return openSshKey(bytes, input);
      case 'RSA':
        return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs1' });
      case 'EC':
        return createPrivateKey({ key: bytes, format: 'der', type: 'sec1' });
      case '':
        return createPrivateKey({ key: bytes, format: 'der', type: 'pkcs8' });
      default:
        throw unsupported(input, format);
    }
  } catch (error) {
    throw error instanceof DeployError ? error : damaged(input, error);
  }
}

function openSshKey(bytes: Buffer, input: string): KeyObject {
  const read = readOpenSshKey(bytes);
  switch (read.is) {
    case 'key':
      return read.key;
    case 'encrypted':
      throw passphraseRefusal(input);
    case 'unsupported':
      throw unsupported(input, read.type);
    case 'damaged':
      throw damaged(input);
  }
}

function unsupported(input: string, type: string): DeployError {
  const remedy = 'make one of type ed25519, ECDSA or RSA: ssh-keygen -t ed25519 -N "" -f deploy-key';
  return keyRefusal(input, `keys of type ${type} do not work here`, remedy);
}

const types: ReadonlyMap<string | undefined, SshKeyType> = new Map([
  ['ed25519', 'ssh-ed25519'],
  ['rsa', 'ssh-rsa'],
  ['prime256v1', 'ecdsa-sha2-nistp256'],
  ['secp384r1', 'ecdsa-sha2-nistp384'],
  ['secp521r1', 'ecdsa-sha2-nistp521'],
]);

function typeOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): SshKeyType | undefined {
  return types.get(asymmetricKeyType === 'ec' ? asymmetricKeyDetails?.namedCurve : asymmetricKeyType);
}

function publicKeyOf(type: SshKeyType, privateKey: KeyObject): Buffer {
  const { e = '', n = '', x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const bytes = (text: string) => Buffer.from(text, 'base64url');
  if (type === 'ssh-ed25519') return Buffer.concat([sshString(type), sshString(bytes(x))]);
  if (type === 'ssh-rsa') return Buffer.concat([sshString(type), sshInteger(bytes(e)), sshInteger(bytes(n))]);
  const point = Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]);
  return Buffer.concat([sshString(type), sshString(type.slice('ecdsa-sha2-'.length)), sshString(point)]);
}
