import { type GitServer, type GitServerOptions, startGitServer } from '../support/git-server.ts';
import { openTestRepository, replacing } from '../support/landing.ts';

const path = 'clusters/north/team-1/api/deployment.yaml';
let server: GitServer | undefined;

/** Keeps the filter of each fetch. The first answer with all trees, unless it is a refusal, never comes. */
async function serve(options: GitServerOptions): Promise<{ url: string; fetches: string[] }> {
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
      const isFlood = body.includes('filter blob:none') && !fetches.includes('blob:none');
      if (body.includes('command=fetch')) fetches.push(/filter (\S+)\n/.exec(body)?.[1] ?? 'none');
      if (!isFlood || answer.body.includes('ERR ')) send(answer);
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
  expect(fetches.at(-1)).toBe(filter);
});

test('where a folder holds too many others, the walk goes on tree by tree', async () => {
  const others = Array.from({ length: 4100 }, (_, i) => [
    `clusters/north/team-1/${i}/app.yaml`,
    `tag: ${i}\n`,
  ]);
  const { url, fetches } = await serve({ files: { [path]: 'tag: v1\n', ...Object.fromEntries(others) } });
  expect(await land(url)).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(fetches.sort()).toEqual(['blob:none', 'tree:0', 'tree:0', 'tree:0', 'tree:1', 'tree:3']);
});
