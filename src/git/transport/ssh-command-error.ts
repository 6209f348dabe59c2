// What goes wrong with git's command over SSH, as errors.
import { RemoteError } from '../../http/remote-error.ts';
import { onOneLine } from '../refusals/push-refusal.ts';

const runAgain = "run it again; if it stays, ask the server's administrator";

interface Rule {
  readonly said: RegExp;
  readonly code: 'repository-not-found' | 'permission-denied' | 'not-a-git-server' | 'out-of-time';
  readonly remedy: string;
}

/** What hosts and git write to stderr before they hang up; the first rule that fits counts. */
const rules: readonly Rule[] = [
  {
    said: /temporar|try again|unreachable|unavailable|internal (?:api|server)/i,
    code: 'out-of-time',
    remedy: "look at the host's status page, and run it again later",
  },
  {
    said: /command not found|: not found|not a git command/i,
    code: 'not-a-git-server',
    remedy: 'install git on the server, or check host and port in the repository URL',
  },
  {
    said: /(?:not|n't) found|not exist|not be found|cannot find repository|not appear to be a git|TF40(?:1019|0813)/i,
    code: 'repository-not-found',
    remedy:
      'check the spelling, and that the key belongs to this repository: hosts say the same to a key without access',
  },
  {
    said: /denied|not authori[sz]ed|unauthori[sz]ed|not allowed|forbidden|read[- ]only|write access|GenericContribute/i,
    code: 'permission-denied',
    remedy: 'give the deploy key write access to the repository',
  },
];

/** What shells answer for a command that is not there, or may not be run. */
const noCommand: ReadonlyMap<number | null, Rule> = new Map(
  rules
    .filter(({ code }) => code === 'not-a-git-server')
    .flatMap((rule) => [126, 127].map((code) => [code, rule] as const)),
);

/**
 * Tells what it means that git's command ended.
 * @param name what messages call the repository
 * @param exitCode `null`: it was ended by a signal
 * @param stderr what it wrote there, the end of it
 * @returns the error
 */
export function commandError(name: string, exitCode: number | null, stderr: string): RemoteError {
  const said = stderr.trim().slice(-500) || (exitCode === null ? 'killed' : `exit code ${exitCode}`);
  const message = `Cannot use repository "${name}": the server says "${said}"`;
  const rule = rules.find((one) => one.said.test(stderr)) ?? noCommand.get(exitCode);
  if (rule === undefined) return new RemoteError('out-of-time', 'twice', message, runAgain);
  return new RemoteError(rule.code, rule.code === 'out-of-time' ? 'a-while' : 'never', message, rule.remedy);
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
 * Gives the same failure, after a request was on its way: if it was a push, it may have been applied.
 * @param error whatever was thrown
 * @returns the error; one that is not of a server as it is
 */
export function afterSending(error: unknown): unknown {
  if (!(error instanceof RemoteError)) return error;
  const { code, retry, message, remedy } = error;
  return new RemoteError(code, retry, message, remedy, { cause: error, applied: 'maybe' });
}
