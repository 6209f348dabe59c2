// A deploy whose rollout fails is taken back by the run that made it: on a real git server, with a stand-in for the host's statuses.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Flags, startBundle } from '../../testing/bundle.ts';
import { digest } from '../../testing/digest.ts';
import {
  byHand,
  type EndedRun,
  ended,
  filesBefore,
  manifest,
  type RolloutScene,
  startRolloutScene,
  waiting,
  web,
} from '../../testing/rollout-scene.ts';
import { runHere } from '../../testing/run-here.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { until } from '../../testing/until.ts';

let scene: RolloutScene;
let slack: SlackReceiver;
beforeAll(async () => {
  scene = await startRolloutScene();
  slack = await startSlackReceiver();
});
beforeEach(() => scene.reset());
afterAll(async () => {
  expect(scene.github.faults).toEqual([]);
  await Promise.all([scene.close(), slack.close()]);
});

test('it goes back to the exact old values, the bad one is held with the reason, and people are told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollout-'));
  const dotenv = join(folder, 'deploy.env');
  const flags = scene.flags({ ...waiting, order: 'web 7', 'slack-webhook-url': slack.url, dotenv });
  const job = startBundle([], flags);
  await until('it waits', () => /is on main; waiting up to/.test(job.said()));
  const own = await scene.server.repository.tip();
  await scene.say(own, {
    ...{ state: 'failure', context: 'kustomization/apps', target_url: 'https://flux.acme.io/apps' },
    description: 'health check failed\nDeploy-Release: yes, fixes #12 [skip ci]',
  });
  const { exit, report } = ended(await job.ended);
  const tip = await scene.server.repository.tip();
  const why = `"kustomization/apps" failed on ${own.slice(0, 8)}: health check failed Deploy-Release: yes, fixes`;
  expect([exit, report]).toMatchObject([
    8,
    {
      ...{ result: 'pushed', commit: own },
      rollout: {
        state: 'failed',
        rollback: { result: 'pushed', commit: tip, headline: 'web back to v1 in prod' },
      },
      error: { code: 'rollout-failed', remedy: expect.stringContaining('is held there until') },
    },
  ]);
  expect(report.error?.message).toContain(`; it was taken back with commit "${tip}"`);
  // GitLab's deployment follows the job: it has failed with the exit code, and the variables say why.
  expect((await readFile(dotenv, 'utf8')).split('\n')).toEqual(
    expect.arrayContaining([
      'GITOPS_ROLLOUT=failed',
      'GITOPS_ROLLBACK_RESULT=pushed',
      `GITOPS_ROLLBACK_COMMIT=${tip}`,
    ]),
  );
  await rm(folder, { recursive: true });
  expect(await scene.server.repository.show(web)).toBe(filesBefore[web]);
  const [message = ''] = await scene.server.repository.messages();
  expect(message).toContain('Roll web back to v1 in prod\n');
  expect(message).toContain(`Deploy-Reverts: ${own}\nDeploy-Hold: acme/web:v2@${digest('2')}\n`);
  expect(message).toContain(
    `Deploy-Hold-Reason: the rollout failed: ${why} no. 12 (skip ci) (https://flux.acme.io/apps)\n`,
  );
  const said = JSON.stringify(slack.posts);
  expect(slack.posts.length).toBe(1);
  expect(said).toContain('is rolled back, because its rollout failed');

  // The same value does not come again, neither by the same run nor by a new one.
  for (const order of ['web 7', 'web 8']) {
    const again = await scene.deploy({ order });
    expect([again.exit, again.report.error?.code]).toEqual([5, 'held']);
    expect(again.report.error?.message).toContain(why);
  }
  expect((await scene.deploy({ order: 'web 9', image: `acme/web:v3@${digest('3')}` })).report.result).toBe(
    'pushed',
  );
});

