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
 * Makes the error for an answer that is complete and not right: seldom a slip on the way, else the server would send it again
 * and again.
 * @param name what messages call the repository
 * @param what is wrong
 * @returns the error, which is tried again a few times
 */
export function damagedAnswerError(name: string, what: string, cause?: unknown): RemoteError {
  const message = `Cannot read "${name}": ${what}`;
  const remedy = 'run it again; if it stays, ask the administrator of the server or of a proxy between';
  return new RemoteError('out-of-time', 'a-while', message, remedy, { cause });
}

/**
 * Makes the error for what a damaged repository makes its server do. A copy of the server may be behind the others for a
 * moment, or a process of it lack memory, so it is asked twice more.
 * @param name what messages call the repository
 * @param what is wrong
 * @returns the error
 */
export function damagedRepositoryError(name: string, what: string, cause?: unknown): RemoteError {
  const message = `Cannot read "${name}": ${what}`;
  const remedy = 'the repository is damaged, unless it works the next time: check it with "git fsck"';
  return new RemoteError('unsupported-repository', 'twice', message, remedy, { cause, retryAfterMs: 1000 });
}

/**
 * Makes the error for an answer that ends well before its pack begins: git's process ended over a damaged object, or with
 * the server that is being restarted.
 * @param name what messages call the repository
 * @returns the error
 */
export function noPackError(name: string): RemoteError {
  const { code, message, remedy } = damagedRepositoryError(name, 'the answer has no pack');
  return new RemoteError(code, 'a-while', message, remedy);
}

/** The words of git for an object that is not there or cannot be read, and for a process that ended over it. */
const damage = /not our ref|possible repository corruption|bad (?:tree )?object|maximum allowed tree depth/i;

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
  if (damage.test(text)) return bandError(text, server);
  const rule = knownRefusal([...server.refusals, ...accessRefusals], text);
  // As over SSH: what may pass is known by its words, and anything else is most likely said the next time too.
  return rule === undefined
    ? new RemoteError(
        'push-refused',
        'twice',
        message,
        "the server's text says what it wants; ask its administrator",
      )
    : ruleError(rule, message);
}

/**
 * Makes the error for what a server says on the band of errors, with which its answer ends.
 * @param text what it says
 * @returns the error
 */
export function bandError(text: string, { name }: RemoteServer): RemoteError {
  const what = `the server says "${onOneLine(text)}"`;
  if (damage.test(text)) return damagedRepositoryError(name, what);
  return new RemoteError('out-of-time', 'a-while', `Cannot read "${name}": ${what}`, 'run it again');
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
