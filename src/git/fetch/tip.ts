// The tip of a branch, out of the references that a server lists.

import { DeployError } from '../../errors.ts';
import { branchProblem } from '../../remote/branch-name.ts';
import { inputName } from '../../wording.ts';
import type { Ref } from '../wire/ls-refs.ts';

/** Where a branch stands. */
export interface Tip {
  readonly branch: string;
  readonly commit: string;
}

const heads = 'refs/heads/';

/**
 * Gives what to ask for: the branch, and HEAD, which says what the default branch is.
 * @param branch its name; `undefined`: the default branch
 * @returns names of references
 */
export function tipNames(branch: string | undefined): string[] {
  return branch === undefined ? ['HEAD'] : ['HEAD', `${heads}${branch}`];
}

/**
 * Finds the tip of the branch, or of the one that HEAD points to.
 * @param branch its name; `undefined`: the default branch
 * @param name what messages call the repository
 * @returns the branch and its commit
 * @throws {DeployError} branch-not-found
 * @throws {DeployError} unsupported-repository for an empty one, or one of SHA-256
 */
export function tipOf(refs: readonly Ref[], branch: string | undefined, name: string): Tip {
  const head = refs.find((ref) => ref.name === 'HEAD');
  const fallback = head?.target?.startsWith(heads) ? head.target.slice(heads.length) : undefined;
  const wanted = branch ?? fallback;
  if (branch === undefined && fallback !== undefined) checkFallback(fallback, name);
  if (refs.length === 0 && branch === undefined) throw emptyRepository(name);
  if (wanted === undefined) throw noDefault(name);
  const commit =
    refs.find((ref) => ref.name === `${heads}${wanted}`)?.oid ??
    (branch === undefined ? head?.oid : undefined);
  if (commit === undefined)
    throw refs.length === 0 ? emptyOrNoBranch(name, wanted) : noBranch(name, wanted, fallback);
  if (commit.length !== 40) throw sha256Repository(name);
  return { branch: wanted, commit };
}

/**
 * Makes the error for a repository that names its objects by SHA-256.
 * @param name what messages call the repository
 * @returns the error
 */
export function sha256Repository(name: string): DeployError {
  return new DeployError(
    'unsupported-repository',
    `Cannot read "${name}": it names its objects by SHA-256`,
    'use a repository of the usual kind (git init --object-format=sha1)',
  );
}

/** What a server says is no better than what a user says: a name may forge lines, or mean another reference. */
function checkFallback(fallback: string, name: string): void {
  const what = branchProblem(fallback);
  if (what === undefined) return;
  const shown = fallback.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200);
  throw new DeployError(
    'unsupported-repository',
    `Cannot use the default branch "${shown}" of "${name}": ${what}`,
    `name the branch in ${inputName('branch')}, and ask the administrator of the server`,
  );
}

function emptyRepository(name: string): DeployError {
  return new DeployError(
    'unsupported-repository',
    `Cannot read "${name}": the repository is empty, or its HEAD points to a branch that is not there`,
    `push a first commit, or name the branch in ${inputName('branch')}`,
  );
}

function emptyOrNoBranch(name: string, branch: string): DeployError {
  return new DeployError(
    'branch-not-found',
    `Cannot find branch "${branch}" of "${name}": the repository is empty, or has only other branches`,
    `push a first commit, or correct ${inputName('branch')}`,
  );
}

function noBranch(name: string, branch: string, fallback: string | undefined): DeployError {
  const known = fallback === undefined ? '' : `; the default branch is "${fallback}"`;
  return new DeployError(
    'branch-not-found',
    `Cannot find branch "${branch}" of "${name}": there is none of that name${known}`,
    `correct ${inputName('branch')}, or create the branch first`,
  );
}

function noDefault(name: string): DeployError {
  return new DeployError(
    'branch-not-found',
    `Cannot find the default branch of "${name}": its HEAD points to none`,
    `name the branch in ${inputName('branch')}`,
  );
}
