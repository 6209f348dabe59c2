// CircleCI: https://circleci.com/docs/variables/
import { type CiRun, firstGiven, identityOf, unknownRun, type Variables, webAddress } from './ci-run.ts';
import { sourceRepository } from './source-repository.ts';

/**
 * Reads the job of CircleCI. Projects of GitLab and of GitHub Apps have neither the user's nor the repository's variables.
 * @returns what the job says of it
 */
export function readCircleRun(variables: Variables): CiRun {
  const { CIRCLE_PROJECT_USERNAME: owner, CIRCLE_PROJECT_REPONAME: name } = variables;
  const source = sourceRepository(variables.CIRCLE_REPOSITORY_URL);
  const actor = firstGiven(variables.CIRCLE_USERNAME);
  return {
    ...unknownRun,
    ...source,
    repository: source?.repository ?? (owner && name ? `${owner}/${name}` : undefined),
    commit: firstGiven(variables.CIRCLE_SHA1),
    branch: firstGiven(variables.CIRCLE_BRANCH),
    runUrl: webAddress(variables.CIRCLE_BUILD_URL),
    actor,
    author: identityOf(actor, undefined, source?.serverUrl),
  };
}
