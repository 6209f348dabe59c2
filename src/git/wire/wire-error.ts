// What goes wrong in an answer, as errors.
import { RemoteError } from '../../http/remote-error.ts';
import { accessRefusals } from '../refusals/access-refusals.ts';
import { knownRefusal, onOneLine, ruleError } from '../refusals/push-refusal.ts';
import type { RemoteServer } from '../transport/transport.ts';

/**
 * Makes the error for an answer that breaks off or makes no sense: the next one may be better.
 * @param name what messages call the repository
 * @param what is wrong
 * @returns the error
 */
export function wireError(name: string, what: string, cause?: unknown): RemoteError {
  return new RemoteError('out-of-time', 'later', `Cannot read "${name}": ${what}`, 'run it again', { cause });
}

/**
 * Makes the error for an answer that is whole and not right: seldom a slip on the way, else the server would send it again
 * and again.
 * @param name what messages call the repository
 * @param what is wrong
 * @returns the error, which is tried again a few times
 */
export function damagedError(name: string, what: string, cause?: unknown): RemoteError {
  const message = `Cannot read "${name}": ${what}`;
  const remedy = 'run it again; if it stays, ask the administrator of the server or of a proxy between';
  return new RemoteError('out-of-time', 'a-while', message, remedy, { cause });
}

/** The server has filters, but not this one. */
export class FilterRefused extends RemoteError {}

/**
 * Makes the error that a line `ERR <text>` holds, as a server says what it cannot do.
 * @param line of an answer
 * @returns the error; `undefined` for any other line
 */
export function serverError(line: string, server: RemoteServer): RemoteError | undefined {
  if (!line.startsWith('ERR ')) return undefined;
  const text = line.slice('ERR '.length);
  const message = `Cannot read "${server.name}": the server says "${onOneLine(text)}"`;
  if (/not exported|not found|no such/i.test(text)) {
    return new RemoteError(
      'repository-not-found',
      'never',
      message,
      'check the URL, and that the credential may see it',
    );
  }
  if (/\bfilter\b/i.test(text))
    return new FilterRefused(
      'unsupported-repository',
      'never',
      message,
      'ask the administrator of the server',
    );
  const rule = knownRefusal([...server.refusals, ...accessRefusals], text);
  return rule === undefined
    ? new RemoteError('out-of-time', 'a-while', message, 'run it again')
    : ruleError(rule, message);
}

/**
 * Makes the error for an answer that goes on and on: whatever it is, it does not fit into memory.
 * @param name what messages call the repository
 * @param what does not end
 * @returns the error
 */
export function endlessError(name: string, what: string): RemoteError {
  const message = `Cannot read "${name}": ${what} does not end`;
  return new RemoteError(
    'not-a-git-server',
    'never',
    message,
    'ask the administrator of the server or of a proxy between',
  );
}
