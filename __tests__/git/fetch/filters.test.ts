import { randomUUID } from 'node:crypto';
import { openFilters } from '../../../src/git/fetch/filters.ts';
import { afterSending, commandError } from '../../../src/git/transport/ssh-command-error.ts';
import type { TreeFiles } from '../../../testing/bare-repository.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const path = 'clusters/north/team-1/api/deployment.yaml';
let server: GitServer | undefined;

/**
 * Keeps the filter of each fetch. The first answer with all trees, unless it is a refusal, never comes.
 * @param busy the filter whose first fetch is asked to come again
 */
async function serve(options: GitServerOptions, busy?: string): Promise<{ url: string; fetches: string[] }> {
  const fetches: string[] = [];
  const started = await startGitServer({
    files: {
      [path]: 'tag: v1\n',
      'clusters/north/team-1/web/deployment.yaml': 'tag: v1\n',
      'README.md': '#\n',
    },
    ...options,
    intercept: async ({ request, run, send }) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      const answer = await run();
      const body = Buffer.concat(chunks).toString('latin1');
      const filter = /filter (\S+)\n/.exec(body)?.[1] ?? 'none';
      const isFirst = !fetches.includes(filter);
      if (body.includes('command=fetch')) fetches.push(filter);
      if (isFirst && filter === busy)
        send({ status: 429, headers: { 'retry-after': '0' }, body: Buffer.alloc(0) });
      else if (filter !== 'blob:none' || !isFirst || answer.body.includes('ERR ')) send(answer);
    },
  });
  server = started;
  return { url: started.url, fetches };
}

afterEach(async () => {
  await server?.close();
});

const land = (url: string) => openTestRepository(url).land('main', replacing(path, 'v1', 'v2'));

test('three levels of trees come with the commit, and two with each answer after it', async () => {
  const { url, fetches } = await serve({});
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual(['blob:none', 'tree:0', 'tree:1', 'tree:3']);
});

test('a path is asked for no deeper than it is', async () => {
  const { url, fetches } = await serve({});
  const landing = openTestRepository(url).land('main', replacing('README.md', '#', '##'));
  expect(await landing).toMatchObject({ result: 'pushed' });
  expect(fetches.sort()).toEqual(['blob:none', 'tree:0', 'tree:1']);
});

const treeByTree = ['blob:none', ...Array<string>(7).fill('tree:0')];

test('GitHub takes one level at a time, and is not asked for more', async () => {
  const { url, fetches } = await serve({
    through: ['env', 'GIT_USER_AGENT=git/github-395dce4f6ecf'],
    config: { 'uploadpackfilter.tree.maxDepth': '0' },
  });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual(treeByTree);
});

test('a server that refuses several levels is asked once', async () => {
  const { url, fetches } = await serve({ config: { 'uploadpackfilter.tree.maxDepth': '0' } });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual([...treeByTree, 'tree:3']);
});

test.each([
  ['trees', { 'uploadpackfilter.tree.allow': 'false' }, 'blob:none'],
  ['anything', { 'uploadpackfilter.allow': 'false' }, 'none'],
])('a server that refuses to filter %s is asked for more', async (_, config, filter) => {
  const { url, fetches } = await serve({ config });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  // The first two are sent at once: all trees, and three levels of them.
  expect(fetches.lastIndexOf(filter)).toBeGreaterThan(1);
});

test('a server that is busy is not asked for less, but later', async () => {
  const { url, fetches } = await serve({}, 'tree:3');
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.filter((filter) => filter === 'tree:3')).toHaveLength(2);
});

test('a server that dies of several levels is asked without them, over SSH too', () => {
  const filters = openFilters(
    () => ({ version: 2, capabilities: new Map([['fetch', 'filter']]) }),
    () => true,
  );
  const died = afterSending(
    commandError(
      { name: 'config', refusals: [] },
      { exitCode: 128, stderr: "fatal: only 'tree:0' is supported", wasAsked: true },
    ),
  );
  expect(filters.refuses('tree:3', died)).toBe(true);
  expect(filters.allowed('tree:3')).toBe('tree:0');
});

const others = (folder: string): TreeFiles =>
  Object.fromEntries(Array.from({ length: 4100 }, (_, i) => [`${folder}${i}/app.yaml`, `tag: ${i}\n`]));

test('where a folder holds too many others, the walk goes on tree by tree', async () => {
  const { url, fetches } = await serve({
    files: { [path]: 'tag: v1\n', ...others('clusters/north/team-1/') },
  });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual(['blob:none', 'tree:0', 'tree:0', 'tree:0', 'tree:1', 'tree:3']);
});

test('and stays so: what lies below may be as wide', async () => {
  const wide = { ...others(''), ...others('clusters/'), ...others('clusters/north/team-1/') };
  const { url, fetches } = await serve({ files: { [path]: 'tag: v1\n', ...wide } });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.filter((filter) => filter !== 'tree:0').sort()).toEqual(['blob:none', 'tree:3']);
});

test('a folder of many files is fetched once, where one level is all there is to ask for', async () => {
  const files = Array.from({ length: 22_000 }, (_, i) => [`${randomUUID()}.yaml`, `tag: ${i}\n`]);
  const { url, fetches } = await serve({
    files: { [path]: 'tag: v1\n', ...Object.fromEntries(files) },
    through: ['env', 'GIT_USER_AGENT=git/github-395dce4f6ecf'],
  });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual(treeByTree);
});
