import { readCi } from '../../src/config/ci/read-ci.ts';
import { type Config, readConfig, readEditConfig } from '../../src/config/config.ts';
import { type Given, readGiven, secretsOf } from '../../src/config/given.ts';
import type { InputName } from '../../src/config/inputs.ts';
import { proxyPasswords, readProxies } from '../../src/config/proxy-variables.ts';
import type { Variables } from '../../src/config/variables.ts';
import { DeployError } from '../../src/errors.ts';
import { parsePath } from '../../src/manifest/field-path.ts';

const least = { repository: 'https://git.example.com/c.git', file: 'a.yaml', image: 'acme/web:v2' };

function give(inputs: Partial<Record<InputName, string>>, env: Variables = {}): Given {
  const flags = new Map(Object.entries(inputs)) as Map<InputName, string>;
  return readGiven([], flags, env, () => undefined);
}

function read(inputs: Partial<Record<InputName, string>>, env: Variables = {}): Config {
  const reading = readConfig(give(inputs, env));
  if (reading.is === 'bad') throw reading.error;
  return reading.config;
}

function problems(given: Partial<Record<InputName, string>>): string {
  try {
    read(given);
  } catch (error) {
    if (error instanceof DeployError && error.code === 'invalid-input') return error.message;
    throw error;
  }
  return '';
}

test('what is not given has its default', () => {
  expect(read(least)).toMatchObject({
    repository: least.repository,
    files: ['a.yaml'],
    dryRun: false,
    notification: { receivers: undefined, notifyOn: 'always', dashboards: [] },
    ifUnchanged: 'succeed',
    timeoutMs: 300_000,
    target: { create: false, set: [], versionEnv: [], select: {} },
  });
});

test('every bad input is reported at once, with its name, its value and the way out', () => {
  const message = problems({
    repository: 'https://x',
    timeout: 'soon',
    expect: '-1',
    image: 'Acme/Web:v1\nacme/web',
    'dry-run': 'yes',
    'notify-on': 'sometimes',
  });
  for (const part of [
    'timeout "soon": is not a time',
    'expect "-1"',
    'image "Acme/Web:v1": is not an image reference',
    'image "acme/web": has neither a tag nor a digest',
    'dry-run "yes"',
    'notify-on "sometimes"',
    'file: is missing',
    'GITOPS_DEPLOY_FILE',
  ])
    expect(message).toContain(part);
});

test.each([
  'https://me:hunter2@git.example.com/c.git',
  'https://me:p@hunter2@git.example.com/c.git',
  'https://me:hun/hunter2@git.example.com/c.git',
  'https:/me:hunter2@git.example.com',
  'git:hunter2@git.example.com:o/r.git',
  'https://git.example.com/c.git?token=hunter2',
])('no secret and no password of a URL is shown in a problem: %s', (repository) => {
  const given = {
    ...least,
    repository,
    'slack-webhook-url': 'hunter3',
  };
  expect(() => read(given)).toThrow(/repository \(value hidden\)/);
  expect(() => read(given)).not.toThrow(/hunter/);
});

