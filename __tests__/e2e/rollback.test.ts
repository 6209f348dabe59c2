// Back to what was there before, end to end: deploys, taken back.
import type { Flags } from '../../testing/bundle.ts';
import { datedBack } from '../../testing/dated-back.ts';
import { digest } from '../../testing/digest.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { bundleFirst, runHere } from '../../testing/run-here.ts';

const runForJson = bundleFirst();
const rollbackForJson = bundleFirst();

const web = 'apps/web.yaml';
const api = 'apps/api.yaml';
const manifest = (name: string, reference: string): string =>
  `kind: Deployment
metadata: {name: ${name}, namespace: prod}
spec:
  containers:
    - name: ${name}
      image: acme/${name}:${reference} # kept
      env: [{name: DD_VERSION, value: "${reference.split('@')[0]}"}]
`;
const files = { [web]: manifest('web', `v1@${digest('1')}`), [api]: manifest('api', 'w1') };

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files });
  await server.repository.git('tag', 'start', 'main');
});
beforeEach(async () => {
  server.intercept(undefined);
  await server.repository.git('update-ref', 'refs/heads/main', 'start');
});
afterAll(() => server.close());

const deploy = (flags: Flags) => runForJson({ repository: server.url, file: web, ...flags });
async function rollback(flags: Flags = {}) {
  const inputs = { repository: server.url, file: web, ...flags };
  const run = await rollbackForJson(inputs, { GITOPS_DEPLOY_COMMAND: 'rollback' });
  return { ...run, report: run.report as Record<string, unknown> & { error?: Record<string, string> } };
}
const v = (number: number): string => `acme/web:v${number}@${digest(`${number}`)}`;

test('the last deploy is taken back: tag, digest and variable, byte for byte', async () => {
  const { report: bad } = await deploy({
    image: v(2),
    'version-env': 'DD_VERSION',
    source: 'acme/web@3f2a9c1',
  });
  const { report } = await rollback({ image: 'acme/web' });
  expect(report).toMatchObject({ result: 'pushed', headline: `web back to v1 in prod` });
  expect(await server.repository.show(web)).toBe(files[web]);
  const [message] = await server.repository.messages();
  expect(message).toContain('Roll web back to v1 in prod\n');
  expect(message).toContain(
    `Deploy-Reverts: ${bad.commit}\nDeploy-Hold: ${v(2)}\nDeploy-Version-Env: DD_VERSION\nDeploy-Target: ${web}#acme/web\n`,
  );
  expect(message).not.toContain('Deploy-Source:');
});

test('all images of one deploy go back together, and each to its own value', async () => {
  await deploy({ file: `${web}\n${api}`, image: `${v(2)}\nacme/api:w2` });
  await deploy({ file: api, image: 'acme/api:w3' });
  const first = await rollback({ file: 'apps/*' });
  expect(await server.repository.show(api)).toContain('acme/api:w2 ');
  const second = await rollback({ file: 'apps/*' });
  expect([first.report.result, second.report.result]).toEqual(['pushed', 'pushed']);
  expect(await server.repository.show(web)).toContain(`acme/web:v1@${digest('1')} `);
  expect(await server.repository.show(api)).toContain('acme/api:w1 ');
});

test('a tag, a commit of either repository and a time are found; what is there already is unchanged', async () => {
  const commits: string[] = [];
  for (const number of [2, 3, 4])
    commits.push(
      String((await deploy({ image: v(number), source: `acme/web@${`${number}`.repeat(8)}` })).report.commit),
    );
  const tagAfter = async (to: string): Promise<unknown[]> => {
    const { report } = await rollback({ image: 'acme/web', to });
    return [report.result, /web:(\w+)/.exec(await server.repository.show(web))?.[1]];
  };
  expect(await tagAfter('v2')).toEqual(['pushed', 'v2']);
  expect((await server.repository.messages())[0]).toContain(
    `Deploy-Reverts: ${commits[2]}\nDeploy-Reverts: ${commits[1]}\n`,
  );
  expect((await server.repository.messages())[0]).toContain('Deploy-Source: acme/web@22222222\n');
  expect(await tagAfter('v2')).toEqual(['unchanged', 'v2']);
  expect(await tagAfter('3333333')).toEqual(['pushed', 'v3']);
  // The value that was bad is held, for a rollback too.
  expect(await tagAfter(String(commits[2]).slice(0, 12))).toEqual(['failed', 'v3']);
  expect(await tagAfter('v1')).toEqual(['pushed', 'v1']);
  expect(await tagAfter('2000-01-01')).toEqual(['failed', 'v1']);
});

test('a time and a commit of the config repository are gone back to', async () => {
  const tagAfter = async (to: string): Promise<unknown[]> => {
    const { report } = await rollback({ image: 'acme/web', to });
    return [report.error?.message ?? report.result, /web:(\w+)/.exec(await server.repository.show(web))?.[1]];
  };
  const before = await server.repository.tip();
  await deploy({ image: v(2) });
  const old = await datedBack(server.repository, 3 * 3_600_000);
  await deploy({ image: v(3) });
  expect(await tagAfter('90m')).toEqual(['pushed', 'v2']);
  expect((await runHere(['release'], { repository: server.url, file: web })).exit).toBe(0);
  await deploy({ image: v(4) });
  expect(await tagAfter(old.slice(0, 9))).toEqual(['pushed', 'v2']);
  await deploy({ image: v(5) });
  expect(await tagAfter(new Date(Date.now() - 3_600_000).toISOString())).toEqual(['pushed', 'v2']);
  await deploy({ image: v(6) });
  expect(await tagAfter(before)).toEqual(['pushed', 'v1']);
});

