// A zoo of repositories that git would not make, behind the real server: each ends with a word, and soon.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { DeployError } from '../../../src/errors.ts';
import { allAtOnce } from '../../../testing/all-at-once.ts';
import { type GitServer, type GitServerOptions, startGitServer } from '../../../testing/git-server.ts';
import { HandmadeObjects, handmadeAuthor } from '../../../testing/handmade-objects.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const file = 'app.yaml';
const gone = 'c'.repeat(40);
const who = `author ${handmadeAuthor}\ncommitter ${handmadeAuthor}`;
const manifest = (to: HandmadeObjects): string => to.write('blob', 'tag: v1\n');
const root = (to: HandmadeObjects): string => to.tree(['100644', file, manifest(to)]);
const commitOf = (to: HandmadeObjects, text: string): string => to.write('commit', text);
const plainCommit = (to: HandmadeObjects): string => commitOf(to, `tree ${root(to)}\n${who}\n\nx\n`);

/** Puts the bytes under an id that is not theirs. */
function misnamed(to: HandmadeObjects, oid: string, bytes: string | Buffer): string {
  to.writeAs(oid, deflateSync(bytes));
  return oid;
}

interface Animal {
  readonly what: string;
  /** Gives the branch. */
  readonly make: (to: HandmadeObjects) => string;
  /** What is read, where it is not the file in the root. */
  readonly path?: string;
  /** How it ends, where it is not `unsupported-repository`. */
  readonly ends?: string;
}

const animals: readonly Animal[] = [
  { what: 'a branch on a blob', make: (to) => to.branchOn(manifest(to)) },
  { what: 'a branch on a folder', make: (to) => to.branchOn(root(to)) },
  {
    what: 'a branch on a tag',
    make: (to) =>
      to.branchOn(
        to.write('tag', `object ${plainCommit(to)}\ntype commit\ntag v1\ntagger ${handmadeAuthor}\n\nx\n`),
      ),
  },
  { what: 'a branch on nothing', make: (to) => to.branchOn('a'.repeat(40)) },
  { what: 'a commit without a tree', make: (to) => to.branchOn(commitOf(to, `${who}\n\nx`)) },
  { what: 'a commit of no bytes', make: (to) => to.branchOn(commitOf(to, '')) },
  {
    what: 'a commit of more than 4 MiB',
    make: (to) => to.branch(root(to), `x ${'y'.repeat(5 << 20)}\n${who}`),
  },
  { what: 'a tree that is a blob', make: (to) => to.branch(manifest(to)) },
  { what: 'a tree that is a commit', make: (to) => to.branch(plainCommit(to)) },
  { what: 'a tree that is not there', make: (to) => to.branch(gone) },
  {
    what: 'a tree that is cut in an id',
    make: (to) => to.branch(to.write('tree', Buffer.from(`100644 ${file}\0short`))),
  },
  { what: 'a tree that is cut in a mode', make: (to) => to.branch(to.write('tree', '1006')) },
  {
    what: 'a mode that is no number',
    make: (to) => to.branch(to.tree(['abc', file, manifest(to)])),
  },
  {
    what: 'a mode of no type',
    make: (to) => to.branch(to.tree(['100', file, manifest(to)])),
    ends: 'not-editable',
  },
  {
    what: 'an entry without a name',
    make: (to) => to.branch(to.tree(['100644', '', manifest(to)], ['100644', file, manifest(to)])),
  },
  { what: 'a file that is a folder', make: (to) => to.branch(to.tree(['100644', file, root(to)])) },
  { what: 'a file that is a commit', make: (to) => to.branch(to.tree(['100644', file, plainCommit(to)])) },
  {
    what: 'a folder that is a file',
    make: (to) => to.branch(to.tree(['40000', 'apps', manifest(to)])),
    path: 'apps/app.yaml',
  },
  { what: 'a file that is not there', make: (to) => to.branch(to.tree(['100644', file, gone])) },
  {
    what: 'a file under the id of another',
    make: (to) => to.branch(to.tree(['100644', file, misnamed(to, 'd'.repeat(40), 'blob 8\0tag: v1\n')])),
  },
  {
    what: 'a commit under the id of another',
    make: (to) => to.branchOn(misnamed(to, 'e'.repeat(40), `commit 53\0tree ${root(to)}\n\nxxxxxx`)),
  },
  {
    what: 'an object of no bytes on the disk',
    make: (to) => {
      to.writeAs('1'.repeat(40), Buffer.alloc(0));
      return to.branch(to.tree(['100644', file, '1'.repeat(40)]));
    },
  },
  {
    what: 'a broken folder beside the file',
    make: (to) => to.branch(to.tree(['100644', file, manifest(to)], ['40000', 'z', manifest(to)])),
  },
];

const whole: Animal = { what: 'nothing wrong', make: (to) => to.branch(root(to)), ends: 'pushed' };
const few = animals.filter(({ what }) => /blob|cut in an id|a file that is (?:a f|not)/.test(what));
const servers: [string, GitServerOptions, readonly Animal[]][] = [
  ['with filters', {}, [...animals, whole]],
  ['without filters', { config: { 'uploadpack.allowFilter': 'false' } }, [...few, whole]],
  ['of protocol v0', { protocolV0: true }, [...few, whole]],
];

describe.each(servers)('on a server %s', (_, options, rows) => {
  const servers: GitServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  /** Each has a server of its own: git looks at all branches when it takes a push. */
  const endingOf = allAtOnce(rows, async ({ make, path = file }) => {
    const server = await startGitServer({ files: { 'README.md': 'x' }, ...options });
    servers.push(server);
    rmSync(join(server.repository.directory, 'refs/heads/main'), { force: true });
    const branch = make(new HandmadeObjects(server.repository));
    const repository = openTestRepository(server.url, { budgetMs: 180_000 });
    const edit = replacing(path, 'tag: v1', 'tag: v2');
    const ending = await repository.land(branch, edit).then(
      ({ result }) => ({ code: result, text: '' }),
      (error: unknown) => {
        const { code, message, remedy } =
          error instanceof DeployError ? error : { ...Object(error), code: error };
        return { code, text: `${message}; ${remedy}` };
      },
    );
    repository.close();
    return ending;
  });

  test.each(rows)('$what ends with a word', (row) => {
    const { code, text } = endingOf(row);
    expect([code, text]).toEqual([
      row.ends ?? 'unsupported-repository',
      expect.not.stringMatching(/undefined|the time ran out/),
    ]);
  });
});

test('the branch, the repository and the object are named', async () => {
  const server = await startGitServer();
  const branch = new HandmadeObjects(server.repository);
  const blob = branch.write('blob', 'x');
  branch.branchOn(blob);
  const repository = openTestRepository(server.url);
  await expect(repository.log(`b-${blob}`, 3)).rejects.toMatchObject({
    code: 'unsupported-repository',
    message: `Cannot read branch "b-${blob}" of "127.0.0.1:${server.port}/config": object ${blob} is a blob, and a commit is due there`,
    remedy: expect.stringContaining('git fsck'),
  });
  repository.close();
  await server.close();
});