test.each([
  [
    'acme/config',
    { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com' },
    'https://github.com/acme/config.git',
  ],
  [
    'a/b/c',
    { GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.acme.io' },
    'https://gitlab.acme.io/a/b/c.git',
  ],
  ['https://x.io/a.git', { GITHUB_ACTIONS: 'true' }, 'https://x.io/a.git'],
])('repository %s is resolved on the host of the CI', (repository, env, url) => {
  expect(read({ ...least, repository }, env).repository).toBe(url);
});

test('a branch may be written as the full name of its reference', () => {
  expect(read({ ...least, branch: 'refs/heads/main' }).branch).toBe('main');
});

test.each(['gitlab.acme.io', 'gitlab.acme.io:8443', 'https://'])(
  'the server URL %s counts as none',
  (url) => {
    expect(readCi({ GITLAB_CI: 'true', CI_SERVER_URL: url })).toHaveProperty('serverUrl', undefined);
    expect(readCi({ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: url })).toHaveProperty('serverUrl', undefined);
  },
);

test('owner/name outside of a known CI is refused', () => {
  expect(problems({ ...least, repository: 'acme/config' })).toContain('names no host');
});

test.each([
  ['acme/web:v2', { to: { name: 'acme/web', tag: 'v2' } }],
  ['localhost:5000/web:v2', { to: { name: 'localhost:5000/web', tag: 'v2' } }],
  ['old/web=new/web:v2', { name: 'old/web', to: { name: 'new/web', tag: 'v2' } }],
])('image %s', (image, expected) => {
  expect(read({ ...least, image }).target.images).toEqual([expected]);
});

test.each([
  ['spec.values.image.tag={tag}', { path: 'spec.values.image.tag', value: 'v2', fromImage: true }],
  ['a.b=x=y', { path: 'a.b', value: 'x=y', fromImage: false }],
  ['env.[name=V].value={image}@{tag}', { path: 'env.[name=V].value', value: 'acme/web@v2', fromImage: true }],
  ['a=""', { path: 'a', value: '', fromImage: false }],
])('set %s', (set, expected) => {
  const steps = parsePath(expected.path);
  expect(read({ ...least, set }).target.set).toEqual([{ ...expected, steps }]);
});

test.each([
  ['set', 'no-equals-sign', 'is not an assignment'],
  ['set', 'a=', 'has no value'],
  ['set', 'a={digest}', 'takes the digest of an image that has none'],
  ['set', 'a={{ tag }}', 'two braces around a placeholder'],
  ['set', 'a={nope}', 'unknown placeholder {nope}'],
  ['message', 'Deploy {who}', 'unknown placeholder {who}'],
  ['image', 'a/web:1=a/web:2', 'has a tag on the left side'],
  ['image', 'web:1.0"\n  evil: true', 'is not an image reference'],
  ['image', `web:${'a'.repeat(129)}`, 'is not an image reference'],
  ['author', 'me', 'is not an author'],
  ['policy', 'web', 'is not an image policy'],
  ['slack-channel', '=C1', 'is not a channel'],
  ['slack-channel', 'C1', 'has no "slack-token"'],
  ['dashboard-url', 'dash.acme.io', 'is not a web address'],
  ['dashboard-url', 'https://', 'is not a web address'],
  ['dashboard-url', 'https://dash/{who}', 'unknown placeholder {who}'],
  ['version-env', 'A=B', 'is not the name of a variable'],
  ['version-env', 'A,B', 'write one name per line'],
  ['timeout', '7h', 'is not a time'],
] as const)('%s "%s" is refused', (name, value, what) => {
  expect(problems({ ...least, [name]: value })).toContain(what);
});

test('two tags of one image are refused, the same twice is not', () => {
  const tags = 'ghcr.io/acme/web:main\nghcr.io/acme/web:latest';
  expect(problems({ ...least, image: tags })).toContain(
    'image "ghcr.io/acme/web:main, ghcr.io/acme/web:latest": names "ghcr.io/acme/web" twice; give the one',
  );
  expect(problems({ ...least, image: 'nginx:1\ndocker.io/library/nginx:1\nold=acme/web:v2' })).toBe('');
});

test('a selector of images alone is refused where there is only a field to set', () => {
  const message = problems({ ...least, image: '', set: 'a=b', from: 'api-*', container: 'web', kind: 'X' });
  expect(message).toContain('from "api-*": narrows images');
  expect(message).toContain('container "web": narrows images');
});

test('a placeholder with two images is ambiguous', () => {
  expect(problems({ ...least, image: 'a:1\nb:2', set: 'x={tag}' })).toContain(
    'takes its value from one image',
  );
});

test.each([
  ['whatever its form', 'eyJhbGciOi.x', '', 'gitlab-ci-token'],
  ['with a prefix of the instance', 'ACME-64_x', '', 'gitlab-ci-token'],
  ['unless a user name is given', 'glcbt-64_x', 'bot', 'bot'],
])('the token of a job of GitLab goes with its own user name, %s', (_, token, username, sent) => {
  const env = { GITLAB_CI: 'true', CI_JOB_TOKEN: token };
  expect(read({ ...least, token, username }, env)).toMatchObject({ token, username: sent });
  expect(read({ ...least, token: 'glpat-x' }, env).username).toBeUndefined();
});

test('edit needs neither repository nor file, but something to do', () => {
  expect(readEditConfig(give({ image: 'a:1' })).target.images).toHaveLength(1);
  expect(() => readEditConfig(give({}))).toThrow(/image: is missing/);
});

test('lines that only exclude files are a problem', () => {
  expect(problems({ ...least, file: '!a/**\n!b/**' })).toContain(
    'only excludes files; write a line without "!"',
  );
});

test('secrets are those inputs that the table calls so', () => {
  expect(
    secretsOf(
      new Map([
        ['token', ' t1 '],
        ['ssh-key', 'k1'],
        ['branch', 'main'],
      ]),
    ),
  ).toEqual(['t1', 'k1']);
});

test('who commits comes from the CI', () => {
  const github = readCi({
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'jo',
    GITHUB_TRIGGERING_ACTOR: 'jo',
    GITHUB_ACTOR_ID: '7',
  });
  expect(github.author).toEqual({ name: 'jo', email: '7+jo@users.noreply.github.com' });
  const gitlab = readCi({ GITLAB_CI: 'true', GITLAB_USER_NAME: 'Jo Doe', GITLAB_USER_EMAIL: 'jo@acme.io' });
  expect(gitlab.author).toEqual({ name: 'Jo Doe', email: 'jo@acme.io' });
});

test('proxies are read in either case, and their passwords are secrets', () => {
  const proxies = readProxies({
    https_proxy: 'http://me:p%40ss@proxy:8080',
    HTTP_PROXY: 'http://proxy',
    NO_PROXY: '*',
  });
  expect(proxies).toEqual({
    httpsProxy: 'http://me:p%40ss@proxy:8080',
    httpProxy: 'http://proxy',
    noProxy: '*',
  });
  expect(proxyPasswords(proxies)).toEqual(['p%40ss', 'p@ss']);
});

describe('The namespace', () => {
  const older = { CLUSTER_GIT_CLONE_URL: least.repository, YAML_FILE_PATH: 'a.yaml', NAMESPACE: 'prod' };

  test('of the older tool selects nothing, and says what the run is for', () => {
    const { target } = read({ image: 'acme/web:v2' }, older);
    expect([target.select.namespace, target.namespace]).toEqual([[], 'prod']);
  });

  test.each<[string, Partial<Record<InputName, string>>, Variables]>([
    ['a flag', { image: 'acme/web:v2', namespace: 'dev' }, older],
    ['our own variable', { image: 'acme/web:v2' }, { ...older, GITOPS_DEPLOY_NAMESPACE: 'dev' }],
  ])('of %s selects', (_what, inputs, env) => {
    const { target } = read(inputs, env);
    expect([target.select.namespace, target.namespace]).toEqual([['dev'], 'dev']);
  });
});

test('selectors take several values, one per line', () => {
  const { select } = read({
    ...least,
    kind: 'A\nB',
    name: ' a \n\nb',
    container: 'c',
    under: 'x.y\n[0]',
  }).target;
  expect(select).toMatchObject({ kind: ['A', 'B'], name: ['a', 'b'], container: ['c'] });
  expect(select.under).toEqual([parsePath('x.y'), parsePath('[0]')]);
  expect(problems({ ...least, under: 'a..b' })).toContain('under "a..b": it is not a field path');
  expect(problems({ repository: least.repository, file: 'a', set: 'a=1', under: 'b' })).toContain(
    'under "b": narrows images',
  );
});

test('the paths that are written in "file" are meant', () => {
  const { written } = read({ ...least, file: 'a.yaml\nb/*.yaml' }).target;
  expect(written).toEqual({ paths: ['a.yaml', 'b/*.yaml'], whenIdle: 'refuse' });
});
