import type { CiRun, Variables } from '../../../src/config/ci/ci-run.ts';
import { readCi } from '../../../src/config/ci/read-ci.ts';
import { commit, jo, nobody, onGitHub } from '../../../testing/built-commit.ts';

test.each<[string, Variables, Partial<CiRun>]>([
  [
    'Jenkins, with a password in the URL',
    {
      JENKINS_URL: 'https://ci.acme.io/',
      BUILD_URL: 'https://ci.acme.io/job/web/7/',
      GIT_URL: 'https://bot:hunter2@git.acme.io:8443/acme/web.git',
      GIT_COMMIT: commit,
      GIT_BRANCH: 'origin/feature/x',
      BUILD_USER: 'Jo Doe',
      BUILD_USER_EMAIL: 'jo@acme.io',
    },
    {
      ...{ kind: 'none', serverUrl: 'https://git.acme.io:8443', repository: 'acme/web' },
      ...{ repositoryUrl: 'https://git.acme.io:8443/acme/web', commit, branch: 'feature/x' },
      ...{ runUrl: 'https://ci.acme.io/job/web/7/', actor: 'Jo Doe', author: jo },
    },
  ],
  [
    'Jenkins whose own address nobody configured, in a build of a pull request',
    {
      BUILD_TAG: 'jenkins-web-7',
      GIT_URL: 'git@github.com:acme/web.git',
      GIT_COMMIT: commit,
      CHANGE_BRANCH: 'fix',
      BRANCH_NAME: 'PR-7',
      CHANGE_AUTHOR: 'jo',
      CHANGE_AUTHOR_EMAIL: 'jo@acme.io',
    },
    { ...onGitHub, branch: 'fix', runUrl: undefined, actor: 'jo', author: { name: 'jo', email: jo.email } },
  ],
  [
    'Jenkins on a schedule',
    { JENKINS_URL: 'https://ci.acme.io/', BUILD_USER: 'Timer Trigger', BUILD_USER_ID: 'timer' },
    { actor: undefined, author: nobody },
  ],
  [
    'Drone',
    {
      DRONE: 'true',
      DRONE_REPO: 'acme/web',
      DRONE_REPO_LINK: 'https://git.acme.io/acme/web',
      DRONE_COMMIT_SHA: commit,
      DRONE_BRANCH: 'main',
      DRONE_BUILD_LINK: 'https://drone.acme.io/acme/web/7',
      DRONE_BUILD_TRIGGER: '@hook',
      DRONE_COMMIT_AUTHOR: 'jo',
      DRONE_COMMIT_AUTHOR_NAME: 'Jo Doe',
      DRONE_COMMIT_AUTHOR_EMAIL: 'jo@acme.io',
    },
    {
      ...{ serverUrl: 'https://git.acme.io', repository: 'acme/web', commit, branch: 'main', actor: 'jo' },
      ...{ runUrl: 'https://drone.acme.io/acme/web/7', author: jo },
    },
  ],
  [
    "Woodpecker, which sets Drone's variables too",
    {
      ...{ CI: 'woodpecker', DRONE: 'true', DRONE_BUILD_LINK: 'https://drone.invalid' },
      CI_REPO: 'acme/web',
      CI_REPO_URL: 'https://codeberg.org/acme/web',
      CI_FORGE_TYPE: 'forgejo',
      CI_FORGE_URL: 'https://codeberg.org',
      CI_COMMIT_SHA: commit,
      CI_COMMIT_BRANCH: 'main',
      CI_COMMIT_AUTHOR: 'jo',
      CI_COMMIT_AUTHOR_EMAIL: 'jo@acme.io',
      CI_PIPELINE_AUTHOR: 'ann',
      CI_PIPELINE_URL: 'https://ci.codeberg.org/repos/1/pipeline/7',
    },
    {
      ...{ kind: 'gitea', serverUrl: 'https://codeberg.org', repository: 'acme/web', commit, branch: 'main' },
      ...{ runUrl: 'https://ci.codeberg.org/repos/1/pipeline/7', actor: 'ann' },
      author: { name: 'jo', email: 'jo@acme.io' },
    },
  ],
  [
    'Woodpecker with Bitbucket Data Center',
    {
      ...{ CI: 'woodpecker', CI_FORGE_TYPE: 'bitbucket_dc', CI_FORGE_URL: 'https://bb.acme.io' },
      CI_REPO: 'SHOP/web',
      CI_REPO_URL: 'https://bb.acme.io/projects/SHOP/repos/web',
      CI_REPO_CLONE_URL: 'https://bb.acme.io/scm/shop/web.git',
    },
    { kind: 'bitbucket-data-center', serverUrl: 'https://bb.acme.io/scm', repository: 'SHOP/web' },
  ],
  [
    'Buildkite, where somebody unblocked the deploy',
    {
      BUILDKITE: 'true',
      BUILDKITE_REPO: 'git@github.com:acme/web.git',
      BUILDKITE_COMMIT: commit,
      BUILDKITE_BRANCH: 'main',
      BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/web/builds/7',
      BUILDKITE_JOB_ID: 'e44f9784',
      BUILDKITE_BUILD_CREATOR: 'Ann',
      BUILDKITE_BUILD_CREATOR_EMAIL: 'ann@acme.io',
      BUILDKITE_UNBLOCKER: 'Jo Doe',
      BUILDKITE_UNBLOCKER_EMAIL: 'jo@acme.io',
    },
    {
      ...{ ...onGitHub, log: 'buildkite', commit, branch: 'main', actor: 'Jo Doe', author: jo },
      runUrl: 'https://buildkite.com/acme/web/builds/7#e44f9784',
    },
  ],
  [
    'Buildkite with a build that was started by hand',
    { BUILDKITE: 'true', BUILDKITE_COMMIT: 'HEAD', BUILDKITE_REPO: 'https://github.com/acme/web.git' },
    { ...onGitHub, commit: undefined, author: nobody },
  ],
  [
    'Travis CI',
    {
      TRAVIS: 'true',
      TRAVIS_REPO_SLUG: 'acme/web',
      TRAVIS_COMMIT: commit,
      TRAVIS_BRANCH: 'main',
      TRAVIS_BUILD_WEB_URL: 'https://app.travis-ci.com/github/acme/web/builds/7',
    },
    {
      ...{ ...onGitHub, log: 'travis', commit, branch: 'main', author: nobody },
      runUrl: 'https://app.travis-ci.com/github/acme/web/builds/7',
    },
  ],
  [
    'Travis CI on a server of its own, which does not say where the source is',
    {
      TRAVIS: 'true',
      TRAVIS_REPO_SLUG: 'acme/web',
      TRAVIS_BUILD_WEB_URL: 'https://travis.acme.io/acme/web/1',
    },
    { serverUrl: undefined, repository: 'acme/web', repositoryUrl: undefined },
  ],
  [
    'AWS CodeBuild',
    {
      CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-west-1:123456789012:build/web:1',
      CODEBUILD_SOURCE_REPO_URL: 'https://github.com/acme/web.git',
      CODEBUILD_RESOLVED_SOURCE_VERSION: commit,
      CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main',
      CODEBUILD_BUILD_URL:
        'https://eu-west-1.console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/web:1',
      CODEBUILD_INITIATOR: 'GitHub-Hookshot/3ee1c83',
    },
    {
      ...{ ...onGitHub, commit, branch: 'main', actor: undefined, author: nobody },
      runUrl: 'https://eu-west-1.console.aws.amazon.com/codebuild/home?region=eu-west-1#/builds/web:1',
    },
  ],
])('%s', (_, variables, expected) => {
  expect(readCi(variables)).toMatchObject(expected);
});

