// Servers that leave nothing out: what is large or not wanted goes by, and the file that is meant is there.
import { type GitServer, type GitServerOptions, startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, readFiles, replacing } from '../../../testing/landing.ts';

const mebibyte = 2 ** 20;
/** 120 MiB in all, more than is kept at once, that travel as less than one. */
const files = {
  'large.bin': Buffer.alloc(40 * mebibyte, 'x'),
  ...Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`many/${index}.bin`, Buffer.alloc(10 * mebibyte, `${index}`)]),
  ),
  'web.yaml': 'tag: v1\n',
};

const servers: [string, GitServerOptions][] = [
  ['has no filters', { config: { 'uploadpack.allowFilter': 'false' } }],
  ['refuses its filters', { config: { 'uploadpackfilter.allow': 'false' } }],
  ['speaks protocol v0', { protocolV0: true }],
];

describe.each(servers)('a server that %s', (_, options) => {
  let server: GitServer;
  beforeAll(async () => {
    // Without deltas, and hardly compressed: it is to take little time.
    const quick = { 'core.bigFileThreshold': '1m', 'core.compression': '1' };
    server = await startGitServer({ ...options, config: { ...quick, ...options.config } });
    await server.repository.commit(files);
  }, 120_000);
  afterAll(() => server.close());

  test('is deployed to', async () => {
    const repository = openTestRepository(server.url);
    const landing = await repository.land('main', replacing('web.yaml', 'v1', 'v2'));
    repository.close();
    expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
    expect(await server.repository.diff()).toEqual(['-tag: v1', '+tag: v2']);
  }, 120_000);

  test('gives files that were not kept when they are asked for, and the size of one that is too large', async () => {
    const found = await readFiles(server.url, 'main', ['many/0.bin', 'many/7.bin']);
    expect(found.map(({ path, bytes }) => [path, bytes.length, bytes[0]])).toEqual([
      ['many/0.bin', 10 * mebibyte, 0x30],
      ['many/7.bin', 10 * mebibyte, 0x37],
    ]);
    await expect(readFiles(server.url, 'main', ['large.bin'])).rejects.toMatchObject({
      code: 'not-editable',
      message: expect.stringContaining('a file of 40 MiB is larger than 16 MiB'),
    });
  }, 120_000);
});
