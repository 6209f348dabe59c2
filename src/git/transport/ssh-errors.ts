// What goes wrong with a connection over SSH, as errors.
import { networkError } from '../../http/network-error.ts';
import { RemoteError } from '../../http/remote-error.ts';
import type { SshKey } from '../../remote/ssh/ssh-key.ts';
import type { SshUrl } from '../../remote/url.ts';
import { fingerprint } from './known-hosts-check.ts';

/**
 * Tells what a failed connection means. The key's public half is shown, so that it can be compared with the one on the host.
 * @returns the error
 */
export function connectionError(error: Error, { user, host, port }: SshUrl, key: SshKey): RemoteError {
  if (error instanceof RemoteError) return error;
  // What ssh2 adds to its errors.
  const level = 'level' in error ? error.level : undefined;
  if (level === 'client-authentication') {
    return new RemoteError(
      'authentication-failed',
      'never',
      `Cannot log in to "${user}@${host}": the server does not accept the key ${fingerprint(key.publicKey)}`,
      `add its public half to the repository as a deploy key with write access: ${key.type} ${key.publicKey.toString('base64')}`,
      { cause: error },
    );
  }
  if (level === 'handshake' && /no matching/i.test(error.message)) {
    return new RemoteError(
      'untrusted-server',
      'never',
      `Cannot connect to "${host}": ${error.message}`,
      'the server knows only algorithms that are no longer safe; update it, or use HTTPS',
      { cause: error },
    );
  }
  if (/unable to exec/i.test(error.message)) {
    return new RemoteError(
      'not-a-git-server',
      'never',
      `Cannot use "${user}@${host}:${port}": the server runs no commands for this user`,
      'check user, host and port of the URL; the server has to let the user run git-upload-pack and git-receive-pack',
      { cause: error },
    );
  }
  return networkError(`${host}:${port}`, error, 'no');
}

/**
 * Makes the error for a port where something else than SSH answers.
 * @param said the beginning of what came
 * @returns the error
 */
export function notSsh({ host, port }: SshUrl, said: string): RemoteError {
  const speaks = said.startsWith('HTTP/')
    ? 'it speaks HTTP'
    : `it starts with "${said.slice(0, 80).replace(/[^ -~]/g, '.')}"`;
  return new RemoteError(
    'not-a-git-server',
    'never',
    `Cannot reach "${host}:${port}": what answers there is not SSH, ${speaks}`,
    'check host and port of the URL; the port of SSH is 22 where the host names no other',
  );
}

/**
 * Tells whether the connection stands and takes no session more, as with `MaxSessions 1`. ssh2 notes the reason: RFC 4254, 5.1.
 * @returns whether it does
 */
export function hasNoRoom(error: unknown): boolean {
  return error instanceof RemoteError && error.cause instanceof Error && 'reason' in error.cause;
}
