// A right commit lands in repositories that isomorphic-git reads otherwise than git, and a wrong one never leaves.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type NamedObject, nameObject } from '../../../src/git/objects/objects.ts';
import { gitEnvironment } from '../../../testing/bare-repository.ts';
import { type GitServer, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files: { 'app.yaml': 'tag: v1\n' } });
});
afterAll(() => server.close());

/** git with something on its standard input; gives what it prints. */
function git(input: string | Buffer, ...args: string[]): string {
  const { directory, root } = server.repository;
  const { status, stdout, stderr } = spawnSync('git', ['-C', directory, ...args], {
    input,
    env: gitEnvironment(root),
  });
  if (status !== 0) throw new Error(String(stderr));
  return String(stdout).trim();
}

/** Writes a loose object as it stands, as `git hash-object --literally` does, without a process. */
function write(type: NamedObject['type'], data: string | Buffer): string {
  const bytes = Buffer.from(data);
  const { oid } = nameObject({ type, data: bytes });
  const folder = join(server.repository.directory, 'objects', oid.slice(0, 2));
  mkdirSync(folder, { recursive: true });
  const header = Buffer.from(`${type} ${bytes.length}\0`);
  writeFileSync(join(folder, oid.slice(2)), deflateSync(Buffer.concat([header, bytes])));
  return oid;
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

type Entry = readonly [mode: string, name: string | Buffer, oid: string];

/** A tree as these entries stand, which git itself would sort and check. */
function treeOf(...entries: readonly Entry[]): string {
  const parts = entries.flatMap(([mode, name, oid]) => [`${mode} `, name, '\0', Buffer.from(oid, 'hex')]);
  return write('tree', Buffer.concat(parts.map((part) => Buffer.from(part))));
}

const who = 'Somebody <a@b> 1750000000 +0000';
/** A commit of these headers after `tree`, as the tip of a branch of its own. */
function branchOf(tree: string, headers = `author ${who}\ncommitter ${who}`, message = 'First\n'): string {
  const commit = write('commit', latin1(`tree ${tree}\n${headers}\n\n${message}`));
  const branch = `b-${commit}`;
  writeFileSync(join(server.repository.directory, 'refs/heads', branch), `${commit}\n`);
  return branch;
}

/** Lands, and gives the lines of `ls-tree` that differ; nothing but the file's may. */
async function bump(branch: string, pattern = 'app.yaml'): Promise<string[]> {
  const list = () => git('', 'ls-tree', '-r', '-z', branch).split('\0');
  const before = list();
  const repository = openTestRepository(server.url);
  try {
    const landing = await repository.land(branch, replacing(pattern, 'tag: v1', 'tag: v2'));
    expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  } finally {
    repository.close();
  }
  const after = list();
  expect(after).toHaveLength(before.length);
  return after.filter((line, index) => line !== before[index]);
}

const blob = () => write('blob', 'tag: v1\n');
const gitlink = 'c'.repeat(40);

test.each<[string, () => Entry[]]>([
  [
    'names that are not UTF-8',
    () => [
      ['100644', latin1('\xe4.yaml'), blob()],
      ['100644', latin1('\xf6.yaml'), blob()],
    ],
  ],
  [
    'modes of long ago',
    () => [
      ['100664', 'z.yaml', blob()],
      ['100600', 'zz.yaml', blob()],
    ],
  ],
  [
    'entries out of order',
    () => [
      ['100644', 'a.yaml', blob()],
      ['100644', 'Z.yaml', blob()],
    ],
  ],
  [
    'two entries of one name',
    () => [
      ['100644', 'z.yaml', blob()],
      ['100755', 'z.yaml', blob()],
    ],
  ],
  [
    'submodules and symlinks',
    () => [
      ['160000', 'module', gitlink],
      ['120000', 'link', write('blob', 'app.yaml')],
    ],
  ],
  ['names with a backslash', () => [['100644', 'z\\z.yaml', blob()]]],
  [
    'short names of Windows',
    () => [
      ['100644', 'git~2', blob()],
      ['100644', 'zzz~1.yaml', blob()],
    ],
  ],
  ['names with characters of no width', () => [['100644', 'z\u200c.yaml', blob()]]],
  [
    'names beyond 16 bits',
    () => [
      ['100644', '\uff5e.yaml', blob()],
      ['100644', '\u{1f680}.yaml', blob()],
    ],
  ],
  [
    'a folder and a file of one beginning',
    () => [
      ['100644', 'app.yaml.d', blob()],
      ['40000', 'app', treeOf(['100644', 'x', blob()])],
    ],
  ],
  ['a folder with a zero in front of its mode', () => [['040000', 'zero', treeOf(['100644', 'x', blob()])]]],
  ['an empty folder', () => [['40000', 'zero', treeOf()]]],
])('the file beside %s changes alone', async (_, others) => {
  const changed = await bump(branchOf(treeOf(['100644', 'app.yaml', blob()], ...others())));
  expect(changed).toEqual([expect.stringMatching(/^100644 blob \w+\tapp\.yaml$/)]);
});

test.each<[string, Entry[], string]>([
  ['a file of a mode of long ago', [['100664', 'app.yaml', '']], 'app.yaml'],
  ['an executable file of a mode of long ago', [['100775', 'app.yaml', '']], 'app.yaml'],
  ['a file whose name holds a backslash', [['100644', 'a\\b.yaml', '']], '*.yaml'],
  ['a file whose name is not UTF-8', [['100644', latin1('\xe4.yaml'), '']], '*.yaml'],
  [
    'two files, one of them under a name with a tilde',
    [
      ['100644', 'a~1.yaml', ''],
      ['100755', 'b.yaml', ''],
    ],
    '*.yaml',
  ],
])('%s changes, and keeps its mode', async (_, entries, pattern) => {
  const root = treeOf(...entries.map(([mode, name]): Entry => [mode, name, blob()]));
  const branch = branchOf(root);
  expect(await bump(branch, pattern)).toHaveLength(entries.length);
  const modes = (revision: string) =>
    git('', 'cat-file', 'tree', revision)
      .match(/100\d{3} /g)
      ?.sort();
  expect(modes(`${branch}^{tree}`)).toEqual(modes(`${branch}~1^{tree}`));
});

test('a folder with a zero in front of its mode is entered', async () => {
  const folder = treeOf(['100644', 'app.yaml', blob()]);
  expect(await bump(branchOf(treeOf(['040000', 'apps', folder])), 'apps/app.yaml')).toHaveLength(1);
});

test.each([
  ['an author without an address', `author Somebody 1750000000 +0000\ncommitter ${who}`],
  ['an author without a time', `author Somebody <a@b>\ncommitter ${who}`],
  ['an author of a zone that is none', `author Somebody <a@b> 1 zone\ncommitter ${who}`],
  ['an author whose name is not UTF-8', `author S\xe9b <a@b> 1 +0000\ncommitter S\xe9b <a@b> 1 +0000`],
  ['neither author nor committer', 'nobody x'],
  ['an encoding', `author ${who}\ncommitter ${who}\nencoding ISO-8859-1`],
  [
    'a merged tag',
    `author ${who}\ncommitter ${who}\nmergetag object ${gitlink}\n type commit\n tag v1\n \n text`,
  ],
  [
    'a signature',
    `author ${who}\ncommitter ${who}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ=\n -----END PGP SIGNATURE-----`,
  ],
  ['two trees', `tree ${gitlink}\nauthor ${who}\ncommitter ${who}`],
])('a tip with %s is built on', async (_, headers) => {
  expect(await bump(branchOf(treeOf(['100644', 'app.yaml', blob()]), headers))).toHaveLength(1);
});

test.each([
  ['without a newline at its end', 'First'],
  ['of nothing', ''],
  ['that is not UTF-8', 'Gr\xfc\xdfe\r\n'],
  ['of a megabyte', 'x'.repeat(1 << 20)],
])('a tip with a message %s is built on', async (_, message) => {
  expect(await bump(branchOf(treeOf(['100644', 'app.yaml', blob()]), undefined, message))).toHaveLength(1);
});

test('a commit that is not what was meant is not sent', async () => {
  const branch = branchOf(treeOf(['100644', 'app.yaml', blob()]));
  const names = ['Mallory'];
  const author = {
    email: 'deploy@example.com',
    get name() {
      return names.pop() ?? 'Deployer';
    },
  };
  const before = server.requests.length;
  const repository = openTestRepository(server.url);
  const landing = repository.land(branch, { ...replacing('app.yaml', 'v1', 'v2'), author });
  await expect(landing).rejects.toMatchObject({ code: 'proof-failed' });
  repository.close();
  const sent = server.requests
    .slice(before)
    .filter(({ method, service }) => method === 'POST' && service === 'receive-pack');
  expect(sent).toEqual([]);
  expect(await server.repository.log(branch)).toHaveLength(1);
});
