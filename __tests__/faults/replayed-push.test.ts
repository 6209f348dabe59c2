// A push that something sends twice, and clocks that jump.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allAtOnce } from '../../testing/all-at-once.ts';
import { runForJson } from '../../testing/bundle.ts';
import type { Fault } from '../../testing/fault-proxy.ts';
import { forward } from '../../testing/fault-proxy.ts';
import { file, inScene, type Scene, setScene, token } from '../../testing/fault-scene.ts';
import { sendTwice, silence, status } from '../../testing/faults.ts';
import { runHereForJson } from '../../testing/run-here.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const always = Number.POSITIVE_INFINITY;
/** The time of runs that last until it is over: on a busy machine too, the push comes before that. */
const enoughToPush = '30s';

async function deploy(timeout: string, { proxy }: Scene = scene) {
  const flags = { repository: proxy.url, file, image: 'acme/web:v2', timeout };
  return runHereForJson(flags, { GITOPS_DEPLOY_TOKEN: token });
}

/** The push is sent twice by something between, and from then on nothing can be read. */
const replayThen = ({ proxy }: Scene, readFault: Fault | undefined): Fault =>
  async function replayThen(exchange) {
    if (readFault) proxy.inject(readFault, ['advertise-read', 'read'], always);
    await sendTwice(exchange);
  };

test('a refusal that names our own commit is a success, once it was read', async () => {
  scene.proxy.inject(replayThen(scene, undefined), ['push']);
  const { exit, report } = await deploy('20s');
  expect([exit, report.result, report.attempts]).toEqual([0, 'pushed', 1]);
  expect(await scene.server.repository.log()).toEqual([report.commit, expect.any(String)]);
});

describe('what became of a push that was sent twice', () => {
  const rows = [
    { what: '503', fault: status(503) },
    { what: '403', fault: status(403) },
    { what: '404', fault: status(404) },
    { what: 'silence', fault: silence },
  ];
  const endingOf = allAtOnce(rows, ({ fault }) =>
    inScene({}, async (own) => {
      own.proxy.inject(replayThen(own, fault), ['push']);
      const { exit, report } = await deploy(enoughToPush, own);
      return { exit, report, log: await own.server.repository.log() };
    }),
  );

  test.each(rows)('is unknown and never failed where $what keeps us from reading it', (row) => {
    const { exit, report, log } = endingOf(row);
    expect([exit, report.result]).toEqual([7, 'unknown']);
    expect(log).toEqual([report.commit, expect.any(String)]);
    expect(report.error).toMatchObject({
      message: expect.stringMatching(/was answered by|got no clear answer/),
    });
    expect(report.error).toMatchObject({
      message: expect.stringContaining('looking for it in the branch failed'),
    });
  });
});

describe('an answer to the second copy of a push that was applied', () => {
  const looks = [
    { looking: 'works', readFault: undefined, timeout: '120s', ending: [0, 'pushed'] },
    { looking: 'fails', readFault: status(404), timeout: '120s', ending: [7, 'unknown'] },
    { looking: 'hangs', readFault: silence, timeout: enoughToPush, ending: [7, 'unknown'] },
  ];
  const rows = [401, 403, 404, 407, 429].flatMap((code) => looks.map((look) => ({ code, ...look })));
  const endingOf = allAtOnce(rows, ({ code, readFault, timeout }) =>
    inScene({}, async (own) => {
      own.proxy.inject(
        async (exchange) => {
          if (readFault) own.proxy.inject(readFault, ['advertise-read', 'read'], always);
          await exchange.upstream();
          await status(code, code === 429 ? { 'retry-after': '600' } : {})(exchange);
        },
        ['push'],
        always,
      );
      const { exit, report } = await deploy(timeout, own);
      return { exit, report, log: await own.server.repository.log() };
    }),
  );

  test.each(rows)('$code, where looking for it $looking', (row) => {
    const { exit, report, log } = endingOf(row);
    expect([exit, report.result]).toEqual(row.ending);
    expect(log).toEqual([report.commit, expect.any(String)]);
    expect(report.attempts).toBe(1);
  });
});

