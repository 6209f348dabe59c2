import { type BundleScene, type Deploying, setBundleScene } from '../../testing/bundle-scene.ts';
import { installGate } from '../../testing/gate.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';
import { until } from '../../testing/until.ts';

let scene: BundleScene;
beforeEach(async () => {
  scene = await setBundleScene();
});
afterEach(() => scene.close());

/** Tells the process to stop, and kills it where a runner would: ten seconds later. */
async function stop(job: Deploying, signal: NodeJS.Signals = 'SIGTERM') {
  job.kill(signal);
  const patience = setTimeout(() => job.kill('SIGKILL'), 10_000);
  return job.ended.finally(() => clearTimeout(patience));
}

describe('a process that is told to stop', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'by %s finishes a push that is answered soon',
    async (signal) => {
      const gate = await installGate(scene.server.repository);
      const job = scene.start();
      await gate.arrived(1);
      const ended = stop(job, signal);
      await gate.open();
      expect(await ended).toMatchObject({ exit: 0, result: 'pushed' });
      expect(await scene.complaints()).toEqual([]);
    },
  );

  test('says unknown within ten seconds when nobody answers, Slack neither', async () => {
    const slack = await startSlackReceiver();
    try {
      slack.answerNext('hang', 'hang');
      const gate = await installGate(scene.server.repository);
      const job = scene.start({}, { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
      const [commit] = await gate.arrived(1);
      const run = await stop(job);
      expect(run).toMatchObject({ exit: 7, result: 'unknown', commit });
      expect(run.stderr).not.toContain('trying again');
      await gate.open();
      await until('the push lands', async () => (await scene.server.repository.log()).length === 2);
      expect(await scene.complaints()).toEqual([]);
    } finally {
      await slack.close();
    }
  });

  test('waits no longer for a Slack that does not answer', async () => {
    const slack = await startSlackReceiver();
    try {
      slack.answerNext('hang', 'hang');
      const job = scene.start({}, { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
      await until('Slack is told', () => slack.posts.length > 0);
      const { exit, result, stderr } = await stop(job);
      expect([exit, result]).toEqual([0, 'pushed']);
      expect(stderr).toContain('the job was stopped before it answered');
    } finally {
      await slack.close();
    }
  });

  test('while it waits for another try begins none', async () => {
    await scene.server.repository.hook('pre-receive', 'echo "Internal API unreachable" >&2; exit 1');
    const job = scene.start();
    await until('it waits for another try', () => job.said().includes('trying again in'));
    const { exit, report } = await stop(job);
    expect([exit, report?.error?.code]).toEqual([6, 'out-of-time']);
    expect(report?.error?.message).toContain('the job was stopped');
    expect(await scene.complaints()).toEqual([]);
  });
});

test('the same run again after SIGKILL finds what landed after the first one was gone', async () => {
  const gate = await installGate(scene.server.repository);
  const job = scene.start();
  await gate.arrived(1);
  job.kill('SIGKILL');
  expect(await job.ended).toMatchObject({ exit: null, result: 'killed' });
  const again = scene.start();
  await gate.arrived(2);
  await gate.open();
  // Both pushes wait in the hook: whichever comes first lands, and the run that is left knows.
  expect(['pushed', 'unchanged']).toContain((await again.ended).result);
  expect(await scene.server.repository.log()).toHaveLength(2);
  expect(await scene.complaints()).toEqual([]);
});

test('a job that is run again when the value is there already changes nothing', async () => {
  expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'pushed' });
  expect(await scene.deploy()).toMatchObject({ exit: 0, result: 'unchanged' });
  expect(await scene.server.repository.log()).toHaveLength(2);
  expect(await scene.complaints()).toEqual([]);
});

test('two runs on one tip, in one second, by one author, with one change are two commits', async () => {
  const gate = await installGate(scene.server.repository);
  const jobs = [scene.start(), scene.start()];
  const commits = await gate.arrived(2);
  await gate.open();
  const runs = await Promise.all(jobs.map(({ ended }) => ended));
  expect(new Set(commits).size).toBe(2);
  expect(runs.map(({ exit, result }) => `${exit} ${result}`).sort()).toEqual(['0 pushed', '0 unchanged']);
  expect(await scene.complaints()).toEqual([]);
});
