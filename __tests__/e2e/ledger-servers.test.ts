// Orders, holds, rollbacks and the history on servers that know less: without filters, of protocol v0, over SSH.
import { randomBytes } from 'node:crypto';
import type { BareRepository } from '../../testing/bare-repository.ts';
import type { Flags } from '../../testing/bundle.ts';
import { startGitServer } from '../../testing/git-server.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import { hasSshd, startSshServer } from '../../testing/ssh-server.ts';

const runForJson = bundleFirst();

const [web, api] = ['apps/web.yaml', 'apps/api.yaml'];
const files = { [web]: 'image: acme/web:v7\n', [api]: 'image: acme/api:w1\n' };
const noFilters = { 'uploadpack.allowFilter': 'false' };
const key = makeKeyPair('ed25519');

interface Opened {
  readonly repository: BareRepository;
  readonly flags: Flags;
  close(): Promise<unknown>;
}

const overHttp = (options: Parameters<typeof startGitServer>[0]) => async (): Promise<Opened> => {
  const { url, repository, close } = await startGitServer({ files, ...options });
  return { flags: { repository: url }, repository, close };
};
const overSsh = (options: Partial<Parameters<typeof startSshServer>[0]>) => async (): Promise<Opened> => {
  const { url, knownHosts, repository, close } = await startSshServer({
    ...{ files, authorized: [key] },
    ...options,
  });
  const flags = { repository: url, 'ssh-key': key.privateKey, 'ssh-known-hosts': knownHosts };
  return { flags, repository, close };
};
const rows: readonly [string, () => Promise<Opened>][] = [
  ['over HTTP without filters', overHttp({ config: noFilters })],
  ['over HTTP, of protocol v0', overHttp({ protocolV0: true })],
  ['over HTTP, of protocol v0 without filters', overHttp({ protocolV0: true, config: noFilters })],
];
const sshRows: typeof rows = [
  ['over SSH', overSsh({})],
  // It gives the tips of branches alone, and no older commit by its id.
  ['over SSH, of protocol v0 without filters', overSsh({ acceptEnv: false, gitConfig: noFilters })],
];

let opened: Opened | undefined;
afterEach(() => opened?.close());

test.each(hasSshd ? [...rows, ...sshRows] : rows)('%s', async (_, open) => {
  opened = await open();
  const { repository, flags } = opened;
  const run = async (more: Flags, command = 'deploy') => {
    const { exit, report } = await runForJson({ ...flags, ...more }, { GITOPS_DEPLOY_COMMAND: command });
    return [exit, (report.error as { code: string } | undefined)?.code ?? report.result];
  };
  const deploy = (number: number, more: Flags = {}) =>
    run({ file: web, image: `acme/web:v${number}`, order: `web ${number}`, ...more });
  const told = `Deploy-Hold: *\nDeploy-Target: ${api}#*\nDeploy-Id: 1`;
  await repository.commit({}, `Hold\n\n${told}\n`);

  expect(await deploy(8)).toEqual([0, 'pushed']);
  expect(await deploy(7)).toEqual([0, 'superseded']);
  expect(await deploy(9, { file: api, image: 'acme/api:w9' })).toEqual([5, 'held']);
  const { stdout } = await runHere(['history'], { ...flags, json: true });
  expect(JSON.parse(stdout)).toMatchObject({ commits: 3, deploys: [{ previous: 'v7' }, {}] });
  expect(await run({ file: web }, 'rollback')).toEqual([0, 'pushed']);
  expect(await repository.show(web)).toBe(files[web]);
  expect(await deploy(8)).toEqual([5, 'held']);
});

test('of a server without filters no more is read than the commits, which come first', async () => {
  const large = { mode: '100644', content: randomBytes(2 ** 21).toString('latin1') };
  const server = await startGitServer({ files: { ...files, 'large.bin': large }, config: noFilters });
  opened = { repository: server.repository, flags: {}, close: server.close };
  const flags = { repository: server.url, file: web };
  expect((await runForJson({ ...flags, image: 'acme/web:v8' })).exit).toBe(0);
  let held = 0;
  server.intercept(async ({ request, response, run, send }) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    const answer = await run();
    if (!Buffer.concat(chunks).includes('deepen 400')) return send(answer);
    held += 1;
    // The rest never comes.
    response.writeHead(answer.status, answer.headers).write(answer.body.subarray(0, 2 ** 20));
  });
  const { report } = await runForJson(flags, { GITOPS_DEPLOY_COMMAND: 'rollback' });
  expect([report.error, report.result, held]).toEqual([undefined, 'pushed', 1]);
});
