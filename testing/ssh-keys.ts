// SSH keys, made by ssh-keygen once a clone: RSA alone takes a second.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Kept between runs, beside the bundle. */
const keys = fileURLToPath(new URL('../node_modules/.cache/gitops-deploy-keys/', import.meta.url));

export type KeyType = 'ed25519' | 'ecdsa-256' | 'ecdsa-384' | 'ecdsa-521' | 'rsa-2048' | 'rsa-3072';
export type KeyFormat = 'RFC4716' | 'PEM' | 'PKCS8';

/** The two halves as ssh-keygen writes them. */
export interface KeyPair {
  readonly privateKey: string;
  /** `type base64 comment`, without the newline. */
  readonly publicKey: string;
  /** `SHA256:...` as ssh-keygen prints it: the hash of the blob in base64, without padding. */
  readonly fingerprint: string;
}

export interface KeyOptions {
  /** RFC4716 is ssh-keygen's name for OpenSSH's own format. */
  readonly format?: KeyFormat;
  readonly passphrase?: string;
}

/** How many pairs of a kind this test file has taken. */
const taken = new Map<string, number>();

/**
 * Takes a pair that the real ssh-keygen made: in one test file each is another one, and two files take the same.
 * Its ed25519 keys come in OpenSSH's format only.
 */
export function makeKeyPair(
  type: KeyType,
  { format = 'RFC4716', passphrase = '' }: KeyOptions = {},
): KeyPair {
  const kind = [type, format, passphrase].join('-');
  const number = taken.get(kind) ?? 0;
  taken.set(kind, number + 1);
  const folder = join(keys, `${kind}-${number}`);
  if (!existsSync(folder)) generate(folder, type, format, passphrase);
  const publicKey = readFileSync(join(folder, 'key.pub'), 'utf8').trim();
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return {
    privateKey: readFileSync(join(folder, 'key'), 'utf8'),
    publicKey,
    fingerprint: `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`,
  };
}

/** The public half of a pair, as a line of known_hosts holds it and as a server shows it. */
export interface HostKey {
  /** `type base64`. */
  readonly line: string;
  readonly fingerprint: string;
  readonly key: Buffer;
}

export function makeHostKey(type: KeyType): HostKey {
  const { publicKey, fingerprint } = makeKeyPair(type);
  const line = publicKey.replace(/ test$/, '');
  return { line, fingerprint, key: Buffer.from(line.split(' ')[1] ?? '', 'base64') };
}

/** Makes the folder of a pair in one step: other test files may look for it at this moment. */
function generate(folder: string, type: KeyType, format: KeyFormat, passphrase: string): void {
  mkdirSync(keys, { recursive: true });
  const made = mkdtempSync(`${folder}.`);
  const [algorithm = '', bits] = type.split('-');
  const size = bits === undefined ? [] : ['-b', bits];
  const words = ['-q', '-t', algorithm, ...size, '-m', format, '-N', passphrase, '-C', 'test'];
  execFileSync('ssh-keygen', [...words, '-f', join(made, 'key')]);
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(folder)) throw error;
    rmSync(made, { recursive: true });
  }
}
