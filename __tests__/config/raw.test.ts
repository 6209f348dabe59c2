import { inputNames, variableName } from '../../src/config/inputs.ts';
import { mergeInputs, parseCommandLine, readEnvironment } from '../../src/config/raw.ts';
import { DeployError } from '../../src/errors.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'no error';
  } catch (error) {
    return error instanceof DeployError ? error.code : String(error);
  }
};

describe('the three spellings of an input', () => {
  test.each(inputNames)('%s is read from a flag, a variable and an Action input', (name) => {
    expect(parseCommandLine([`--${name}=true`]).flags.get(name)).toBe('true');
    expect(readEnvironment({ [variableName(name)]: 'true' }).get(name)).toBe('true');
    expect(readEnvironment({ [`INPUT_${name.toUpperCase()}`]: 'true' }).get(name)).toBe('true');
  });

  test('a flag wins over a variable, and an empty flag does not', () => {
    const environment = readEnvironment({ GITOPS_DEPLOY_BRANCH: 'main', GITOPS_DEPLOY_FILE: 'a.yaml' });
    const { flags } = parseCommandLine(['--branch', 'prod', '--file', ' ']);
    expect([...mergeInputs(flags, environment)]).toEqual([
      ['branch', 'prod'],
      ['file', 'a.yaml'],
    ]);
  });

  test('an empty variable counts as not given, as CI systems set them', () => {
    expect(readEnvironment({ GITOPS_DEPLOY_BRANCH: '', INPUT_BRANCH: ' ' }).has('branch')).toBe(false);
  });
});

describe('the command line', () => {
  test('parts words from flags', () => {
    const { words, flags } = parseCommandLine(['edit', 'a.yaml', '--image', 'web:v1', 'b.yaml']);
    expect(words).toEqual(['edit', 'a.yaml', 'b.yaml']);
    expect(flags.get('image')).toBe('web:v1');
  });

  test('lists may be repeated', () => {
    const { flags } = parseCommandLine(['--image', 'a:1', '--image=b:2']);
    expect(flags.get('image')).toBe('a:1\nb:2');
  });

  test('a switch needs no value, takes one after "=", and swallows no word', () => {
    expect(parseCommandLine(['--dry-run', 'edit'])).toMatchObject({ words: ['edit'] });
    expect(parseCommandLine(['--dry-run']).flags.get('dry-run')).toBe('true');
    expect(parseCommandLine(['--dry-run=false']).flags.get('dry-run')).toBe('false');
  });

  test.each([
    ['an unknown flag', ['--imgae', 'web:v1']],
    ['a flag without its value', ['--image']],
    ['a single value given twice', ['--branch', 'a', '--branch', 'b']],
  ])('%s is refused', (_, argv) => {
    expect(codeOf(() => parseCommandLine(argv))).toBe('invalid-input');
  });
});

test.each(['True', 'TRUE', ' true\n'])('a switch that is %j is on', (value) => {
  const raw = mergeInputs(new Map(), readEnvironment({ GITOPS_DEPLOY_DRY_RUN: value }));
  expect(raw.get('dry-run')).toBe('true');
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
    expect(readEnvironment({ SLACK_PROD_CHANNEL_ID: 'C2' }, flags).get('slack-channel')).toBe('prod=C2');
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
    const raw = readEnvironment({ ...older, GITOPS_DEPLOY_IMAGE: 'web:v3', GITOPS_DEPLOY_FILE: 'b.yaml' });
    expect([raw.get('image'), raw.get('file')]).toEqual(['web:v3', 'b.yaml']);
  });
});
