// What goes wrong with git's command over SSH, as errors.
import { RemoteError } from '../../http/remote-error.ts';
import { accessRefusals, noCommand } from '../refusals/access-refusals.ts';
import { knownRefusal, onOneLine, ruleError } from '../refusals/push-refusal.ts';
import type { RemoteServer } from './transport.ts';

const runAgain = "run it again; if it stays, ask the server's administrator";

/** How git's command ended. */
export interface CommandEnd {
  /** `null`: it was ended by a signal. */
  readonly exitCode: number | null;
  /** What it wrote there, the end of it. */
  readonly stderr: string;
  /** Whether it had let us in, and something was asked of it. */
  readonly wasAsked: boolean;
}

/**
 * Tells what it means that git's command ended.
 * @param server its name for messages, and the texts by which it refuses
 * @returns the error; what nobody knows is a refusal where it was said at the door, else an accident: either is quoted
 */
export function commandError(server: RemoteServer, { exitCode, stderr, wasAsked }: CommandEnd): RemoteError {
  const words = stderr.trim().slice(-500);
  const said = words || (exitCode === null ? 'killed' : `exit code ${exitCode}`);
  const message = `Cannot use repository "${server.name}": the server says "${said}"`;
  const isNoCommand = exitCode === 126 || exitCode === 127;
  const rule =
    knownRefusal([...server.refusals, ...accessRefusals], stderr) ?? (isNoCommand ? noCommand : undefined);
  if (rule !== undefined) return ruleError(rule, message);
  if (words === '' || wasAsked || exitCode === null)
    return new RemoteError('out-of-time', 'twice', message, runAgain);
  return new RemoteError(
    'push-refused',
    'twice',
    message,
    "the server's text says what it wants; ask its administrator",
  );
}

/**
 * Makes the error for packets that ended where more were due.
 * @param name what messages call the repository
 * @returns the error
 */
export function brokenOff(name: string): RemoteError {
  const message = `Cannot use repository "${name}": the server broke off its answer`;
  return new RemoteError('out-of-time', 'later', message, runAgain);
}

/**
 * Makes the error for what is no packets.
 * @param name what messages call the repository
 * @param start the beginning of what came
 * @returns the error
 */
export function notGit(name: string, start: string): RemoteError {
  return new RemoteError(
    'not-a-git-server',
    'never',
    `Cannot use repository "${name}": the server answers "${onOneLine(start)}", which is not git's protocol`,
    'remove what prints text at login on the server (.bashrc, a forced command)',
  );
}

/**
 * Gives the same failure, after a request was on its way: if it was a push, it may have been applied, unless git's command
 * has ended and said why.
 * @param error whatever was thrown
 * @returns the error; one that is not of a server as it is
 */
export function afterSending(error: unknown): unknown {
  if (!(error instanceof RemoteError)) return error;
  const { code, retry, marked, retryAfterMs } = error;
  const isAnswer = retry === 'never' && code !== 'not-a-git-server';
  const applied = isAnswer ? 'no' : 'maybe';
  return new RemoteError(code, retry, marked.message, marked.remedy, { cause: error, retryAfterMs, applied });
}
