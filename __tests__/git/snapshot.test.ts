import type { DeployError } from '../../src/errors.ts';
import type { SnapshotFile } from '../../src/git/types.ts';
import type { TreeFiles } from '../support/bare-repository.ts';
import { type GitServer, startGitServer } from '../support/git-server.ts';
import { openTestRepository } from '../support/landing.ts';

const commit = '1'.repeat(40);

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
  module: { mode: '160000', content: commit },
};

let server: GitServer;

beforeAll(async () => {
  server = await startGitServer({ files });
});

afterAll(() => server.close());

async function read(patterns: readonly string[]): Promise<readonly SnapshotFile[]> {
  const repository = openTestRepository(server.url);
  try {
    const snapshot = await repository.snapshot('main');
    return await snapshot.read(patterns);
  } finally {
    repository.close();
  }
}

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
  ['apps/api', 'folder "apps" holds .hidden/, api/'],
  ['apps/*/stage/*.yaml', 'no file of the branch matches'],
])('"%s" is not found, and the message says %s', async (pattern, text) => {
  expect(await failing(['README.md', pattern])).toMatchObject({
    code: 'file-not-found',
    message: expect.stringContaining(text),
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

/** Makes a commit whose tree git itself would not write. */
async function commitHostileTree(name: string, branch: string): Promise<void> {
  const { git } = server.repository;
  const blob = (await git('rev-parse', 'main:README.md')).trim();
  const entry = Buffer.concat([Buffer.from(`100644 ${name}\0`), Buffer.from(blob, 'hex')]);
  const path = `${server.repository.root}/tree`;
  await import('node:fs/promises').then(({ writeFile }) => writeFile(path, entry));
  const tree = (await git('hash-object', '-t', 'tree', '-w', '--literally', path)).trim();
  const hostile = (await git('commit-tree', '-m', 'Hostile', tree)).trim();
  await git('update-ref', `refs/heads/${branch}`, hostile);
}

test.each(['..', '.git', '.GIT', 'git~1', '.g\u200cit', 'a/b'])(
  'a tree with an entry "%s" is refused',
  async (name) => {
    await commitHostileTree(name, 'hostile');
    const snapshot = await openTestRepository(server.url).snapshot('hostile');
    await expect(snapshot.read(['README.md'])).rejects.toMatchObject({ code: 'unsupported-repository' });
  },
);

test('a folder of 100,000 files is searched, and a file of it changed', async () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`flat/${i}.yaml`, 'x']));
  await server.repository.commit(many, 'Many', 'many');
  const snapshot = await openTestRepository(server.url).snapshot('many');
  const [file] = await snapshot.read(['flat/77777.yaml']);
  expect(file?.path).toBe('flat/77777.yaml');
  expect(await snapshot.read(['flat/1234?.yaml'])).toHaveLength(10);
});
