// Whether the key that a host shows is one that is known.

import { createHash } from 'node:crypto';
import { RemoteError } from '../../http/remote-error.ts';
import { type KnownHost, knownHostName, linesFor } from '../../remote/ssh/known-hosts.ts';
import { readSshStrings } from '../../remote/ssh/ssh-wire.ts';
import { inputName } from '../../wording.ts';

/** Every algorithm that a host may prove its key with, best first; SHA-1 (`ssh-rsa`) is not among them. */
const algorithms = [
  { type: 'ssh-ed25519', names: ['ssh-ed25519'] },
  { type: 'ecdsa-sha2-nistp256', names: ['ecdsa-sha2-nistp256'] },
  { type: 'ecdsa-sha2-nistp384', names: ['ecdsa-sha2-nistp384'] },
  { type: 'ecdsa-sha2-nistp521', names: ['ecdsa-sha2-nistp521'] },
  { type: 'ssh-rsa', names: ['rsa-sha2-512', 'rsa-sha2-256'] },
] as const;

export type HostKeyAlgorithm = (typeof algorithms)[number]['names'][number];

/**
 * Lists the types of key to offer a host. As OpenSSH does, the types of its known keys come first: a host has
 * several keys, and showing another one than the known one would look like a change. The rest follows, so
 * that a refusal can name the key.
 * @param known the lines of known_hosts
 * @param host its name or address
 * @param port its TCP port
 * @returns names of algorithms, the preferred one first
 */
export function hostKeyAlgorithms(
  known: readonly KnownHost[],
  host: string,
  port: number,
): HostKeyAlgorithm[] {
  const types = new Set(trusted(linesFor(known, host, port)).map(({ type }) => type));
  const first = algorithms.filter(({ type }) => types.has(type));
  const rest = algorithms.filter(({ type }) => !types.has(type));
  return [...first, ...rest].flatMap(({ names }) => names);
}

/**
 * Checks the key that a host shows: it has to be known and not revoked; there is no trust at first sight.
 * @param known the lines of known_hosts
 * @param host its name or address
 * @param port its TCP port
 * @param key the public key as the host sent it
 * @returns `undefined` for a known key; else the error untrusted-server, with the fingerprint seen and the
 *   line to add
 */
export function hostKeyRefusal(
  known: readonly KnownHost[],
  host: string,
  port: number,
  key: Buffer,
): RemoteError | undefined {
  const lines = linesFor(known, host, port);
  const same = lines.filter((line) => line.key.equals(key));
  if (same.some(({ marker }) => marker === 'revoked')) return revoked(host, key);
  if (same.some(({ marker }) => marker === undefined)) return undefined;
  const others = trusted(lines);
  return others.length > 0 ? changed(host, port, key, others) : unknown(host, port, key, lines);
}

/**
 * Computes the fingerprint of a public key as ssh-keygen prints it.
 * @param key the public key as SSH sends it
 * @returns `SHA256:` and base64 without padding
 */
export function fingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function trusted(lines: readonly KnownHost[]): readonly KnownHost[] {
  const isRevoked = (key: Buffer) => lines.some((line) => line.marker === 'revoked' && line.key.equals(key));
  return lines.filter(({ marker, key }) => marker === undefined && !isRevoked(key));
}

function typeOf(key: Buffer): string {
  return readSshStrings(key, 1)?.strings[0]?.toString() ?? 'unknown';
}

function lineOf(host: string, port: number, key: Buffer): string {
  return `${knownHostName(host, port)} ${typeOf(key)} ${key.toString('base64')}`;
}

function refusal(host: string, what: string, remedy: string): RemoteError {
  return new RemoteError('untrusted-server', 'never', `Cannot trust server "${host}": ${what}`, remedy);
}

function revoked(host: string, key: Buffer): RemoteError {
  const what = `its ${typeOf(key)} key ${fingerprint(key)} is marked as revoked in ${inputName('ssh-known-hosts')}`;
  return refusal(host, what, "ask the host's administrator which key is the right one");
}

function changed(host: string, port: number, key: Buffer, others: readonly KnownHost[]): RemoteError {
  const expected = others.map((line) => `${line.type} ${fingerprint(line.key)}`).join(', ');
  return refusal(
    host,
    `it shows the ${typeOf(key)} key ${fingerprint(key)}, and the known one is ${expected}`,
    `somebody may be listening in; only when the host has announced this key, give in ${inputName('ssh-known-hosts')} the line: ${lineOf(host, port, key)}`,
  );
}

function unknown(host: string, port: number, key: Buffer, lines: readonly KnownHost[]): RemoteError {
  const certificates = lines.some(({ marker }) => marker === 'cert-authority');
  const seen = `its ${typeOf(key)} key ${fingerprint(key)} is not known`;
  return refusal(
    host,
    certificates ? `${seen}; host certificates (@cert-authority) are not supported` : seen,
    `compare the fingerprint with the one that the host publishes, then give in ${inputName('ssh-known-hosts')} the line: ${lineOf(host, port, key)}`,
  );
}
