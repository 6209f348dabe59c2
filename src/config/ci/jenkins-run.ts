// Jenkins: https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables, and the variables of its plugins
//   git (GIT_URL, GIT_COMMIT, GIT_BRANCH): https://plugins.jenkins.io/git/#plugin-content-environment-variables
//   build user vars (BUILD_USER): https://plugins.jenkins.io/build-user-vars-plugin/
import { type CiRun, firstGiven, identityOf, unknownRun, type Variables, webAddress } from './ci-run.ts';
import { orderOf } from './run-order.ts';
import { sourceRepository } from './source-repository.ts';

/** What the plugin writes where nobody, but the clock or a push, started the build. */
const causes = /^(?:timer|scmChange|upstream|remoteRequest)$/i;

/**
 * Reads the build of Jenkins.
 * @returns what Jenkins and its plugins say of it
 */
export function readJenkinsRun(variables: Variables): CiRun {
  const { BUILD_USER, BUILD_USER_ID, CHANGE_AUTHOR, CHANGE_AUTHOR_DISPLAY_NAME } = variables;
  const user = causes.test(BUILD_USER_ID ?? '') ? undefined : firstGiven(BUILD_USER, BUILD_USER_ID);
  const actor = user ?? firstGiven(CHANGE_AUTHOR_DISPLAY_NAME, CHANGE_AUTHOR);
  const email = user === undefined ? variables.CHANGE_AUTHOR_EMAIL : variables.BUILD_USER_EMAIL;
  return {
    ...unknownRun,
    ...sourceRepository(firstGiven(variables.GIT_URL, variables.GIT_URL_1)),
    commit: firstGiven(variables.GIT_COMMIT),
    branch: firstGiven(
      variables.CHANGE_BRANCH,
      variables.GIT_BRANCH?.replace(/^(?:refs\/remotes\/)?origin\/|^refs\/heads\//, ''),
      variables.BRANCH_NAME,
    ),
    runUrl: webAddress(variables.BUILD_URL),
    order: orderOf([variables.JOB_NAME], variables.BUILD_NUMBER),
    actor,
    author: identityOf(actor, firstGiven(email), undefined),
  };
}
