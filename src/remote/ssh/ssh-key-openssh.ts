// Private keys in OpenSSH's own format.
import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readSshStrings } from './ssh-wire.ts';

export type OpenSshKey =
  | { readonly is: 'key'; readonly key: KeyObject }
  | { readonly is: 'encrypted' }
  | { readonly is: 'unsupported'; readonly type: string }
  | { readonly is: 'damaged' };

const magic = 'openssh-key-v1\0';

/**
 * Reads what `BEGIN OPENSSH PRIVATE KEY` wraps. Source: PROTOCOL.key of OpenSSH.
 * @param bytes the wrapped bytes
 * @returns the key, or why it cannot be read
 * @throws {Error} of node:crypto where the numbers make no key
 */
export function readOpenSshKey(bytes: Uint8Array): OpenSshKey {
  const buffer = Buffer.from(bytes);
  if (buffer.toString('latin1', 0, magic.length) !== magic) return { is: 'damaged' };
  const head = readSshStrings(buffer.subarray(magic.length), 3);
  if (head === undefined) return { is: 'damaged' };
  if (head.strings[0]?.toString() !== 'none') return { is: 'encrypted' };
  // Four bytes count the keys: always one. The public key comes before the private part.
  const keys = readSshStrings(buffer.subarray(magic.length + head.length + 4), 2);
  return keys?.strings[1] === undefined ? { is: 'damaged' } : readPrivatePart(keys.strings[1]);
}

function readPrivatePart(bytes: Buffer): OpenSshKey {
  if (bytes.length < 8 || bytes.readUInt32BE(0) !== bytes.readUInt32BE(4)) return { is: 'damaged' };
  const type = readSshStrings(bytes.subarray(8), 1)?.strings[0]?.toString() ?? '';
  const read = readers.get(type);
  if (read === undefined) return { is: 'unsupported', type };
  const fields = readSshStrings(bytes.subarray(8), read.fields + 1)?.strings.slice(1);
  if (fields === undefined) return { is: 'damaged' };
  return { is: 'key', key: createPrivateKey({ key: read.jwk(fields), format: 'jwk' }) };
}

interface Reader {
  readonly fields: number;
  readonly jwk: (fields: readonly Buffer[]) => JsonWebKey;
}

const readers: ReadonlyMap<string, Reader> = new Map([
  ['ssh-ed25519', { fields: 2, jwk: ed25519 }],
  ['ecdsa-sha2-nistp256', { fields: 3, jwk: ecdsa('P-256', 32) }],
  ['ecdsa-sha2-nistp384', { fields: 3, jwk: ecdsa('P-384', 48) }],
  ['ecdsa-sha2-nistp521', { fields: 3, jwk: ecdsa('P-521', 66) }],
  ['ssh-rsa', { fields: 6, jwk: rsa }],
]);

function ed25519([x = empty, seedAndX = empty]: readonly Buffer[]): JsonWebKey {
  return { kty: 'OKP', crv: 'Ed25519', x: base64Url(x), d: base64Url(seedAndX.subarray(0, 32)) };
}

/** `size`: bytes of a coordinate. The point is uncompressed: a byte 4, then x and y. */
function ecdsa(crv: string, size: number): (fields: readonly Buffer[]) => JsonWebKey {
  return ([, point = empty, secret = empty]) => ({
    kty: 'EC',
    crv,
    x: base64Url(point.subarray(1, 1 + size)),
    y: base64Url(point.subarray(1 + size)),
    d: number(BigInt(`0x0${secret.toString('hex')}`), size),
  });
}

/** OpenSSH leaves out the two exponents that speed up the work; they follow from the rest (RFC 8017, 3.2). */
function rsa(fields: readonly Buffer[]): JsonWebKey {
  const [n = 0n, e = 0n, d = 0n, qi = 0n, p = 0n, q = 0n] = fields.map((field) =>
    BigInt(`0x0${field.toString('hex')}`),
  );
  const [dp, dq] = [d % (p - 1n), d % (q - 1n)];
  return {
    kty: 'RSA',
    n: number(n),
    e: number(e),
    d: number(d),
    p: number(p),
    q: number(q),
    dp: number(dp),
    dq: number(dq),
    qi: number(qi),
  };
}

const empty = Buffer.alloc(0);

/** Big-endian, at least `size` bytes. */
function number(value: bigint, size = 1): string {
  const hex = value.toString(16);
  const digits = Math.max(2 * size, hex.length + (hex.length % 2));
  return base64Url(Buffer.from(hex.padStart(digits, '0'), 'hex'));
}

function base64Url(bytes: Buffer): string {
  return bytes.toString('base64url');
}
