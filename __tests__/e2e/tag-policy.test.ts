// A pipeline that deploys the newest tag of the registry, end to end.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { multiPlatform } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';

const runForJson = bundleFirst();

const { index } = multiPlatform('linux/amd64');
let registry: RegistryDouble;
let server: GitServer;
let name: string;
beforeAll(async () => {
  registry = await startRegistryDouble();
  name = `${registry.host}/acme/web`;
  const pod = (tag: string): string => `kind: Pod\nimage: ${name}:${tag} # ours\n`;
  const files = {
    'a.yaml': pod('1.2.0'),
    'new.yaml': pod('1.4.0'),
    'odd.yaml': pod('latest'),
    'top.yaml': pod('2.0.0'),
  };
  server = await startGitServer({ files });
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  registry.content.clear();
  has('1.2.0', '1.3.0', '1.10.0-rc.1', '2.0.0', 'latest', 'main-ab-7');
  registry.requests.length = 0;
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => Promise.all([registry.close(), server.close()]));

const has = (...tags: readonly string[]): void => {
  for (const tag of tags) registry.content.set(`acme/web/manifests/${tag}`, index);
};
const update = (flags: Flags = {}, env: Readonly<Record<string, string>> = {}) =>
  runForJson(
    { repository: server.url, file: 'a.yaml', image: name, 'tag-policy': 'semver:^1.2', ...flags },
    env,
  );

test('the newest tag is deployed once, and nobody hears of the runs that find nothing newer', async () => {
  const slack = await startSlackReceiver();
  try {
    const told = { 'slack-webhook-url': slack.url };
    const first = await update({ ...told, set: 'version={tag}', create: true });
    expect([first.report.result, first.report.error]).toEqual(['pushed', undefined]);
    expect(await server.repository.show('a.yaml')).toBe(
      `kind: Pod\nimage: ${name}:1.3.0 # ours\nversion: 1.3.0\n`,
    );
    const [message] = await server.repository.messages();
    expect(message).toContain(`Deploy-Image: ${name}:1.3.0\n`);
    const again = await update(told);
    expect([again.exit, again.report.result, slack.posts.length]).toEqual([0, 'unchanged', 1]);
  } finally {
    await slack.close();
  }
});

test('a place that is newer stays, whether the range has it or not; what has no place in the order does not', async () => {
  const { exit, report } = await update({ file: 'a.yaml\nnew.yaml\nodd.yaml\ntop.yaml', expect: '4' });
  expect([exit, report.result, (report.changes as { file: string }[]).map(({ file }) => file)]).toEqual([
    0,
    'pushed',
    ['a.yaml', 'odd.yaml'],
  ]);
  const alone = await update({ file: 'new.yaml' });
  expect([alone.report.result, alone.report.unchangedReason]).toEqual([
    'unchanged',
    'new.yaml holds 1.4.0, which is not older',
  ]);
  const asked = await update({ file: 'new.yaml', 'if-unchanged': 'fail' });
  expect([asked.exit, asked.report.error]).toMatchObject([
    3,
    { message: expect.stringContaining('not older') },
  ]);
});

test('a newest tag that is held waits, without a failure, until there is a newer one', async () => {
  await update();
  await runHere(['rollback'], { repository: server.url, file: 'a.yaml', reason: 'it leaks' });
  const held = await update();
  expect([held.exit, held.report.result, held.report.unchangedReason]).toEqual([
    0,
    'unchanged',
    expect.stringContaining('it is held'),
  ]);
  expect(held.stderr).toContain('it leaks');
  expect(await server.repository.show('a.yaml')).toContain(':1.2.0 ');
  has('1.3.1');
  expect((await update()).report.result).toBe('pushed');
});

test('the digest of the newest tag goes along, also when the tag has moved', async () => {
  await update({ 'image-check': 'digest' });
  expect(await server.repository.show('a.yaml')).toContain(`:1.3.0@${index.digest} `);
  const moved = multiPlatform('linux/arm64').index;
  registry.content.set('acme/web/manifests/1.3.0', moved);
  expect((await update({ 'image-check': 'digest' })).report.result).toBe('pushed');
  expect(await server.repository.show('a.yaml')).toContain(`:1.3.0@${moved.digest} `);
});

test('a pull request proposes the newest tag', async () => {
  const github = await startGitHubRequests(server.repository);
  try {
    const { report } = await update({
      repository: `http://127.0.0.1:${server.port}/acme/config.git`,
      mode: 'pull-request',
      'host-type': 'github',
      'api-url': github.url,
      token: 'S3cretTokenOfTheTest',
    });
    expect([report.result, github.requests[0]?.title]).toEqual(['proposed', 'Deploy web 1.3.0']);
    expect(github.faults).toEqual([]);
  } finally {
    await github.close();
  }
});

test.each<[string, Flags & { readonly image?: string }, number, RegExp]>([
  ['no tag that fits', { 'tag-policy': 'semver:^7' }, 3, /none of the 6 tags .* fits .*semver:\^7/],
  ['no such repository', { image: 'NAME-of-none' }, 3, /has no such repository/],
  ['a pattern that is none', { 'tag-policy': '^(' }, 2, /not a pattern of RE2/],
  ['a tag beside the policy', { image: 'NAME:v1' }, 2, /tag-policy"? chooses the tag/],
])('%s fails, and nothing is pushed', async (_, flags, exit, words) => {
  const image = (flags.image ?? name).replace('NAME', name);
  const run = await update({ ...flags, image });
  expect([run.exit, JSON.stringify(run.report.error)]).toEqual([exit, expect.stringMatching(words)]);
  expect(await server.repository.git('rev-parse', 'main')).toBe(
    await server.repository.git('rev-parse', 'start'),
  );
});
