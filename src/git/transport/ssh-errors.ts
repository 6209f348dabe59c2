import { DeployError } from '../../errors.ts';
import { fingerprint } from '../known-hosts-check.ts';
import type { SshKey } from '../ssh-key.ts';
import type { SshUrl } from '../url.ts';

/** What ssh2 adds to its errors. */
interface LeveledError extends Error {
  readonly level?: string;
}

/**
 * What a failed connection means. A DeployError will fail again the same way; any other error may pass.
 * `key`'s public half is shown, so that it can be compared with the one on the host.
 */
export function connectionError(error: LeveledError, { user, host, port }: SshUrl, key: SshKey): Error {
  if (error.level === 'client-authentication') {
    const publicKey = `${key.type} ${key.publicKey.toString('base64')}`;
    return new DeployError(
      'authentication-failed',
      `Cannot log in to "${user}@${host}": the server does not accept the key ${fingerprint(key.publicKey)}`,
      `add its public half to the repository as a deploy key with write access: ${publicKey}`,
      { cause: error },
    );
  }
  if (error.level === 'handshake' && /no matching/i.test(error.message)) {
    return new DeployError(
      'untrusted-server',
      `Cannot connect to "${host}": ${error.message}`,
      'the server knows only algorithms that are no longer safe; update it, or use HTTPS',
      { cause: error },
    );
  }
  return new Error(`Cannot connect to "${host}:${port}" by SSH: ${error.message}`, { cause: error });
}

interface Rule {
  readonly said: RegExp;
  readonly refusal?: readonly [
    code: 'repository-not-found' | 'permission-denied' | 'not-a-git-server',
    remedy: string,
  ];
}

/** What hosts and git write to stderr before they hang up; the first rule that fits counts. */
const rules: readonly Rule[] = [
  { said: /temporar|try again|unreachable|unavailable|internal (?:api|server)/i },
  {
    said: /command not found|: not found|no such file or directory.*git-|not a git command/i,
    refusal: ['not-a-git-server', 'install git on the server, or check host and port in the repository URL'],
  },
  {
    said: /(?:not|n't) found|not exist|not be found|cannot find repository|not appear to be a git|TF40(?:1019|0813)/i,
    refusal: [
      'repository-not-found',
      'check the spelling, and that the key belongs to this repository: hosts say the same to a key without access',
    ],
  },
  {
    said: /denied|not authori[sz]ed|unauthori[sz]ed|not allowed|forbidden|read[- ]only|write access|GenericContribute/i,
    refusal: ['permission-denied', 'give the deploy key write access to the repository'],
  },
];

/** What it means that git's command on the server ended with `code` after writing `stderr`. */
export function commandError(command: string, path: string, code: number | null, stderr: string): Error {
  const said = stderr.trim().slice(-500) || `exit code ${code ?? 'unknown'}`;
  const refusal = rules.find((rule) => rule.said.test(stderr))?.refusal;
  if (refusal === undefined) return new Error(`Cannot run "${command}" on the server: ${said}`);
  const [errorCode, remedy] = refusal;
  return new DeployError(errorCode, `Cannot open repository "${path}": the server says "${said}"`, remedy);
}