describe('TeamCity', () => {
  const files: Readonly<Record<string, string>> = {
    '/tmp/build.properties':
      '#TeamCity build properties\n#Wed Nov 25\nteamcity.configuration.properties.file=/tmp/config.properties\nteamcity.build.id=7\n',
    '/tmp/config.properties':
      'teamcity.serverUrl=https\\://tc.acme.io\nteamcity.build.triggeredBy=Jo D\\u00f6e\nteamcity.build.triggeredBy.username=jo\n' +
      'vcsroot.url=git@github.com\\:acme/web.git\nvcsroot.branch=refs/heads/main\nteamcity.build.branch=<default>\n',
  };
  const variables = {
    TEAMCITY_VERSION: '2025.07',
    BUILD_VCS_NUMBER: commit,
    TEAMCITY_BUILD_PROPERTIES_FILE: '/tmp/build.properties',
  };

  test('is read from its files of parameters', () => {
    expect(readCi(variables, (path) => files[path])).toMatchObject({
      ...{ ...onGitHub, log: 'teamcity', commit, branch: 'main', actor: 'Jo Döe' },
      runUrl: 'https://tc.acme.io/viewLog.html?buildId=7',
      author: { name: 'Jo Döe', email: nobody.email },
    });
  });

  test('is read from its variables where the files are not there, as in a container', () => {
    const BUILD_URL = 'https://tc.acme.io/build/7';
    expect(readCi({ ...variables, BUILD_URL })).toMatchObject({ commit, runUrl: BUILD_URL, author: nobody });
  });
});
