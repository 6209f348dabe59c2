// What was built, as the labels of an image say it.
import { unknownCommit } from './ci/ci-run.ts';
import { sourceRepository } from './ci/source-repository.ts';
import type { BuiltSource } from './origin-config.ts';

/**
 * Reads the labels of an image's source.
 * @param revision the id of a commit
 * @param source the address of a repository, in any form; a credential in it is left out
 * @returns what is known of the source
 */
export function labelledSource(revision: string, source: string | undefined): BuiltSource {
  const found = sourceRepository(source);
  return {
    ...unknownCommit,
    repository: found?.repository,
    repositoryUrl: found?.repositoryUrl,
    commit: revision.toLowerCase(),
    branch: undefined,
  };
}
