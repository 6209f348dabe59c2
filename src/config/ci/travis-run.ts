// Travis CI: https://docs.travis-ci.com/user/environment-variables/#default-environment-variables
import { type CiRun, firstGiven, unknownCommit, unknownRun, type Variables, webAddress } from './ci-run.ts';

/** The first part of a build's page on app.travis-ci.com says where the source is. */
const servers: Readonly<Record<string, string>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
};

/**
 * Reads the job of Travis CI. It does not say who started it.
 * @returns what the worker says of it
 */
export function readTravisRun(variables: Variables): CiRun {
  const build = webAddress(variables.TRAVIS_BUILD_WEB_URL);
  const repository = firstGiven(variables.TRAVIS_REPO_SLUG);
  const serverUrl = serverOf(build);
  return {
    ...unknownRun,
    log: 'travis',
    serverUrl,
    repository,
    repositoryUrl: serverUrl && repository && `${serverUrl}/${repository}`,
    commit: firstGiven(variables.TRAVIS_COMMIT),
    sourceCommit: { ...unknownCommit, subject: firstGiven(variables.TRAVIS_COMMIT_MESSAGE) },
    branch: variables.TRAVIS_TAG
      ? undefined
      : firstGiven(variables.TRAVIS_PULL_REQUEST_BRANCH, variables.TRAVIS_BRANCH),
    runUrl: webAddress(variables.TRAVIS_JOB_WEB_URL) ?? build,
  };
}

/** No server is guessed: a token would go there. The older travis-ci.com was for github.com alone. */
function serverOf(build: string | undefined): string | undefined {
  if (build === undefined) return undefined;
  const { hostname, pathname } = new URL(build);
  if (/^(?:www\.)?travis-ci\.(?:com|org)$/.test(hostname)) return servers.github;
  return hostname === 'app.travis-ci.com' ? servers[pathname.split('/')[1] ?? ''] : undefined;
}
