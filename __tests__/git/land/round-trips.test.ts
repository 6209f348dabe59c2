// What a landing asks of the server, and how often: round trips, bytes, protocols, odd branches.
import type { TreeFiles } from '../../../testing/bare-repository.ts';
import {
  type GitRequest,
  type GitServer,
  type GitServerOptions,
  startGitServer,
} from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const servers: GitServer[] = [];

async function serve(options: GitServerOptions = {}): Promise<GitServer> {
  const server = await startGitServer({ files: tree(3), ...options });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** `wide` to the power of 4 files, five names deep. */
function tree(wide: number): TreeFiles {
  const names = Array.from({ length: wide }, (_, i) => `folder-number-${i}`);
  const paths = names.flatMap((a) => names.flatMap((b) => names.map((c) => `${a}/${b}/${c}/deep`)));
  return Object.fromEntries(
    paths.flatMap((path) => names.map((name) => [`${path}/${name}.yaml`, `tag: v1 # ${path}\n`])),
  );
}

const path = 'folder-number-1/folder-number-2/folder-number-0/deep/folder-number-1.yaml';
const bump = (to = 'v2') => replacing(path, /v\d/, to);

const received = (requests: readonly GitRequest[]): number =>
  requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0);

/** Answers nobody before so many have asked: who asks one after the other waits forever. */
function gate(count: number): () => Promise<void> {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let waiting = 0;
  return () => {
    waiting += 1;
    if (waiting === count) open();
    return opened;
  };
}

test('a landing is four round trips: the tip, the trees, the blob, the push', async () => {
  const tip = gate(3);
  const trees = gate(2);
  const asked: string[] = [];
  const server = await serve({
    intercept: async ({ request, entry, run, send }) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      const answer = await run();
      const body = Buffer.concat(chunks).toString('latin1');
      if (entry.method === 'GET' || body.includes('command=ls-refs')) await tip();
      if (body.includes('deepen 1')) await trees();
      const words = ['ls-refs', 'blob:none', 'deepen 1', 'command=fetch', 'PACK'];
      asked.push(words.find((word) => body.includes(word)) ?? entry.method);
      // The walk from tree to tree goes on beside, and is not waited for when all trees are there.
      if (body.includes('filter tree:') && body.includes('deepen')) return;
      send(answer);
    },
  });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing.result).toBe('pushed');
  expect(asked.slice(0, 3).sort()).toEqual(['GET', 'GET', 'ls-refs']);
  expect(asked.slice(3, 5).sort()).toEqual(['blob:none', 'deepen 1']);
  expect(asked.slice(5)).toEqual(['command=fetch', 'PACK']);
});

test('where all trees together are slow to come, the walk from tree to tree comes first', async () => {
  const server = await serve({
    intercept: async ({ request, run, send }) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      const answer = await run();
      if (!Buffer.concat(chunks).includes('blob:none')) send(answer);
    },
  });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing.result).toBe('pushed');
  // Beside the three of the start: all trees, the commit and three trees, two trees, the blob, the push.
  expect(server.requests).toHaveLength(3 + 1 + 1 + 1 + 1 + 1);
});

test('of more than 20,000 folders only those near the way are fetched', async () => {
  const folders = Array.from({ length: 20_500 }, (_, i) => `wide/${i % 5}/${i % 200}/${i}/app.yaml`);
  const server = await serve({
    files: Object.fromEntries(folders.map((name) => [name, `tag: v1 # ${name}\n`])),
  });
  const landing = await openTestRepository(server.url).land(
    'main',
    replacing(folders[777] ?? '', 'v1', 'v2'),
  );
  expect(landing.result).toBe('pushed');
  // All trees take 1 MB, and their answer is left when it is known how many they are.
  const [, ...walked] = server.requests.toSorted((a, b) => b.bytesOut - a.bytesOut);
  expect(received(walked)).toBeLessThan(200_000);
});

test('the trees of a glob come at once, however many they are, and its blobs in one request', async () => {
  const folders = Array.from({ length: 20_500 }, (_, i) => `wide/${i % 149}/${i}/app.yaml`);
  const server = await serve({
    files: Object.fromEntries(folders.map((name) => [name, `tag: v1 # ${name}\n`])),
  });
  const landing = await openTestRepository(server.url).land(
    'main',
    replacing('wide/7/**/app.yaml', 'v1', 'v2'),
  );
  expect(landing.result).toBe('pushed');
  const files = await server.repository.git('diff', '--name-only', 'main~1', 'main');
  expect(files.trim().split('\n')).toHaveLength(138);
  expect(server.requests.length).toBeLessThan(12);
});

test('the connections of the first attempt serve all that follow', async () => {
  let lost = 0;
  const server = await serve({
    intercept: async ({ entry, run, send }) => {
      const isPush = entry.method === 'POST' && entry.service === 'receive-pack';
      if (isPush && lost < 3) {
        lost += 1;
        await server.repository.commit({ 'new.yaml': `${lost}` });
      }
      send(await run());
    },
  });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 4 });
  expect(server.requests.length).toBeGreaterThan(12);
  // The two of the second round trip may go out before the last bytes of the first have come.
  expect(server.connections()).toBeLessThanOrEqual(3 + 2);
});

test('only trees and the wanted blob travel', async () => {
  const server = await serve();
  const secret = 'this text is in another file';
  await server.repository.commit({ 'folder-number-0/other.yaml': secret.repeat(1000) });
  await openTestRepository(server.url).land('main', bump());
  expect(received(server.requests)).toBeLessThan(20_000);
  const push = server.requests.find(({ method, service }) => method === 'POST' && service === 'receive-pack');
  expect(push?.bytesIn).toBeLessThan(1000);
});

