// The demo starts in a clone where nothing is installed; its pull request: two tags, and one request as people see it.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { configFiles, serverConfig } from '../../demo/config-repository.ts';
import { proposeTwice, writeRequestPage } from '../../demo/protected-branch.ts';
import { runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';

const file = 'apps/vehicles/prod/deployment.yaml';
const token = 'a-token-that-may-push';

let server: GitServer;
beforeEach(async () => {
  server = await startGitServer({ files: configFiles(), token, config: serverConfig });
});
afterEach(() => server.close());

test('two tags for a protected branch are one request, which holds the newer one', async () => {
  const { repository } = server;
  const before = await repository.tip();
  const proposed = await proposeTwice(server, 'dockerhub/microservice-vehicles', async (inputs) => {
    const { exit, stdout, stderr } = await runBundle([], { file, token, ...inputs });
    return { exit, log: stdout + stderr };
  });
  expect(proposed.runs.map(({ exit }) => exit)).toEqual([0, 0]);
  const [request] = proposed.requests;
  expect(proposed.requests).toMatchObject([
    {
      title: expect.stringContaining('release-1181-5d20c4fe'),
      body: expect.stringContaining('`release-1181-5d20c4fe` |'),
      labels: ['deploy', 'prod'],
    },
  ]);
  expect(await repository.tip()).toBe(before);
  if (request === undefined) throw new Error('there is no request');
  const page = await writeRequestPage(request);
  expect(await readFile(page, 'utf8')).toContain('release-1181-5d20c4fe');
  await rm(dirname(page), { recursive: true });
});

test('all of the demo but its start loads in a clone where nothing is installed', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'clone-'));
  for (const path of ['package.json', 'demo', 'scripts', 'src', 'testing'])
    await cp(path, join(clone, path), { recursive: true });
  const modules = (await readdir('demo')).filter((file) => file.endsWith('.ts') && file !== 'demo.ts');
  expect(modules.length).toBeGreaterThan(3);
  const load = modules.map((file) => `await import('./demo/${file}');`).join('\n');
  await promisify(execFile)('node', ['--input-type=module', '--eval', load], { cwd: clone });
  await rm(clone, { recursive: true });
});
