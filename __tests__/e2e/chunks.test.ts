// What a run reads of the bundle: the chunks of what it does, and none of what it does not use.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePath, type Flags, runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { appId, appKey, startGitHubApi } from '../../testing/github-api.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { multiPlatform } from '../../testing/image-bytes.ts';
import { loadedFiles, recordLoads } from '../../testing/loaded-files.ts';
import { startRegistryDouble } from '../../testing/registry-double.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';
import { gitlabStatusDialect } from '../../testing/status-dialects.ts';
import { startStatusHub } from '../../testing/status-hub.ts';

const manifest = fileURLToPath(new URL('../fixtures/vehicles.before.yaml', import.meta.url));
const image = 'dockerhub/microservice-vehicles:release-1179-344b590f';
const appFlags = { 'app-id': appId, 'app-private-key': appKey };
const token = 'Sup3rS3cretToken';

/** Words that stand in the code of each part, and nowhere else. */
const marks = {
  'the git wire': 'git-receive-pack',
  'the editor of manifests': 'tag:yaml.org,2002:',
  'the thread for what is large': 'ERR_WORKER_OUT_OF_MEMORY',
  ssh2: 'diffie-hellman-group14-sha256',
  'the words of messages': ' left out: a newer run has deployed',
  'the webhook client': 'Incoming webhook URL is required',
  'the client of chat APIs': 'An API error occurred: ',
  'the receivers by address': 'application/cloudevents+json',
  '@actions/core': 'GITHUB_STEP_SUMMARY',
  'the client of GitHub Apps': '[@octokit/auth-app]',
  '@actions/github': 'octokit-core.js/',
  'the client of registries': 'application/vnd.oci.image.index.v1+json',
  'the parser of versions': 'Invalid SemVer Range: ',
  'the parser of patterns': 'error parsing regexp: ',
  'the wait for the rollout': 'statuses of later commits are not seen',
  'the way back from a rollout that failed': 'this run has changed no image',
  'the reader of pages': 'it leads to another host, ',
} as const;
type Part = keyof typeof marks;

let folder: string;
let server: GitServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chunks-'));
  server = await startGitServer({ files: { 'a.yaml': 'kind: Pod\nimage: acme/web:v1\n' }, token });
});
afterEach(() => Promise.all([server.close(), rm(folder, { recursive: true })]));