test.each<[string, GitServerOptions]>([
  ['without filters', { config: { 'uploadpack.allowFilter': 'false' } }],
  ['of protocol v0', { protocolV0: true }],
  ['of protocol v0 without filters', { protocolV0: true, config: { 'uploadpack.allowFilter': 'false' } }],
])('a server %s is slower, with the same result', async (_, options) => {
  const server = await serve(options);
  const landing = await openTestRepository(server.url).land(undefined, bump());
  expect(landing).toMatchObject({ result: 'pushed', branch: 'main', attempts: 1 });
  expect(await server.repository.diff()).toHaveLength(2);
});

const kinds: [string, GitServerOptions][] = [
  ['with filters', {}],
  ['without filters', { config: { 'uploadpack.allowFilter': 'false' } }],
  ['of protocol v0', { protocolV0: true }],
];

test.each(kinds)(
  'on a server %s, a second attempt fetches what is new and sees every commit',
  async (_, options) => {
    let server: GitServer | undefined;
    let pushes = 0;
    server = await serve({
      ...options,
      intercept: async ({ entry, run, send }) => {
        const isPush = entry.method === 'POST' && entry.service === 'receive-pack';
        if (isPush && pushes === 0) {
          for (let i = 0; i < 7; i += 1)
            await server?.repository.commit({ [`folder-number-${i % 3}/new.yaml`]: `${i}` });
        }
        pushes += isPush ? 1 : 0;
        send(await run());
      },
    });
    const landing = await openTestRepository(server.url).land('main', bump());
    expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
    expect(await server.repository.diff()).toHaveLength(2);
    const first = server.requests.findIndex(
      ({ method, service }) => method === 'POST' && service === 'receive-pack',
    );
    const later = server.requests
      .slice(first + 1)
      .filter(({ url, method }) => method === 'POST' && /upload/.test(url));
    expect(received(later)).toBeLessThan(6000);
  },
);

test.each(kinds)(
  'on a server %s, a tree that went back to what it was long ago is there',
  async (_, options) => {
    let server: GitServer | undefined;
    let pushes = 0;
    const old = { [path]: 'tag: v1 # long ago\n' };
    server = await serve({
      ...options,
      intercept: async ({ entry, run, send }) => {
        const isPush = entry.method === 'POST' && entry.service === 'receive-pack';
        if (isPush && pushes === 0) await server?.repository.commit(old);
        pushes += isPush ? 1 : 0;
        send(await run());
      },
    });
    await server.repository.commit(old);
    await server.repository.commit({ [path]: 'tag: v1 # now\n' });
    const landing = await openTestRepository(server.url).land('main', bump());
    expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
    expect(await server.repository.show(path)).toBe('tag: v2 # long ago\n');
  },
);

test('a branch that was rewritten meanwhile is edited as it stands', async () => {
  let server: GitServer | undefined;
  let pushes = 0;
  server = await serve({
    intercept: async ({ entry, run, send }) => {
      const isPush = entry.method === 'POST' && entry.service === 'receive-pack';
      const { git } = (server as GitServer).repository;
      if (isPush && pushes === 0) {
        const other = (await git('commit-tree', '-m', 'Another root', 'main^{tree}')).trim();
        await git('update-ref', 'refs/heads/main', other);
        await git('reflog', 'expire', '--expire=now', '--all');
        await git('prune', '--expire=now');
      }
      pushes += isPush ? 1 : 0;
      send(await run());
    },
  });
  const landing = await openTestRepository(server.url).land('main', bump());
  expect(landing).toMatchObject({ result: 'pushed', attempts: 2 });
  expect(await server.repository.log()).toHaveLength(2);
});

test.each<[string, GitServerOptions, string | undefined, string, string]>([
  ['an empty repository', { files: {} }, undefined, 'unsupported-repository', 'empty'],
  ['an empty repository, by name', { files: {} }, 'main', 'branch-not-found', 'empty'],
  [
    'an empty repository of v0',
    { files: {}, protocolV0: true },
    undefined,
    'unsupported-repository',
    'empty',
  ],
  ['SHA-256', { objectFormat: 'sha256' }, 'main', 'unsupported-repository', 'SHA-256'],
  [
    'SHA-256 of v0',
    { objectFormat: 'sha256', protocolV0: true },
    'main',
    'unsupported-repository',
    'SHA-256',
  ],
  ['a branch that is not there', {}, 'mian', 'branch-not-found', 'the default branch is "main"'],
  ['a branch that starts like another', {}, 'mai', 'branch-not-found', '"mai"'],
])('%s is refused', async (_, options, branch, code, text) => {
  const server = await serve(options);
  const error = await openTestRepository(server.url)
    .land(branch, bump())
    .catch((failed) => failed);
  expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
});

test('the default branch may have any name', async () => {
  const server = await serve({ branch: 'release/next' });
  const landing = await openTestRepository(server.url).land(undefined, bump());
  expect(landing).toMatchObject({ result: 'pushed', branch: 'release/next' });
});

test('a HEAD that points to no branch asks for a name', async () => {
  const server = await serve();
  await server.repository.git('update-ref', '--no-deref', 'HEAD', (await server.repository.log())[0] ?? '');
  const error = await openTestRepository(server.url)
    .land(undefined, bump())
    .catch((failed) => failed);
  expect(error).toMatchObject({ code: 'branch-not-found' });
});
