// What was built when the values were deployed that a rollback puts back.
import type { BuiltSource } from '../config/origin-config.ts';
import type { Deploy } from '../ledger/read-deploys.ts';

/**
 * Gives the source of an earlier deploy, not of the run that goes back to it.
 * @param before the deploy, where one brought the values
 * @param own what the CI says of this run: it knows where its own repository is
 * @returns what is known of the source
 */
export function sourceOf(before: Deploy | undefined, own: BuiltSource): BuiltSource {
  const [, repository, commit] = /^(.+)@([0-9a-f]{4,64})$/.exec(before?.source ?? '') ?? [];
  return {
    repository,
    repositoryUrl: repository !== undefined && repository === own.repository ? own.repositoryUrl : undefined,
    commit,
    branch: before?.sourceBranch,
    author: undefined,
    subject: undefined,
    date: undefined,
  };
}
