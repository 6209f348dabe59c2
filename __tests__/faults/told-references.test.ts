// What the test server tells of references without git is what git tells, byte by byte.
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from '../../testing/bare-repository.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { advertisedReferences, listedReferences } from '../../testing/told-references.ts';

type Change = (repository: BareRepository) => Promise<unknown>;

const byFiles: readonly (readonly [string, Change])[] = [
  ['one branch', async () => undefined],
  [
    'branches of like names, tags and requests',
    async ({ git, tip }) => {
      const names = [
        'heads/a',
        'heads/main-2',
        'heads/main2',
        'heads/m/x',
        'heads/m-1',
        'pull/1/head',
        'tags/light',
      ];
      for (const name of names) await git('update-ref', `refs/${name}`, await tip());
      await git('tag', '-a', '-m', 'A tag', 'v1', 'main');
    },
  ],
  ['a HEAD of no branch', async ({ git }) => git('symbolic-ref', 'HEAD', 'refs/heads/none')],
  ['no branch at all', async ({ git }) => git('update-ref', '-d', 'refs/heads/main')],
  ['push options', async (repository) => configure(repository, '[receive]\n\tadvertisePushOptions = true\n')],
];

const byGit: readonly (readonly [string, Change])[] = [
  ['a HEAD without a branch', async ({ git, tip }) => git('update-ref', '--no-deref', 'HEAD', await tip())],
  ['packed references', async ({ git }) => git('pack-refs', '--all')],
  ['packed objects', async ({ git }) => git('repack', '-a', '-d', '-q')],
  ['a symbolic reference', async ({ git }) => git('symbolic-ref', 'refs/heads/other', 'refs/heads/main')],
  [
    'a reference that is being changed',
    async ({ directory }) => write(directory, 'refs/heads/main.lock', ''),
  ],
  [
    'a reference to nothing',
    async ({ directory }) => write(directory, 'refs/heads/lost', `${'1'.repeat(40)}\n`),
  ],
  ['a name of other letters', async ({ git }) => git('branch', 'größe', 'main')],
  ['hidden references', async (repository) => configure(repository, '[transfer]\n\thideRefs = refs/heads\n')],
];

const questions = [
  '0014command=ls-refs\n0001000csymrefs\n001bref-prefix refs/heads/\n0014ref-prefix HEAD\n0000',
  '0014command=ls-refs\n0001000csymrefs\n001fref-prefix refs/heads/main\n0000',
  '0014command=ls-refs\n00010014ref-prefix HEAD\n0000',
  '0014command=ls-refs\n00010000',
];

const rows = [
  ...byFiles.map(([name, change]) => [name, change, true] as const),
  ...byGit.map(([name, change]) => [name, change, false] as const),
];

test.each(rows)('with %s', async (_, change, isTold) => {
  const server = await startGitServer();
  const { repository } = server;
  const plain = await startGitServer({ repository, isPlainCgi: true });
  try {
    await change(repository);
    const told = questions.map((body) => listedReferences(repository.directory, Buffer.from(body)));
    expect(told.some((answer) => answer !== undefined)).toBe(isTold);
    expect(await everything(server)).toEqual(await everything(plain));
  } finally {
    await Promise.all([server.close(), plain.close()]);
  }
});

test('git answers where more is asked', async () => {
  const server = await startGitServer();
  try {
    const { directory } = server.repository;
    const asked = '0014command=ls-refs\n00010009peel\n0000';
    expect(listedReferences(directory, Buffer.from(asked))).toBeUndefined();
    expect(advertisedReferences(directory, 'quiet')?.toString()).toContain(' refs/heads/main\0quiet\n0000');
  } finally {
    await server.close();
  }
});

async function everything({ url }: GitServer): Promise<unknown> {
  const answers = [
    await fetch(`${url}/info/refs?service=git-receive-pack`),
    await fetch(`${url}/info/refs?service=git-receive-pack`, { headers: { 'git-protocol': 'version=2' } }),
  ];
  const type = 'application/x-git-upload-pack-request';
  const headers = { 'git-protocol': 'version=2', 'content-type': type };
  for (const body of questions) {
    answers.push(await fetch(`${url}/git-upload-pack`, { method: 'POST', headers, body }));
  }
  return Promise.all(
    answers.map(async (answer) => [answer.status, answer.headers.get('content-type'), await answer.text()]),
  );
}

async function configure({ directory }: BareRepository, text: string): Promise<void> {
  await appendFile(join(directory, 'config'), text);
}

async function write(directory: string, name: string, text: string): Promise<void> {
  await mkdir(join(directory, 'refs/heads'), { recursive: true });
  await writeFile(join(directory, name), text);
}
