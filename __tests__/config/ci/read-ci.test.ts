import type { CiRun, Variables } from '../../../src/config/ci/ci-run.ts';
import { readCi } from '../../../src/config/ci/read-ci.ts';
import { commit, jo, nobody, onGitHub } from '../../../testing/built-commit.ts';

test.each<[string, Variables, Partial<CiRun>]>([
  [
    'GitHub Actions',
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/web',
      GITHUB_SHA: commit,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '11',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_ACTOR: 'jo',
      GITHUB_TRIGGERING_ACTOR: 'jo',
      GITHUB_ACTOR_ID: '42',
    },
    {
      ...onGitHub,
      ...{ kind: 'github', log: 'github', commit, branch: 'main', actor: 'jo' },
      runUrl: 'https://github.com/acme/web/actions/runs/11',
      author: { name: 'jo', email: '42+jo@users.noreply.github.com' },
    },
  ],
  [
    'GitLab CI',
    {
      GITLAB_CI: 'true',
      CI_SERVER_URL: 'https://gitlab.acme.io',
      CI_PROJECT_PATH: 'team/sub/web',
      CI_PROJECT_URL: 'https://gitlab.acme.io/team/sub/web',
      CI_COMMIT_SHA: commit,
      CI_COMMIT_BRANCH: 'main',
      CI_JOB_URL: 'https://gitlab.acme.io/team/sub/web/-/jobs/7',
      GITLAB_USER_LOGIN: 'jo',
      GITLAB_USER_NAME: 'Jo Doe',
      GITLAB_USER_EMAIL: 'jo@acme.io',
    },
    {
      ...{ kind: 'gitlab', log: 'gitlab', serverUrl: 'https://gitlab.acme.io', repository: 'team/sub/web' },
      ...{ repositoryUrl: 'https://gitlab.acme.io/team/sub/web', commit, branch: 'main', actor: 'jo' },
      runUrl: 'https://gitlab.acme.io/team/sub/web/-/jobs/7',
      author: jo,
    },
  ],
  [
    'Forgejo Actions, whose pages are numbered in the repository',
    {
      ...{ GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true', FORGEJO_ACTIONS: 'true' },
      GITHUB_SERVER_URL: 'https://codeberg.org',
      GITHUB_REPOSITORY: 'acme/web',
      GITHUB_SHA: commit,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_ACTOR: 'jo',
    },
    {
      ...{ kind: 'gitea', log: 'github', serverUrl: 'https://codeberg.org', repository: 'acme/web' },
      ...{ repositoryUrl: 'https://codeberg.org/acme/web', commit, branch: 'main', actor: 'jo' },
      runUrl: 'https://codeberg.org/acme/web/actions/runs/7',
      author: { name: 'jo', email: 'jo@noreply.codeberg.org' },
    },
  ],
  [
    'Gitea Actions, whose version does not say which number a page has',
    {
      ...{ GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true' },
      GITHUB_SERVER_URL: 'https://gitea.acme.io:3000',
      GITHUB_REPOSITORY: 'acme/web',
      GITHUB_SHA: commit,
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_NUMBER: '7',
      GITHUB_ACTOR: 'jo',
    },
    {
      ...{ kind: 'gitea', serverUrl: 'https://gitea.acme.io:3000', repository: 'acme/web', commit },
      runUrl: undefined,
      author: { name: 'jo', email: 'jo@noreply.gitea.acme.io' },
    },
  ],
  [
    'Bitbucket Pipelines',
    {
      CI: 'true',
      BITBUCKET_BUILD_NUMBER: '12',
      BITBUCKET_REPO_FULL_NAME: 'acme/web',
      BITBUCKET_GIT_HTTP_ORIGIN: 'http://bitbucket.org/acme/web',
      BITBUCKET_COMMIT: commit,
      BITBUCKET_BRANCH: 'main',
      BITBUCKET_STEP_TRIGGERER_UUID: '{5d1b8c2e-4f0a-4b7e-9c3d-2a6f1e8b9c0d}',
    },
    {
      ...{ kind: 'bitbucket', log: 'plain', serverUrl: 'https://bitbucket.org', repository: 'acme/web' },
      ...{ repositoryUrl: 'https://bitbucket.org/acme/web', commit, branch: 'main', actor: undefined },
      runUrl: 'https://bitbucket.org/acme/web/pipelines/results/12',
      author: { name: 'bitbucket-pipelines', email: 'commits-noreply@bitbucket.org' },
    },
  ],
  [
    'Azure Pipelines with a repository of Azure Repos',
    {
      TF_BUILD: 'True',
      BUILD_REPOSITORY_PROVIDER: 'TfsGit',
      BUILD_REPOSITORY_URI: 'https://acme@dev.azure.com/acme/My%20Shop/_git/web',
      BUILD_SOURCEVERSION: commit,
      BUILD_SOURCEBRANCH: 'refs/heads/releases/7',
      BUILD_REQUESTEDFOR: 'Jo Doe',
      BUILD_REQUESTEDFOREMAIL: 'jo@acme.io',
      BUILD_BUILDID: '99',
      SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'My Shop',
    },
    {
      ...{ kind: 'azure-devops', log: 'azure', serverUrl: 'https://dev.azure.com/acme' },
      ...{ repository: 'My%20Shop/web', commit, branch: 'releases/7', actor: 'Jo Doe', author: jo },
      repositoryUrl: 'https://dev.azure.com/acme/My%20Shop/_git/web',
      runUrl: 'https://dev.azure.com/acme/My%20Shop/_build/results?buildId=99',
    },
  ],
  [
    'Azure Pipelines with a repository of GitHub',
    {
      TF_BUILD: 'True',
      BUILD_REPOSITORY_PROVIDER: 'GitHub',
      BUILD_REPOSITORY_URI: 'https://github.com/acme/web.git',
      BUILD_SOURCEVERSION: commit,
      BUILD_SOURCEBRANCH: 'refs/tags/v1',
      BUILD_REQUESTEDFOR: 'Microsoft.VisualStudio.Services.TFS',
      SYSTEM_TEAMFOUNDATIONCOLLECTIONURI: 'https://dev.azure.com/acme/',
      SYSTEM_TEAMPROJECT: 'shop',
      BUILD_BUILDID: '99',
    },
    {
      ...{ ...onGitHub, kind: 'github', commit, branch: undefined, actor: undefined, author: nobody },
      runUrl: 'https://dev.azure.com/acme/shop/_build/results?buildId=99',
    },
  ],
  [
    'CircleCI',
    {
      CIRCLECI: 'true',
      CIRCLE_REPOSITORY_URL: 'git@github.com:acme/web.git',
      CIRCLE_SHA1: commit,
      CIRCLE_BRANCH: 'main',
      CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/web/7',
      CIRCLE_USERNAME: 'jo',
    },
    {
      ...{ ...onGitHub, kind: 'none', log: 'plain', commit, branch: 'main', actor: 'jo' },
      runUrl: 'https://circleci.com/gh/acme/web/7',
      author: { name: 'jo', email: 'jo@users.noreply.github.com' },
    },
  ],
  [
    'no CI',
    { CI: 'true', BUILD_URL: 'https://ci.acme.io/7' },
    { kind: 'none', log: 'plain', serverUrl: undefined, runUrl: undefined, author: nobody },
  ],
])('%s', (_, variables, expected) => {
  expect(readCi(variables)).toMatchObject(expected);
});

test('an empty variable counts as not set', () => {
  const run = readCi({ CIRCLECI: 'true', CIRCLE_USERNAME: '', CIRCLE_SHA1: ' ', CIRCLE_BUILD_URL: '' });
  expect(run).toMatchObject({ actor: undefined, commit: undefined, runUrl: undefined, author: nobody });
});