test('a refusal before git saw the push is what it says, after one look', async () => {
  scene.proxy.inject(status(401), ['push']);
  const { exit, report } = await deploy('20s');
  expect([exit, report.result, report.attempts]).toEqual([4, 'failed', 1]);
  expect(report.error).toMatchObject({
    code: 'authentication-failed',
    message: expect.stringContaining('the server does not accept the token (401)'),
  });
  expect([scene.proxy.count('push'), await scene.server.repository.log()]).toEqual([1, [expect.any(String)]]);
});

test('a conflict that a later tip explains is no doubt', async () => {
  const { repository } = scene.server;
  // A conflict first, whose doubt the next tip must take away, and a rule that ends the run at a time of its own.
  const refuse = `echo x >> refusals; [ $(wc -l < refusals) -le 2 ] && echo "fetch first" >&2 || echo "protected branch" >&2; exit 1`;
  await repository.hook('update', refuse);
  const { exit, report } = await deploy('60s');
  expect([exit, report.result]).toEqual([5, 'failed']);
  expect(report.error).toMatchObject({ code: 'push-refused' });
  expect(report.attempts).toBeGreaterThan(2);
  expect(await repository.log()).toHaveLength(1);
});

test('a push that was never sent is neither counted nor in doubt', async () => {
  scene.proxy.inject(silence, ['advertise-push'], always);
  const { exit, report } = await deploy('3s');
  expect([exit, report.result, report.attempts, scene.proxy.count('push')]).toEqual([6, 'failed', 0, 0]);
});

/** The clock of the machine is set, again and again, while the run goes on. */
const stepping = (ms: number): string =>
  `const real = Date.now; let steps = 0; Date.now = () => real() + (steps += 1) * ${ms};`;

test.each([600_000, -600_000])(
  'a clock that is set by %i ms ends no run and makes no odd duration',
  async (ms) => {
    const script = join(scene.server.repository.directory, 'step.cjs');
    await writeFile(script, stepping(ms));
    scene.proxy.inject(status(503), ['read'], 2);
    const flags = { repository: scene.proxy.url, file, image: 'acme/web:v2', timeout: '60s' };
    const env = { GITOPS_DEPLOY_TOKEN: token, NODE_OPTIONS: `--require ${script}` };
    const { exit, report } = await runForJson(flags, env);
    expect([exit, report.result]).toEqual([0, 'pushed']);
    expect(report.durationMs).toBeGreaterThanOrEqual(0);
    expect(report.durationMs).toBeLessThan(60_000);
  },
);

test('no push begins after the time is over, though the edit kept the timer from saying so', async () => {
  const script = join(scene.server.repository.directory, 'busy.cjs');
  // What takes long in the edit, as thousands of files do: the process is blocked until the time is over.
  await writeFile(
    script,
    `const { createHash } = require('node:crypto'); const proto = Object.getPrototypeOf(createHash('sha1'));
     const digest = proto.digest; let isDone = false;
     proto.digest = function (...given) {
       if (!isDone && performance.now() > 300) { isDone = true; while (performance.now() < 5000); }
       return digest.apply(this, given);
     };`,
  );
  scene.proxy.inject(
    async (exchange) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await forward(exchange);
    },
    ['read'],
    1,
  );
  const flags = { repository: scene.proxy.url, file, image: 'acme/web:v2', timeout: '3s' };
  const env = { GITOPS_DEPLOY_TOKEN: token, NODE_OPTIONS: `--require ${script}` };
  const { exit, report } = await runForJson(flags, env);
  expect([exit, report.result, report.attempts, scene.proxy.count('push')]).toEqual([6, 'failed', 0, 0]);
});
