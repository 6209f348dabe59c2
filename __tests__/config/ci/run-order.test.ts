// The order of a run, and who started it on purpose, as CIs say it.
import type { CiRun, Variables } from '../../../src/config/ci/ci-run.ts';
import { readCi } from '../../../src/config/ci/read-ci.ts';

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_REPOSITORY: 'acme/web',
  GITHUB_WORKFLOW: 'Deploy to prod',
  GITHUB_RUN_NUMBER: '12',
};
const file = 'acme/web/.github/workflows/deploy.yml';
const gitlab = {
  GITLAB_CI: 'true',
  CI_PROJECT_PATH: 'acme/web',
  CI_PIPELINE_IID: '12',
  CI_PIPELINE_ID: '9912',
};
const azure = { TF_BUILD: 'True', SYSTEM_TEAMPROJECT: 'My Shop', BUILD_BUILDID: '12' };

test.each<[string, Variables, CiRun['order']]>([
  [
    'GitHub Actions, by the file of the workflow',
    { ...github, GITHUB_WORKFLOW_REF: `${file}@refs/heads/main` },
    { scope: file, number: 12 },
  ],
  ['Gitea Actions', { ...github, GITEA_ACTIONS: 'true' }, { scope: 'acme/web/Deploy to prod', number: 12 }],
  [
    'Forgejo Actions',
    { ...github, FORGEJO_ACTIONS: 'true' },
    { scope: 'acme/web/Deploy to prod', number: 12 },
  ],
  ['GitLab CI, by the number in the project', gitlab, { scope: 'acme/web', number: 12 }],
  ['a child pipeline, which may begin late', { ...gitlab, CI_PIPELINE_SOURCE: 'parent_pipeline' }, undefined],
  [
    'Bitbucket Pipelines',
    { BITBUCKET_BUILD_NUMBER: '12', BITBUCKET_REPO_FULL_NAME: 'acme/web' },
    { scope: 'acme/web', number: 12 },
  ],
  [
    'Azure Pipelines',
    { ...azure, BUILD_DEFINITIONNAME: 'web deploy' },
    { scope: 'My Shop/web deploy', number: 12 },
  ],
  [
    'a classic release of Azure Pipelines',
    {
      ...azure,
      BUILD_DEFINITIONNAME: 'web build',
      RELEASE_DEFINITIONNAME: 'web release',
      RELEASE_RELEASEID: '3',
    },
    { scope: 'My Shop/web release', number: 3 },
  ],
  [
    'CircleCI, whose jobs are numbered as they begin',
    { CIRCLECI: 'true', CIRCLE_BUILD_NUM: '12' },
    undefined,
  ],
  [
    'Jenkins',
    { JENKINS_URL: 'https://ci.acme.io/', JOB_NAME: 'acme/web/main', BUILD_NUMBER: '12' },
    { scope: 'acme/web/main', number: 12 },
  ],
  [
    'Drone',
    { DRONE: 'true', DRONE_REPO: 'acme/web', DRONE_BUILD_NUMBER: '12' },
    { scope: 'acme/web', number: 12 },
  ],
  [
    'Woodpecker',
    { CI: 'woodpecker', CI_REPO: 'acme/web', CI_PIPELINE_NUMBER: '12' },
    { scope: 'acme/web', number: 12 },
  ],
  [
    'Buildkite',
    {
      BUILDKITE: 'true',
      BUILDKITE_ORGANIZATION_SLUG: 'acme',
      BUILDKITE_PIPELINE_SLUG: 'web',
      BUILDKITE_BUILD_NUMBER: '12',
    },
    { scope: 'acme/web', number: 12 },
  ],
  ['a number that is none', { ...gitlab, CI_PIPELINE_IID: '1.2' }, undefined],
  ['no CI', {}, undefined],
])('%s', (_, variables, expected) => {
  expect(readCi(variables).order).toEqual(expected);
});

test('a workflow that another one started has the order of that one', () => {
  const event = JSON.stringify({ workflow_run: { path: '.github/workflows/build.yml', run_number: 7 } });
  const variables = { ...github, GITHUB_EVENT_NAME: 'workflow_run', GITHUB_EVENT_PATH: '/event.json' };
  const expected = { scope: 'acme/web/.github/workflows/build.yml', number: 7 };
  expect(readCi(variables, () => event).order).toEqual(expected);
  expect(readCi(variables, () => '{}').order).toBeUndefined();
});

test.each<[string, Variables, boolean]>([
  ['GitHub Actions', { ...github, GITHUB_RUN_ATTEMPT: '1' }, false],
  ['GitHub Actions again', { ...github, GITHUB_RUN_ATTEMPT: '2' }, true],
  ['Gitea Actions again', { ...github, GITEA_ACTIONS: 'true', GITHUB_RUN_ATTEMPT: '2' }, true],
  [
    'a job of Azure for the first time',
    { ...azure, SYSTEM_JOBATTEMPT: '1', SYSTEM_STAGEATTEMPT: '1' },
    false,
  ],
  ['a classic release of Azure again', { ...azure, RELEASE_ATTEMPTNUMBER: '2' }, true],
  ['GitLab CI', { ...gitlab, CI_JOB_MANUAL: 'false' }, false],
  ['GitLab CI by hand', { ...gitlab, CI_JOB_MANUAL: 'true' }, true],
  ['a step of Bitbucket again', { BITBUCKET_BUILD_NUMBER: '12', BITBUCKET_STEP_RUN_NUMBER: '2' }, true],
  ['a stage of Azure again', { ...azure, SYSTEM_JOBATTEMPT: '1', SYSTEM_STAGEATTEMPT: '2' }, true],
  ['Buildkite, unblocked', { BUILDKITE: 'true', BUILDKITE_UNBLOCKER: 'Jo' }, true],
  [
    'CircleCI, Drone, Woodpecker and Jenkins, where a second run has a number of its own',
    { CIRCLECI: 'true', DRONE: 'true', DRONE_BUILD_NUMBER: '12', BUILD_NUMBER: '12' },
    false,
  ],
  [
    'Buildkite again',
    { BUILDKITE: 'true', BUILDKITE_RETRY_COUNT: '1', BUILDKITE_RETRY_TYPE: 'manual' },
    true,
  ],
  [
    'Buildkite again by itself',
    { BUILDKITE: 'true', BUILDKITE_RETRY_COUNT: '1', BUILDKITE_RETRY_TYPE: 'automatic' },
    false,
  ],
])('%s: on purpose is %s', (_, variables, expected) => {
  expect(readCi(variables).isByHand).toBe(expected);
});
