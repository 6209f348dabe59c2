import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeployError } from '../../../src/errors.ts';
import type { TreeFiles } from '../../../testing/bare-repository.ts';
import { type GitServer, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, readFiles, replacing } from '../../../testing/landing.ts';

const files: TreeFiles = {
  'README.md': 'read me',
  'apps/api/prod/deployment.yaml': 'api prod',
  'apps/api/prod/service.yaml': 'api service',
  'apps/api/test/deployment.yaml': 'api test',
  'apps/web/prod/deployment.yaml': 'web prod',
  'apps/web/prod/notes.txt': 'notes',
  'apps/.hidden/prod/deployment.yaml': 'hidden',
  'apps/odd/[x].yaml': 'odd',
  'apps/odd/x.yaml': 'x',
  link: { mode: '120000', content: 'README.md' },
  'linked/dir': { mode: '120000', content: '../apps' },
  module: { mode: '160000', content: '1'.repeat(40) },
};

let server: GitServer;

beforeAll(async () => {
  server = await startGitServer({ files });
});

afterAll(() => server.close());

const read = (patterns: readonly string[]) => readFiles(server.url, 'main', patterns);

const failing = (patterns: readonly string[]): Promise<DeployError> =>
  read(patterns).then(
    (found) => Promise.reject(new Error(`Found ${found.map(({ path }) => path)}`)),
    (error) => error,
  );

test.each<[readonly string[], readonly string[]]>([
  [['README.md'], ['README.md']],
  [['apps/api/prod/deployment.yaml'], ['apps/api/prod/deployment.yaml']],
  [['apps/*/prod/deployment.yaml'], ['apps/api/prod/deployment.yaml', 'apps/web/prod/deployment.yaml']],
  [
    ['apps/**/prod/*.yaml'],
    ['apps/api/prod/deployment.yaml', 'apps/api/prod/service.yaml', 'apps/web/prod/deployment.yaml'],
  ],
  [['**/test/*'], ['apps/api/test/deployment.yaml']],
  [
    ['apps/api/**'],
    ['apps/api/prod/deployment.yaml', 'apps/api/prod/service.yaml', 'apps/api/test/deployment.yaml'],
  ],
  [
    ['apps/**/*.yaml', '!**/odd/*', '!apps/api/prod/s*'],
    ['apps/api/prod/deployment.yaml', 'apps/api/test/deployment.yaml', 'apps/web/prod/deployment.yaml'],
  ],
  [['apps/{api,web}/prod/d*.yaml'], ['apps/api/prod/deployment.yaml', 'apps/web/prod/deployment.yaml']],
  [['{apps/api,apps/web}/prod/d*.yaml'], ['apps/api/prod/deployment.yaml', 'apps/web/prod/deployment.yaml']],
  [['apps/a?i/test/[a-d]*.yaml'], ['apps/api/test/deployment.yaml']],
  [
    ['apps/web/prod/deployment.yaml', 'README.md'],
    ['README.md', 'apps/web/prod/deployment.yaml'],
  ],
  [
    ['apps/web/prod/*.yaml', 'apps/*/prod/deployment.yaml', 'apps/web/prod/deployment.yaml'],
    ['apps/api/prod/deployment.yaml', 'apps/web/prod/deployment.yaml'],
  ],
  [['apps/odd/[x].yaml'], ['apps/odd/[x].yaml', 'apps/odd/x.yaml']],
  [['*'], ['README.md']],
])('%j finds %j', async (patterns, paths) => {
  const found = await read(patterns);
  expect(found.map(({ path }) => path)).toEqual(paths);
  for (const { path, bytes } of found) expect(Buffer.from(bytes).toString()).toBe(files[path]);
});

test.each([
  ['apps/api/prod/deploiment.yaml', 'folder "apps/api/prod" holds deployment.yaml, service.yaml'],
  ['apps/api/stage/deployment.yaml', 'folder "apps/api" holds prod/, test/'],
  ['nowhere', 'folder "/" holds README.md, apps/, link, linked/, module'],
  ['README.md/x', 'folder "/" holds'],
  ['apps/api', 'Cannot read "apps/api": it is a folder'],
  ['apps/*/stage/*.yaml', 'no file of the branch matches'],
])('"%s" is not found, and the message says %s', async (pattern, text) => {
  expect(await failing(['README.md', pattern])).toMatchObject({
    code: 'file-not-found',
    message: expect.stringContaining(text),
  });
});

test('lines that exclude all of a glob are an error', async () => {
  expect(await failing(['apps/api/*/service.yaml', '!**/service.yaml'])).toMatchObject({
    code: 'file-not-found',
    message: expect.stringContaining('exclude all that match'),
  });
});

test.each([
  ['link', 'a symlink'],
  ['linked/dir/api/prod/deployment.yaml', 'a symlink'],
  ['module', 'a submodule'],
  ['module/x.yaml', 'a submodule'],
])('"%s" is refused: on the way is %s', async (path, what) => {
  expect(await failing([path])).toMatchObject({
    code: 'not-editable',
    message: expect.stringContaining(what),
  });
});

/** Makes a commit of one tree with files of these names, which git itself may not write, or not as quickly. */
async function commitTree(names: readonly string[], branch: string): Promise<void> {
  const { git, root } = server.repository;
  const blob = (await git('rev-parse', 'main:README.md')).trim();
  const entries = names.flatMap((name) => [Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
  const path = join(root, 'tree');
  await writeFile(path, Buffer.concat(entries));
  const tree = (await git('hash-object', '-t', 'tree', '-w', '--literally', path)).trim();
  const commit = (await git('commit-tree', '-m', 'Made by hand', tree)).trim();
  await git('update-ref', `refs/heads/${branch}`, commit);
}

test.each(['..', '.git', '.GIT', 'git~1', '.g\u200cit', 'a/b'])(
  'a tree with an entry "%s" is refused',
  async (name) => {
    await commitTree(['README.md', name], 'hostile');
    await expect(readFiles(server.url, 'hostile', ['README.md'])).rejects.toMatchObject({
      code: 'unsupported-repository',
    });
  },
);

test('a folder of 100,000 files is searched, and one of them changed', async () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `${100_000 + i}.md`);
  await commitTree(names, 'many');
  expect(await readFiles(server.url, 'many', ['10777?.md'])).toHaveLength(10);
  const landing = await openTestRepository(server.url).land('many', replacing('123456.md', 'read', 'write'));
  expect(landing.result).toBe('pushed');
  expect(await server.repository.git('diff', '--stat', 'many~1', 'many')).toContain('1 file changed');
});
