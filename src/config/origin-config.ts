// Where a deploy comes from: what the inputs say, else what the CI says of the run.
import { type CiRun, type SourceCommit, unknownCommit } from './ci/ci-run.ts';
import { sourceRepository } from './ci/source-repository.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';
import { parseWebAddress } from './web-address.ts';

/** What was built. */
export interface BuiltSource extends SourceCommit {
  /** `owner/name` */
  readonly repository: string | undefined;
  /** Where that repository is, if it is known. */
  readonly repositoryUrl: string | undefined;
  /** Up to 64 hex digits. */
  readonly commit: string | undefined;
  readonly branch: string | undefined;
}

/** Which run this is, to show to people. */
export interface RunOrigin {
  readonly runUrl: string | undefined;
  readonly actor: string | undefined;
}

/**
 * Reads what was built. The branch that the CI names, and what it says of the commit, belong to the commit that it names.
 * @returns the input's source, else the CI's
 */
export function readSource(reader: InputReader, ci: CiRun): BuiltSource {
  const given = reader.parsed('source', (text) => parseSource(text, ci.serverUrl));
  if (given === undefined) {
    const { repository, repositoryUrl, commit, branch, sourceCommit } = ci;
    return { ...sourceCommit, repository, repositoryUrl, commit, branch };
  }
  const isBuiltHere = ci.commit?.toLowerCase().startsWith(given.commit) === true;
  return isBuiltHere
    ? { ...ci.sourceCommit, ...given, branch: ci.branch }
    : { ...unknownCommit, ...given, branch: undefined };
}

/**
 * Takes from a run what was built there: the run of a pipeline that deploys the newest image has built none.
 * @returns the same run of nothing
 */
export function withoutSource(ci: CiRun): CiRun {
  const none = { repository: undefined, repositoryUrl: undefined, commit: undefined, branch: undefined };
  return { ...ci, ...none, sourceCommit: unknownCommit };
}

/**
 * Reads which run this is.
 * @returns the inputs' words, else the CI's
 */
export function readRunOrigin(reader: InputReader, ci: CiRun): RunOrigin {
  return {
    runUrl: reader.parsed('run-url', parseWebAddress) ?? ci.runUrl,
    actor: reader.parsed('actor', parseActor) ?? ci.actor,
  };
}

/**
 * Reads `REPOSITORY@COMMIT`.
 * @param text the input as it is given
 * @param serverUrl the CI's own host, which `owner/name` is on
 * @returns the repository and the commit, in lower case
 * @throws {DeployError} invalid-input
 */
function parseSource(text: string, serverUrl: string | undefined) {
  const example = 'write it like "acme/web@3f2a9c1"';
  const [, name = '', commit = ''] = /^(\S+)@([^\s@/:]*)$/.exec(text) ?? [];
  if (name === '') throw invalidValue('is not REPOSITORY@COMMIT', example);
  if (!/^[0-9a-f]{4,64}$/i.test(commit))
    throw invalidValue(
      commit === '' ? 'has no commit behind the "@"' : `has "${commit}" behind the "@", which is no commit`,
      `give the id of the commit: ${example}`,
    );
  const isBare = /^\w[\w.-]*(?:\/[\w.~-]+)+$/.test(name);
  const hasHost = isBare && /^[^/]*\.[^/]*\/[^/]+\//.test(name);
  const source = sourceRepository(hasHost ? `https://${name}` : name);
  if (source === undefined && !isBare)
    throw invalidValue('names no repository before the "@"', `write "owner/name" or a clone URL: ${example}`);
  const repository = source?.repository ?? name.replace(/\.git$/, '');
  const repositoryUrl = source?.repositoryUrl ?? (serverUrl && `${serverUrl}/${repository}`);
  return { repository, repositoryUrl, commit: commit.toLowerCase() };
}

function parseActor(text: string): string {
  if (/\p{Cc}/u.test(text)) throw invalidValue('has more than one line', 'write the name of one person');
  return text;
}
