import { readdirSync, readFileSync } from 'node:fs';
import { type ContainerRun, inspectImage, runContainer } from '../../testing/container.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const before = readFileSync(new URL('../fixtures/vehicles.before.yaml', import.meta.url), 'utf8');
const file = 'apps/vehicles/prod/deployment.yaml';
const [oldTag, newTag] = ['release-1171-d6884731', 'release-1179-344b590f'];
const token = 'glpat-Sup3rS3cretToken';

let server: GitServer;
let slack: SlackReceiver;

beforeEach(async () => {
  server = await startGitServer({ files: { [file]: before }, token });
  slack = await startSlackReceiver();
});

afterEach(() => Promise.all([server.close(), slack.close()]));

const variables = () => ({
  GITOPS_DEPLOY_REPOSITORY: server.url,
  GITOPS_DEPLOY_TOKEN: token,
  GITOPS_DEPLOY_BRANCH: 'main',
  GITOPS_DEPLOY_FILE: file,
  GITOPS_DEPLOY_IMAGE: `dockerhub/microservice-vehicles:${newTag}`,
  GITOPS_DEPLOY_VERSION_ENV: 'DD_VERSION',
  GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url,
});

async function expectDeployed({ code, stdout, stderr }: ContainerRun): Promise<void> {
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toContain(token);
  expect(await server.repository.show(file)).toBe(before.replaceAll(oldTag, newTag));
  expect(await server.repository.log()).toHaveLength(2);
  expect(slack.posts.map(({ body }) => body.includes(newTag))).toEqual([true]);
}

test('deploys when it is run without a word', async () => {
  await expectDeployed(await runContainer([], { env: variables() }));
});

test('deploys from a script, as GitLab starts it', async () => {
  const script = 'set -eu; echo "$CI_JOB_NAME"; gitops-deploy deploy';
  const env = { ...variables(), CI_JOB_NAME: 'deploy prod' };
  const run = await runContainer(['sh', '-c', script], { env });
  expect(run.stdout).toMatch(/^deploy prod\n/);
  await expectDeployed(run);
});

test.each(['/main.sh', './main.sh'])("deploys with %s and the older tool's variables", async (command) => {
  const env = {
    CLUSTER_GIT_CLONE_URL: server.url,
    YAML_FILE_PATH: file,
    NAMESPACE: 'prod',
    DOCKER_REPO: 'dockerhub',
    DOCKER_IMAGE: 'microservice-vehicles',
    DOCKER_TAG: newTag,
    GITOPS_DEPLOY_TOKEN: token,
    GITOPS_DEPLOY_VERSION_ENV: 'DD_VERSION',
    GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url,
  };
  await expectDeployed(await runContainer([command], { env }));
});

test('takes flags, and hands on the exit code of a failure', async () => {
  const { code, stdout } = await runContainer(['deploy', '--file=nope.yaml', '--json'], { env: variables() });
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ result: 'failed', error: { code: 'file-not-found' } });
});

test('is nobody special: a numeric user that is not root', async () => {
  expect((await inspectImage()).Config.User).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  const { stdout } = await runContainer(
    ['sh', '-c', 'id -u; touch /opt/gitops-deploy/x 2>&1 || echo refused'],
    {
      docker: ['--read-only=false'],
    },
  );
  expect(stdout).toMatch(/^1000\n.*\nrefused\n$/);
});

test('holds the bundle, its package.json and its licence, and nothing else of the project', async () => {
  const { stdout } = await runContainer(['sh', '-c', 'cd /opt/gitops-deploy && find . -type f']);
  const bundle = readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map(({ parentPath, name }) => `./${parentPath}/${name}`);
  expect(stdout.trim().split('\n').sort()).toEqual(
    ['./LICENSE', './THIRD_PARTY_LICENSES', './package.json', ...bundle].sort(),
  );
});
