import { parseCommandLine } from '../../src/cli/command-line.ts';
import { type Config, readConfig } from '../../src/config/config.ts';
import { readGiven } from '../../src/config/given.ts';
import { mistypedInput, nearestInput } from '../../src/config/nearest-input.ts';
import type { Variables } from '../../src/config/variables.ts';
import { refusal } from '../../testing/refusal.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const { publicKey } = makeKeyPair('ed25519');

const least = {
  GITOPS_DEPLOY_REPOSITORY: 'https://git.example.com/c.git',
  GITOPS_DEPLOY_FILE: 'a.yaml',
  GITOPS_DEPLOY_IMAGE: 'acme/web:v2',
};
const github = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com' };

function read(env: Variables): Config {
  const reading = readConfig(readGiven([], new Map(), env, () => undefined));
  if (reading.is === 'bad') throw reading.error;
  return reading.config;
}

test.each([
  ['dryrun', 'dry-run'],
  ['DRY-RUN', 'dry-run'],
  ['dry_rum', 'dry-run'],
  ['imgae', 'image'],
  ['images', 'image'],
  ['form', 'from'],
  ['repostory', 'repository'],
  ['if_unchange', 'if-unchanged'],
  ['version', undefined],
  ['stage', undefined],
  ['site', undefined],
  ['env', undefined],
  ['', undefined],
])('the name "%s" is nearest to the input %s', (name, input) => {
  expect(nearestInput(name)).toBe(input);
});

test.each([
  ['GITOPS_DEPLOY_DRYRUN', 'GITOPS_DEPLOY_DRY_RUN'],
  ['gitops_deploy_dry_run', 'GITOPS_DEPLOY_DRY_RUN'],
  ['GITOPSDEPLOY_DRY_RUN', 'GITOPS_DEPLOY_DRY_RUN'],
  ['GITOPS_DEPLOY_IF-UNCHANGED', 'GITOPS_DEPLOY_IF_UNCHANGED'],
])('the mistyped variable %s is refused, not ignored', (name, meant) => {
  expect(refusal(() => read({ ...least, [name]: 'true' }))).toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining(`${name}: is no variable of gitops-deploy; write ${meant}`),
  });
});

test.each([
  [{ GITOPS_DEPLOY_VERSION: '1.2.3', GITOPS_DEPLOY_STAGE: 'deploy' }],
  [{ GITOPS_DEPLOY_DRYRUN: '' }],
  [{ INPUT_DRYRUN: 'true' }],
])('variables that may belong to the pipeline are left alone: %j', (env) => {
  expect(read({ ...least, ...env }).dryRun).toBe(false);
});

test.each(['INPUT_DRYRUN', 'INPUT_DRY_RUN'])('the mistyped input of the Action %s is refused', (name) => {
  const env = { ...github, ...least, 'INPUT_DRY-RUN': '', [name]: 'true' };
  const { message } = refusal(() => read(env));
  expect(message).toContain(`${name}: is no variable of gitops-deploy; write "dry-run:" under "with:"`);
});

const mistyped =
  'DRYRUN DRY_RUM DRY-RUN DYR_RUN REPOSTORY REPOSITORIES IMAGES IMGAE FILES TOKENS BRNACH BRANCHES ' +
  'TIMEOUTS MESSAGES POLICIES SSHKEY SSH_KEYS SSH_KNOWN_HOST NOTIFYON IF_UNCHANGE NAMESPCE USER_NAME';

test.each(mistyped.split(' '))('GITOPS_DEPLOY_%s is nearly an input, and stops a deploy', (name) => {
  expect(mistypedInput(name)).toBeDefined();
});

test('a name without its first or last word stops a deploy, unless the whole name is given too', () => {
  const short = {
    GITOPS_DEPLOY_SLACK_WEBHOOK: 'https://hooks.example.com/x',
    GITOPS_DEPLOY_KNOWN_HOSTS: 'x',
  };
  const { message } = refusal(() => read({ ...least, ...short }));
  expect(message).toContain('write GITOPS_DEPLOY_SLACK_WEBHOOK_URL');
  expect(message).toContain('write GITOPS_DEPLOY_SSH_KNOWN_HOSTS');
  const whole = {
    GITOPS_DEPLOY_SLACK_WEBHOOK_URL: 'https://hooks.example.com/x',
    GITOPS_DEPLOY_SSH_KNOWN_HOSTS: `git.example.com ${publicKey}`,
  };
  expect(read({ ...least, ...short, ...whole }).notification.receivers?.slack).toBeDefined();
  expect(refusal(() => parseCommandLine(['--slack-webhook', 'x'])).remedy).toBe('write --slack-webhook-url');
});

const own =
  'BRAND BATCH AUTH AUTO EXEC EXPORT RATE SSH_KEY_ID REPOSITORY_ID NET GET LET BENCH VERSION STAGE STATE SITE ' +
  'ENV TAG HOME HOST PORT URL USER KEY REPO IMAGE_NAME IMAGE_TAG IMAGE_2 TOKEN2 CREATED CREATOR FIND BIND ' +
  'MIND GAME SAME TIME ROLE FORM FRAME EXTRA REACT RESET SLACK_USER SSH_HOST SERVICE_HOST PORT_80_TCP TIMEZONE';

test.each(own.split(' '))('GITOPS_DEPLOY_%s may be a variable of the pipeline', (name) => {
  expect(mistypedInput(name)).toBeUndefined();
});