/** Runs the bundle to a good end, and gives the texts of the files that it loaded. */
async function textsLoaded(words: readonly string[], flags: Flags, env = {}): Promise<readonly string[]> {
  const list = join(folder, 'loaded');
  const run = await runBundle(words, flags, { ...env, ...recordLoads(list) });
  expect([run.exit, run.stderr.replace(/^\(.*\n/gm, '')]).toEqual([0, '']);
  return [...loadedFiles(list).values()];
}

/** Runs the bundle to a good end, and gives the parts whose code it loaded. */
async function partsLoaded(words: readonly string[], flags: Flags, env = {}): Promise<Part[]> {
  return partsIn(await textsLoaded(words, flags, env));
}

function partsIn(texts: readonly string[]): Part[] {
  return (Object.keys(marks) as Part[]).filter((part) => texts.some((text) => text.includes(marks[part])));
}

const change: Flags = { file: 'a.yaml', image: 'acme/web:v2' };
const deploy = (): Flags => ({ repository: server.url, token, ...change });

test('the words of each part stand in the bundle', async () => {
  const folder = dirname(bundlePath);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  expect(partsIn(texts)).toEqual(Object.keys(marks));
});

test('a deploy over HTTP loads git and the editor alone, in few files', async () => {
  const texts = await textsLoaded([], deploy());
  expect(partsIn(texts)).toEqual(['the git wire', 'the editor of manifests']);
  // Each takes node a millisecond.
  expect(texts.length).toBeLessThanOrEqual(12);
});

test('a deploy that asks the registry loads the client of registries too', async () => {
  const registry = await startRegistryDouble();
  try {
    registry.content.set('acme/web/manifests/v2', multiPlatform('linux/amd64').index);
    const image = `acme/web=${registry.host}/acme/web:v2`;
    const parts = await partsLoaded([], { ...deploy(), image, 'image-check': 'exists' });
    const asked = ['the git wire', 'the editor of manifests', 'the client of registries'];
    expect(parts).toEqual(asked);
    const newest = await partsLoaded([], {
      ...deploy(),
      image: `${registry.host}/acme/web`,
      'tag-policy': '^v(?<n>[0-9])$',
    });
    expect(newest).toEqual([...asked, 'the parser of versions', 'the parser of patterns']);
  } finally {
    await registry.close();
  }
});

test('a deploy that waits for its rollout loads what it waits with', async () => {
  const hub = await startStatusHub(gitlabStatusDialect);
  try {
    const [status, created_at] = ['success', '2026-11-26T10:00:00Z'];
    hub.plan('statuses', { status: 200, body: [{ name: 'kustomization/apps', status, created_at }] });
    const repository = `http://127.0.0.1:${server.port}/acme/config.git`;
    const failing = { 'on-rollout-failure': 'rollback' };
    const asked = { ...failing, wait: '20s', 'host-type': 'gitlab', 'api-url': hub.url };
    expect(await partsLoaded([], { ...deploy(), repository, ...asked })).toEqual([
      'the git wire',
      'the editor of manifests',
      'the wait for the rollout',
    ]);
  } finally {
    await hub.close();
  }
});

test('a deploy that posts to a webhook loads the client of webhooks too', async () => {
  const slack = await startSlackReceiver();
  try {
    const parts = await partsLoaded([], { ...deploy(), 'slack-webhook-url': slack.url });
    expect(parts).toEqual([
      'the git wire',
      'the editor of manifests',
      'the words of messages',
      'the webhook client',
    ]);
  } finally {
    await slack.close();
  }
});

test("a deploy in GitHub's pipeline loads the client of its runner too", async () => {
  const parts = await partsLoaded([], deploy(), { GITHUB_ACTIONS: 'true' });
  expect(parts).toEqual(['the git wire', 'the editor of manifests', '@actions/core']);
});

test('a deploy by a GitHub App loads the client of Apps too', async () => {
  const api = await startGitHubApi();
  const open = await startGitServer({ files: { 'a.yaml': 'kind: Pod\nimage: acme/web:v1\n' } });
  const origin = `http://127.0.0.1:${open.port}`;
  try {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: origin, GITHUB_API_URL: api.url };
    const repository = `${origin}/acme/config.git`;
    const parts = await partsLoaded([], { repository, ...change, ...appFlags }, env);
    expect(parts).toEqual([
      'the git wire',
      'the editor of manifests',
      '@actions/core',
      'the client of GitHub Apps',
    ]);
  } finally {
    await Promise.all([api.close(), open.close()]);
  }
});

test('a deploy that opens a pull request loads @actions/github too, which reads nothing of the runner', async () => {
  const api = await startGitHubRequests(server.repository);
  try {
    const repository = `http://127.0.0.1:${server.port}/acme/config.git`;
    const asked = { mode: 'pull-request', 'host-type': 'github', 'api-url': api.url };
    // Its own client would go by this proxy, and say on stdout that there is no such file.
    const env = {
      GITHUB_EVENT_PATH: '/nowhere.json',
      http_proxy: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1',
    };
    const parts = await partsLoaded([], { ...deploy(), repository, ...asked }, env);
    expect(parts).toEqual(['the git wire', 'the editor of manifests', '@actions/github']);
    expect([api.requests.length, api.faults]).toEqual([1, []]);
  } finally {
    await api.close();
  }
});

test('an edit of local files loads the editor alone', async () => {
  const parts = await partsLoaded(['edit', manifest], {
    image,
    'version-env': 'DD_VERSION',
    'dry-run': true,
  });
  expect(parts).toEqual(['the editor of manifests']);
});

test('an edit of a large file loads the thread too, and ends in it', async () => {
  const large = join(folder, 'large.yaml');
  const pod = 'kind: Pod\nimage: acme/web:v1\n';
  await writeFile(large, `${pod}${'# a line of a long comment\n'.repeat(2000)}`);
  const parts = await partsLoaded(['edit', large], { image: 'acme/web:v2' });
  expect(parts).toEqual(['the editor of manifests', 'the thread for what is large']);
  expect(await readFile(large, 'utf8')).toContain(pod.replace('v1', 'v2'));
});

test('the version and the help load none of it', async () => {
  expect(await partsLoaded(['version'], {})).toEqual([]);
  expect(await partsLoaded(['help'], {})).toEqual([]);
});
