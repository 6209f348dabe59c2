import { parseCommandLine } from '../../src/cli/command-line.ts';
import { readInputTexts } from '../../src/config/given.ts';
import { inputNames, variableName } from '../../src/config/inputs.ts';
import type { Variables } from '../../src/config/variables.ts';

const readEnvironment = (env: Variables) => readInputTexts(new Map(), env);

describe('the three spellings of an input', () => {
  test.each(inputNames)('%s is read from a flag, a variable and an Action input', (name) => {
    expect(parseCommandLine([`--${name}=true`]).flags.get(name)).toBe('true');
    expect(readEnvironment({ [variableName(name)]: 'true' }).get(name)).toBe('true');
    expect(readEnvironment({ [`INPUT_${name.toUpperCase()}`]: 'true' }).get(name)).toBe('true');
  });

  test('a flag wins over a variable, and an empty flag does not', () => {
    const environment = { GITOPS_DEPLOY_BRANCH: 'main', GITOPS_DEPLOY_FILE: 'a.yaml' };
    const { flags } = parseCommandLine(['--branch', 'prod', '--file', ' ']);
    expect([...readInputTexts(flags, environment)]).toEqual([
      ['branch', 'prod'],
      ['file', 'a.yaml'],
    ]);
  });

  test('an empty variable counts as not given, as CI systems set them', () => {
    expect(readEnvironment({ GITOPS_DEPLOY_BRANCH: '', INPUT_BRANCH: ' ' }).has('branch')).toBe(false);
  });
});

test.each(['True', 'TRUE', ' true\n'])('a switch that is %j is on', (value) => {
  expect(readEnvironment({ GITOPS_DEPLOY_DRY_RUN: value }).get('dry-run')).toBe('true');
});

describe('the variables of lboix/gitops-deploy', () => {
  const older = {
    CLUSTER_GIT_CLONE_URL: 'git@github.com:acme/config.git',
    GIT_REPO_USER_RSA: 'key',
    YAML_FILE_PATH: 'apps/web.yaml',
    NAMESPACE: 'prod',
    DOCKER_REPO: 'registry.example.com/acme',
    DOCKER_IMAGE: 'web',
    DOCKER_TAG: 'v2',
    SLACK_DEV_CHANNEL_ID: 'C1',
    SLACK_PROD_CHANNEL_ID: 'C2',
    SLACK_APP_TOKEN: 'xoxb',
  };

  test('mean what they meant there', () => {
    expect(Object.fromEntries(readEnvironment(older))).toEqual({
      repository: 'git@github.com:acme/config.git',
      'ssh-key': 'key',
      file: 'apps/web.yaml',
      namespace: 'prod',
      image: 'registry.example.com/acme/web:v2',
      'slack-token': 'xoxb',
      'slack-channel': 'dev=C1\nprod=C2',
    });
  });

  test('name a channel in vain without a token, as there', () => {
    expect(readEnvironment({ ...older, SLACK_APP_TOKEN: '' }).has('slack-channel')).toBe(false);
    const ours = { ...older, SLACK_APP_TOKEN: '', GITOPS_DEPLOY_SLACK_TOKEN: 'xoxb' };
    expect(readEnvironment(ours).get('slack-channel')).toBe('dev=C1\nprod=C2');
    const { flags } = parseCommandLine(['--slack-token', 'xoxb']);
    expect(readInputTexts(flags, { SLACK_PROD_CHANNEL_ID: 'C2' }).get('slack-channel')).toBe('prod=C2');
  });

  test('that other tools use too count only beside those that they do not', () => {
    const foreign = { NAMESPACE: 'monitoring', SLACK_APP_TOKEN: 'xapp-1' };
    expect([...readEnvironment({ ...foreign, GITOPS_DEPLOY_FILE: 'a.yaml' }).keys()]).toEqual(['file']);
    const field = { DOCKER_IMAGE: 'web', DOCKER_TAG: 'v1', GITOPS_DEPLOY_SET: 'a=b' };
    expect(readEnvironment(field).has('image')).toBe(false);
    const channel = { ...foreign, GITOPS_DEPLOY_SLACK_CHANNEL: 'C1' };
    expect(readEnvironment(channel).get('slack-token')).toBe('xapp-1');
    expect(readEnvironment({ ...foreign, YAML_FILE_PATH: 'a.yaml' }).get('namespace')).toBe('monitoring');
  });

  test('give way to our own', () => {
    const texts = readEnvironment({ ...older, GITOPS_DEPLOY_IMAGE: 'web:v3', GITOPS_DEPLOY_FILE: 'b.yaml' });
    expect([texts.get('image'), texts.get('file')]).toEqual(['web:v3', 'b.yaml']);
  });
});