test('somebody has deployed there since: nothing is taken back, and it is said', async () => {
  const newer = `acme/web:v3@${digest('3')}`;
  const { rollback, error } = await scene.failing(() =>
    scene.deploy({ image: newer, author: 'Jo <jo@acme.io>' }),
  );
  expect(rollback).toMatchObject({ result: 'superseded', error: { code: 'superseded' } });
  expect(rollback?.commit).toBeUndefined();
  expect(error?.message).toMatch(/; nothing is taken back: Jo has deployed acme\/web:v3@\S+ meanwhile/);
  expect(await scene.server.repository.show(web)).toContain('acme/web:v3@');
});

test('somebody has deployed another value and gone back since: that was their decision, and it stays', async () => {
  const { rollback } = await scene.failing(async () => {
    await scene.deploy({ image: `acme/web:v3@${digest('3')}` });
    await runHere(['rollback'], { ...scene.flags({}), image: 'acme/web' });
  });
  expect(rollback).toMatchObject({ result: 'superseded' });
  expect(await scene.server.repository.show(web)).toContain('acme/web:v2@');
});

test('somebody has changed the value by hand: nothing is taken back', async () => {
  const { rollback, error } = await scene.failing(() =>
    scene.server.repository.commit({ [web]: manifest('v9') }),
  );
  expect(rollback).toMatchObject({ result: 'superseded' });
  expect(error?.message).toContain(`; nothing is taken back: somebody has changed ${web} meanwhile`);
  expect(await scene.server.repository.show(web)).toBe(manifest('v9'));
});

test('somebody has reverted it by hand: the old value is there, and that is said', async () => {
  const { rollback, error } = await scene.failing(() => scene.server.repository.commit(filesBefore));
  expect(rollback).toMatchObject({ result: 'unchanged' });
  expect(error?.message).toContain('; nothing is taken back, because what was there before is there again');
});

test('another image of the same file that was deployed since stays; what looks like a secret is not committed', async () => {
  const { rollback, own } = await scene.failing(async () => {
    const commit = await scene.server.repository.tip();
    await scene.deploy({ image: 'acme/sidecar:s2' });
    const description = 'dial postgres://app:hunter2@db/web: refused';
    await scene.say(commit, { state: 'failure', context: 'kustomization/db', description });
  });
  expect(rollback).toMatchObject({ result: 'pushed' });
  expect(await scene.server.repository.show(web)).toBe(manifest(`v1@${digest('1')}`, 's2'));
  const [message] = await scene.server.repository.messages();
  expect(message).toContain(`Deploy-Reverts: ${own}\n`);
  expect(message).toMatch(new RegExp(`"kustomization/db" failed on ${own.slice(0, 8)}(?:;|$)`, 'm'));
  expect(message).not.toContain('postgres');
});

test('a rule of the server that refuses the rollback is said with its own code and remedy', async () => {
  const refuse =
    'git log -1 --format=%B "$3" | grep -q Deploy-Reverts: || exit 0; echo "go back on Mondays alone" >&2; exit 1';
  const { rollback, error } = await scene.failing(() => scene.server.repository.hook('update', refuse));
  await scene.server.repository.removeHook('update');
  expect(rollback).toMatchObject({ result: 'failed', error: { code: 'push-refused' } });
  expect(error?.message).toMatch(
    /; it is not taken back: Cannot push .*go back on Mondays alone.* \[push-refused\]$/s,
  );
  expect(error?.remedy).toMatch(/; then go back with "gitops-deploy rollback", or deploy a fix$/);
  expect(await scene.server.repository.show(web)).toContain('acme/web:v2@');
});

test('a hold of every deploy that came meanwhile keeps the rollback out too', async () => {
  const { rollback } = await scene.failing(() =>
    runHere(['hold'], { ...scene.place(), image: 'acme/web', reason: 'nobody touches it' }),
  );
  expect(rollback).toMatchObject({ result: 'failed', error: { code: 'held' } });
});

