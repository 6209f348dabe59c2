// Bitbucket Pipelines: https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
import { type CiRun, firstGiven, unknownRun, type Variables } from './ci-run.ts';
import { isRepeated, orderOf } from './run-order.ts';

/**
 * Reads the step of Bitbucket Pipelines. It says who started it by a UUID alone, which tells people nothing.
 * @returns what the pipeline says of it
 */
export function readBitbucketRun(variables: Variables): CiRun {
  const { BITBUCKET_WORKSPACE, BITBUCKET_REPO_SLUG, BITBUCKET_BUILD_NUMBER } = variables;
  const pair = BITBUCKET_WORKSPACE && BITBUCKET_REPO_SLUG && `${BITBUCKET_WORKSPACE}/${BITBUCKET_REPO_SLUG}`;
  const repository = firstGiven(variables.BITBUCKET_REPO_FULL_NAME, pair);
  // BITBUCKET_GIT_HTTP_ORIGIN is the same address with http://.
  const page = repository && `https://bitbucket.org/${repository}`;
  return {
    ...unknownRun,
    kind: 'bitbucket',
    serverUrl: 'https://bitbucket.org',
    repository,
    repositoryUrl: page,
    commit: firstGiven(variables.BITBUCKET_COMMIT),
    branch: firstGiven(variables.BITBUCKET_BRANCH),
    runUrl:
      page && BITBUCKET_BUILD_NUMBER ? `${page}/pipelines/results/${BITBUCKET_BUILD_NUMBER}` : undefined,
    order: orderOf([repository], BITBUCKET_BUILD_NUMBER),
    isByHand: isRepeated(variables.BITBUCKET_STEP_RUN_NUMBER),
    // Who git is configured as in a step.
    author: { name: 'bitbucket-pipelines', email: 'commits-noreply@bitbucket.org' },
  };
}