test.each<[string, () => Promise<unknown>, Flags, [number, string], ...string[]]>([
  [
    'was never deployed',
    async () => undefined,
    { image: 'acme/web' },
    [3, 'deploy-not-found'],
    'knows no deploy',
  ],
  [
    'was changed by hand since',
    async () => {
      await deploy({ image: v(2) });
      await server.repository.commit({ [web]: manifest('web', 'v9') });
    },
    { image: 'acme/web' },
    [3, 'deploy-not-found'],
    `"acme/web:v9" in ${web}: it was not deployed with gitops-deploy; known are acme/web:v2`,
  ],
  [
    'has no such tag',
    () => deploy({ image: v(2) }),
    { image: 'acme/web', to: 'v7' },
    [3, 'deploy-not-found'],
    'known are acme/web:v2@',
    'or deploy a tag that is not known by its name: NAME:TAG as the image',
  ],
  [
    'was elsewhere then',
    async () => {
      await deploy({ image: v(2) });
      const text = await server.repository.show(web);
      await server.repository.commit({ [web]: undefined, 'apps/new.yaml': text });
    },
    { file: 'apps/new.yaml' },
    [3, 'deploy-not-found'],
    'Cannot roll back these files: the history of the branch knows no deploy to them',
  ],
  [
    'was taken back already',
    async () => {
      await deploy({ image: v(2) });
      expect((await rollback({ image: 'acme/web' })).exit).toBe(0);
    },
    { image: 'acme/web' },
    [3, 'deploy-not-found'],
    'Cannot roll back "acme/web": the history knows no further deploy to take back; known are acme/web:v1',
  ],
  [
    'is a time to come',
    () => deploy({ image: v(2) }),
    { image: 'acme/web', to: '2999-01-01T12:00' },
    [3, 'deploy-not-found'],
    'to "2999-01-01T12:00": the history does not know it; known are acme/web:v2@',
  ],
  [
    'is held for a reason of two lines',
    async () => undefined,
    { hold: 'all', reason: 'lost\norders' },
    [2, 'invalid-input'],
    'Cannot use the inputs: --reason',
    'has more than one line',
  ],
  [
    'is given with a tag',
    async () => undefined,
    { image: 'acme/web:v1' },
    [2, 'invalid-input'],
    'write "acme/web"; a tag to go back to is for --to',
  ],
])('what %s is an error that says what is known', async (_, prepare, flags, ending, ...words) => {
  await prepare();
  const { exit, report } = await rollback(flags);
  expect([exit, report.error?.code, report.purpose]).toEqual([...ending, 'rollback']);
  for (const each of words) expect(report.error?.message + String(report.error?.remedy)).toContain(each);
});

test('what somebody deploys meanwhile is not taken back', async () => {
  await deploy({ image: v(2) });
  let isFirst = true;
  server.intercept(async ({ entry, run, send }) => {
    if (entry.method === 'POST' && entry.service === 'receive-pack' && isFirst) {
      isFirst = false;
      expect((await deploy({ image: v(3) })).report.result).toBe('pushed');
    }
    send(await run());
  });
  const { exit, report } = await rollback();
  expect([exit, report.error?.code]).toEqual([5, 'superseded']);
  expect(report.error?.message).toContain('has deployed acme/web:v3');
});

test('an input chooses the command, as the Action does, and a deploy takes nothing of a rollback', async () => {
  await deploy({ image: v(2) });
  const refused = await deploy({ image: v(3), to: 'v1' });
  expect([refused.exit, refused.stdout]).toEqual([2, expect.stringContaining('is for a rollback')]);
  const { report } = await runForJson(
    { repository: server.url, file: web },
    { GITOPS_DEPLOY_COMMAND: 'rollback', GITOPS_DEPLOY_TO: 'previous' },
  );
  expect(report.result).toBe('pushed');
  expect(await server.repository.show(web)).toContain('acme/web:v1@');
});

test('one image in two files: each goes back through its own deploys', async () => {
  const [one, other] = ['sites/one.yaml', 'sites/other.yaml'];
  await server.repository.commit({ [one]: manifest('web', 'v1'), [other]: manifest('web', 'w1') });
  await deploy({ file: one, image: 'acme/web:v2' });
  await deploy({ file: other, image: 'acme/web:w2' });
  const tagsAfter = async (flags: Flags = {}): Promise<unknown[]> => {
    const { report } = await rollback({ file: 'sites/*', 'if-unchanged': 'succeed', ...flags });
    const texts = [await server.repository.show(one), await server.repository.show(other)];
    return [report.error?.message ?? report.result, ...texts.map((text) => /web:(\w+)/.exec(text)?.[1])];
  };
  expect(await tagsAfter()).toEqual(['pushed', 'v2', 'w1']);
  expect(await tagsAfter()).toEqual(['pushed', 'v1', 'w1']);
  expect(await tagsAfter({ to: 'v2' })).toEqual([
    expect.stringContaining(`does not know it in ${other}`),
    'v1',
    'w1',
  ]);
});

test('forwards again, the variable goes along; a hold keeps what was bad until it is released', async () => {
  await deploy({ image: v(2), 'version-env': 'DD_VERSION' });
  const after = await server.repository.show(web);
  expect(after).toContain('value: "v2"');
  await rollback();
  await runHere(['release'], { repository: server.url, file: web });
  const { report } = await rollback({ to: 'v2' });
  expect(report.error?.message ?? report.result).toBe('pushed');
  expect(await server.repository.show(web)).toBe(after);
});
