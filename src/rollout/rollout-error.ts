// Why a run whose commit has landed is no success: its rollout failed, or nobody has seen it.
import { DeployError } from '../errors.ts';
import type { CommitStatus } from '../hosts/commit-statuses.ts';
import { inputName, program } from '../wording.ts';
import type { RolloutEnd } from './rollout-end.ts';

/** What was waited for. */
interface Awaited {
  /** Object id of the commit that has landed. */
  readonly commit: string;
  readonly branch: string;
  /** How long was waited at most, milliseconds. */
  readonly waitMs: number;
}

/**
 * Makes the error of a wait that did not end well.
 * @returns `undefined` for a rollout that succeeded
 */
export function rolloutError(end: RolloutEnd, awaited: Awaited): DeployError | undefined {
  switch (end.is) {
    case 'succeeded':
      return undefined;
    case 'failed':
      return rolloutFailed(end, awaited);
    case 'taken-back':
      return takenBack(end, awaited);
    case 'timed-out':
      return notSeen(`${silence(end)} within ${durationText(awaited.waitMs)}`, end, awaited);
    case 'stopped':
      return notSeen(`the job was stopped; ${silence(end)}`, end, awaited);
    case 'unseen':
      return unseen(end, awaited);
  }
}

function rolloutFailed({ statuses }: RolloutEnd, { commit, branch }: Awaited): DeployError {
  return new DeployError(
    'rollout-failed',
    `Cannot roll out commit "${commit}" of "${branch}": ${failuresOf(statuses)}`,
    `the commit has landed: look at what the agent says, and deploy a fix, or go back with "${program} rollback"`,
  );
}

/** Nothing that comes from now on would be about it. */
function takenBack({ takenBackBy = '', statuses }: RolloutEnd, { commit, branch }: Awaited): DeployError {
  const failures = [failuresOf(statuses)].filter(Boolean).map((failed) => `; ${failed}`);
  return new DeployError(
    'rollout-failed',
    `Cannot roll out commit "${commit}" of "${branch}": commit "${takenBackBy}" took it back before anything said that it is live${failures}`,
    `see in that commit why, and deploy a fix: a value that was rolled back is held until another one comes, or until "${program} release"`,
  );
}

/**
 * Says which statuses are failures.
 * @param statuses of any states
 * @returns `"kustomization/apps" failed on 3f2a9c1b: health check failed (https://...)`, of several with `; ` between them
 */
export function failuresOf(statuses: readonly Omit<CommitStatus, 'at'>[]): string {
  const failures = statuses
    .filter(({ state }) => state === 'failure')
    .map(({ name, description, commit, url }) =>
      [`"${name}" failed on ${commit.slice(0, 8)}`, description && `: ${description}`, url && ` (${url})`]
        .filter(Boolean)
        .join('')
        .replace(/\s+/g, ' '),
    );
  return firstOf(failures, '; ');
}

/** So many are named: a cluster may have hundreds of Kustomizations that fail at once. */
const mostNamed = 5;

function firstOf(texts: readonly string[], between: string): string {
  const more = texts.length - mostNamed;
  const named = more > 0 ? [...texts.slice(0, mostNamed), `and ${more} more`] : texts;
  return named.join(between);
}

/** What nobody said. */
function silence({ statuses, missing }: RolloutEnd): string {
  if (statuses.length === 0 && missing.length === 0) return 'no status that counts has come';
  const names = missing.map((name) => `"${name}"`);
  return `nothing says that it is live: ${firstOf(names, ', ')}`;
}

function notSeen(why: string, { error }: RolloutEnd, { commit, branch }: Awaited): DeployError {
  const last = error === undefined ? '' : `; the last answer of the host was: ${error.message}`;
  return new DeployError(
    'rollout-timed-out',
    `Cannot tell whether commit "${commit}" of "${branch}" is live: ${why}; silence is no success, and some versions of agents say nothing of failures${last}`,
    `the commit has landed: look at the agent, see docs/rollout.md for what it needs to write statuses, and check ${inputName('wait-for')} and ${inputName('wait')}`,
  );
}

function unseen({ error }: RolloutEnd, { commit, branch }: Awaited): DeployError {
  const why = error?.marked.message ?? 'the host does not answer';
  return new DeployError(
    'rollout-timed-out',
    `Cannot tell whether commit "${commit}" of "${branch}" is live: ${why}`,
    `the commit has landed; ${error?.marked.remedy ?? 'run it again'}`,
    { cause: error },
  );
}

/**
 * Writes a time as an input has it.
 * @param ms milliseconds
 * @returns `10m`, `90s`
 */
export function durationText(ms: number): string {
  return ms >= 60_000 && ms % 60_000 === 0 ? `${ms / 60_000}m` : `${Math.round(ms / 1000)}s`;
}
