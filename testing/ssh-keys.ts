// SSH keys, made by ssh-keygen.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type KeyType = 'ed25519' | 'ecdsa-256' | 'ecdsa-384' | 'ecdsa-521' | 'rsa-2048' | 'rsa-3072';
export type KeyFormat = 'RFC4716' | 'PEM' | 'PKCS8';

/** The two halves as ssh-keygen writes them. */
export interface KeyPair {
  readonly privateKey: string;
  /** `type base64 comment`, without the newline. */
  readonly publicKey: string;
  /** `SHA256:...` as ssh-keygen prints it. */
  readonly fingerprint: string;
}

export interface KeyOptions {
  /** RFC4716 is ssh-keygen's name for OpenSSH's own format. */
  readonly format?: KeyFormat;
  readonly passphrase?: string;
}

/** A fresh pair from the real ssh-keygen. Its ed25519 keys come in OpenSSH's format only. */
export function makeKeyPair(
  type: KeyType,
  { format = 'RFC4716', passphrase = '' }: KeyOptions = {},
): KeyPair {
  const directory = mkdtempSync(join(tmpdir(), 'gitops-deploy-key-'));
  const file = join(directory, 'key');
  const [algorithm = '', bits] = type.split('-');
  const size = bits === undefined ? [] : ['-b', bits];
  try {
    const options = [
      '-q',
      '-t',
      algorithm,
      ...size,
      '-m',
      format,
      '-N',
      passphrase,
      '-C',
      'test',
      '-f',
      file,
    ];
    execFileSync('ssh-keygen', options);
    const listing = execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' });
    return {
      privateKey: readFileSync(file, 'utf8'),
      publicKey: readFileSync(`${file}.pub`, 'utf8').trim(),
      fingerprint: listing.split(' ')[1] ?? '',
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