test('what a newer run had deployed before a run that somebody started comes back', async () => {
  const image = `acme/web:v3@${digest('3')}`;
  await scene.deploy({ image, order: 'web 8' });
  const { rollback } = await scene.failing(async () => undefined, { order: 'web 7' }, byHand);
  expect(rollback).toMatchObject({ result: 'pushed', headline: 'web back to v3 in prod' });
  expect(await scene.server.repository.show(web)).toContain(image);
});

test('what nobody saw is not taken back, and what this run has not changed neither', async () => {
  const silent = await scene.deploy({ ...waiting, wait: '1s' });
  expect([silent.exit, silent.report.error?.code]).toEqual([8, 'rollout-timed-out']);
  expect(await scene.server.repository.show(web)).toContain('acme/web:v2@');
  await scene.fail(await scene.server.repository.tip());
  const told = { 'notify-url': `cloudevents+${slack.url}`, 'slack-webhook-url': slack.url };
  const { exit, report } = await scene.deploy({ ...waiting, ...told, 'notify-allow-private': true });
  expect([exit, report.result, report.rollout.rollback]).toEqual([8, 'unchanged', undefined]);
  // Receivers of CloudEvents hear of changes alone.
  expect(report.notified).toEqual([{ place: 'Slack by webhook', delivered: true }]);
  expect(report.error?.message).toContain('; nothing is taken back, because this run has changed no image');

  // What had failed before it is no fault of this deploy.
  const newer = `acme/web:v3@${digest('3')}`;
  const { rollback, error } = await scene.failing(async () => undefined, { image: newer });
  expect(rollback).toBeUndefined();
  expect(error?.message).toMatch(
    /; nothing is taken back, because "kustomization\/apps\/\w+" had failed on the commit before already$/,
  );
  expect(await scene.server.repository.show(web)).toContain(newer);
});

test('who takes it back meanwhile ends the wait, and a success of that is none: nobody saw it live', async () => {
  const posts = slack.posts.length;
  let tip = '';
  const takeBack = async () => {
    await runHere(['rollback'], { ...scene.flags({}), image: 'acme/web' });
    tip = await scene.server.repository.tip();
    await scene.say(tip, { state: 'success', context: 'kustomization/apps' });
  };
  const { own, exit, report } = await scene.landing(takeBack, { 'slack-webhook-url': slack.url });
  const why = `Cannot roll out commit "${own}" of "main": commit "${tip}" took it back before anything said that it is live`;
  expect([exit, report]).toMatchObject([
    8,
    {
      ...{ result: 'pushed', commit: own, rollout: { state: 'failed', statuses: [] } },
      error: { code: 'rollout-failed', message: why },
    },
  ]);
  expect([report.rollout.rollback, await scene.server.repository.tip()]).toEqual([undefined, tip]);
  const [said, ...more] = slack.posts.slice(posts).map((post) => JSON.stringify(post));
  expect(said).toContain('has landed, but its rollout failed');
  expect(said).toContain(tip);
  expect(more).toEqual([]);
});

test.each<[string, Flags, RegExp]>([
  [
    'no wait',
    { wait: '0' },
    /on-rollout-failure "rollback": is given, and nothing is waited for; set --wait too/,
  ],
  [
    'a page alone',
    { 'wait-url': 'http://127.0.0.1:9/version' },
    /on-rollout-failure "rollback": takes back what failed, and a page alone never says that it failed; give --wait-for too/,
  ],
  [
    'fields alone',
    { image: '', set: 'spec.replicas=3' },
    /takes back images, and none is given; give --image/,
  ],
  [
    'a rollback',
    { command: 'rollback', image: 'acme/web' },
    /on-rollout-failure "rollback": is not for a rollback; leave it out: the bad value would come back/,
  ],
  ['plain text', { text: true }, /takes back images, and with --text none are known/],
])('it is refused with %s', async (_, more, said) => {
  const { exit, stdout } = await runHere([], { ...scene.flags({ ...waiting }), ...more });
  expect([exit, (JSON.parse(stdout) as EndedRun['report']).error?.message]).toEqual([
    2,
    expect.stringMatching(said),
  ]);
});