test('an input of the Action that is left out gives way to a variable', () => {
  const env = { ...github, ...least, 'INPUT_DRY-RUN': '', GITOPS_DEPLOY_DRY_RUN: 'true' };
  expect(read(env).dryRun).toBe(true);
});

test.each([
  ['a command line', {}, ['--image or GITOPS_DEPLOY_IMAGE', 'gitops-deploy help inputs']],
  ['a run: step', github, ['--image or GITOPS_DEPLOY_IMAGE', 'gitops-deploy help inputs']],
  ['the Action', { ...github, INPUT_IMAGE: '' }, ['"image:" under "with:"', "the Action's README"]],
])('the remedies speak the language of %s', (_, env, parts) => {
  const { message, remedy } = refusal(() => read(env));
  for (const part of parts) expect(`${message}; ${remedy}`).toContain(part);
});

test.each<[Variables, string]>([
  [{ DOCKER_REPO: 'acme', DOCKER_IMAGE: 'web', DOCKER_TAG: '' }, 'DOCKER_TAG is empty or not set'],
  [{ DOCKER_IMAGE: 'web' }, 'DOCKER_TAG is empty or not set'],
  [{ DOCKER_REPO: 'acme', DOCKER_TAG: 'v1' }, 'DOCKER_IMAGE is empty or not set'],
  [{ DOCKER_REPO: 'acme' }, 'DOCKER_IMAGE and DOCKER_TAG are empty or not set'],
])('of the older variables %j it is said what is missing', (env, what) => {
  const { message } = refusal(() => read({ ...least, GITOPS_DEPLOY_IMAGE: '', ...env }));
  expect(message).toContain(`image: is missing: ${what}`);
});

test('a part of the older variables is no problem where the image is given', () => {
  expect(read({ ...least, DOCKER_REPO: 'acme' }).target.images).toHaveLength(1);
});

test('an unknown flag is answered with the nearest one', () => {
  expect(refusal(() => parseCommandLine(['--repostory', 'x'])).remedy).toBe('write --repository');
  expect(refusal(() => parseCommandLine(['--tag', 'v2'])).remedy).toBe('write --image NAME:TAG');
  expect(refusal(() => parseCommandLine(['--zzz', 'x'])).remedy).toBe('see "gitops-deploy help inputs"');
});

const older = {
  CLUSTER_GIT_CLONE_URL: 'https://git.example.com/c.git',
  YAML_FILE_PATH: '../a.yaml',
  DOCKER_REPO: 'acme',
  DOCKER_IMAGE: 'WEB',
  DOCKER_TAG: 'v2',
};

test.each<[string, string[], Variables, string]>([
  ['a flag', ['--timeout', 'soon'], least, '--timeout "soon": is not a time'],
  [
    'a variable',
    [],
    { ...least, GITOPS_DEPLOY_TIMEOUT: 'soon' },
    'GITOPS_DEPLOY_TIMEOUT "soon": is not a time',
  ],
  [
    'an input of the Action',
    [],
    { ...github, ...least, INPUT_TIMEOUT: 'soon' },
    ': timeout "soon": is not a time',
  ],
  [
    'a flag over a variable',
    ['--expect', '0'],
    { ...least, GITOPS_DEPLOY_EXPECT: '1' },
    '--expect "0": is not',
  ],
  [
    'a variable in the Action',
    [],
    { ...github, ...least, INPUT_IMAGE: '', GITOPS_DEPLOY_EXPECT: '0' },
    'GITOPS_DEPLOY_EXPECT "0"',
  ],
  ['a variable of the older tool', [], older, 'YAML_FILE_PATH "../a.yaml": it holds ".."'],
  ['several of them', [], older, 'DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG "acme/WEB:v2": is not an image'],
  [
    'a secret in a variable',
    [],
    { ...least, GITOPS_DEPLOY_TOKEN: 'a\nb' },
    'GITOPS_DEPLOY_TOKEN (value hidden): is not a token',
  ],
  ['nothing', [], { ...least, GITOPS_DEPLOY_FILE: '' }, ': file: is missing'],
])('a message speaks the spelling that was used: %s', (_, argv, env, part) => {
  const reading = readConfig(readGiven(argv, parseCommandLine(argv).flags, env, () => undefined));
  expect(reading).toMatchObject({ is: 'bad', error: { message: expect.stringContaining(part) } });
});

test.each([
  ['repo', 'repository'],
  ['git-url', 'repository'],
  ['path', 'file'],
  ['yaml_file', 'file'],
  ['git-token', 'token'],
  ['ref', 'branch'],
  ['webhook', 'slack-webhook-url'],
  ['commit-message', 'message'],
])('%s is what others call the input %s', (name, input) => {
  expect(refusal(() => parseCommandLine([`--${name}`, 'x'])).remedy).toBe(`write --${input}`);
  const env = { ...github, INPUT_REPOSITORY: '', [`INPUT_${name.toUpperCase()}`]: 'x' };
  expect(refusal(() => read(env)).message).toContain(`write "${input}:" under "with:"`);
});

test('an input that has another name is one problem, not two', () => {
  const env = { ...github, INPUT_REPO: 'acme/config', INPUT_FILE: 'a.yaml', INPUT_IMAGE: 'acme/web:v2' };
  const { message } = refusal(() => read(env));
  expect(message).toBe(
    'Cannot use the inputs: INPUT_REPO: is no variable of gitops-deploy; write "repository:" under "with:", or take it away',
  );
});
