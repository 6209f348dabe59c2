// The fault proxy does what it says, seen with git itself as the client.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../../testing/bare-repository.ts';
import { type Fault, type FaultProxy, startFaultProxy } from '../../testing/fault-proxy.ts';
import {
  closeAfterApply,
  cutRequest,
  emptyAfterApply,
  flipRequest,
  landLate,
  resetAfterApply,
  resetBeforeRead,
  sendTwice,
  status,
  statusAfterApply,
} from '../../testing/faults.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';

const run = promisify(execFile);

let server: GitServer;
let proxy: FaultProxy;
let clone: string;
/** Git itself as the client, in a clone that is one commit ahead. */
let git: (...args: string[]) => Promise<string>;

beforeEach(async () => {
  server = await startGitServer();
  proxy = await startFaultProxy(server.url);
  clone = await mkdtemp(join(tmpdir(), 'gitops-deploy-clone-'));
  const env = { ...gitEnvironment(clone), GIT_TERMINAL_PROMPT: '0' };
  git = async (...args) => (await run('git', ['-C', clone, ...args], { env })).stdout.trim();
  await git('clone', '-q', proxy.url, '.');
  await git('commit', '-q', '--allow-empty', '-m', 'Ahead');
});

afterEach(async () => {
  await proxy.close();
  await server.close();
  await rm(clone, { recursive: true });
});

const landed = async (): Promise<boolean> =>
  (await server.repository.log())[0] === (await git('rev-parse', 'HEAD'));
const pushFails = (): Promise<boolean> =>
  git('push', 'origin', 'main').then(
    () => false,
    () => true,
  );

test('lets everything through without a fault', async () => {
  expect([await pushFails(), await landed()]).toEqual([false, true]);
  expect(proxy.count('push')).toBe(1);
});

test.each<[string, Fault, boolean]>([
  ['reset before it is read', resetBeforeRead, false],
  ['reset after it is applied', resetAfterApply, true],
  ['closed after it is applied', closeAfterApply, true],
  ['answered with 502 after it is applied', statusAfterApply(502), true],
  ['answered with nothing after it is applied', emptyAfterApply, true],
  ['sent twice', sendTwice, true],
  ['cut in half', cutRequest(0.5), false],
  ['changed by one bit', flipRequest(0.9), false],
  ['refused', status(403), false],
])('a push that is %s fails for its client, whatever became of it', async (_, fault, applied) => {
  proxy.inject(fault, ['push'], 9);
  expect([await pushFails(), await landed()]).toEqual([true, applied]);
});

test('a push that lands late is not there at first', async () => {
  // Twice, because curl tries again on its own when a connection that it kept is reset.
  proxy.inject(landLate(500), ['push'], 2);
  expect([await pushFails(), await landed()]).toEqual([true, false]);
  await proxy.close();
  expect(await landed()).toBe(true);
});

test('a fault meets as many requests as was said, and none after calm', async () => {
  proxy.inject(status(503), ['advertise-push'], 2);
  expect([await pushFails(), await pushFails(), await pushFails()]).toEqual([true, true, false]);
  proxy.inject(status(503), ['advertise-read'], 9);
  proxy.calm();
  await git('fetch', 'origin');
});
