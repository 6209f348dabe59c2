// A deploy that is reviewed first and whose rollout fails: its rollback goes the same way, and leaves the request of a newer run alone.
import { digest } from '../../testing/digest.ts';
import {
  byHand,
  filesBefore,
  type RolloutScene,
  startRolloutScene,
  web,
} from '../../testing/rollout-scene.ts';

let scene: RolloutScene;
beforeAll(async () => {
  scene = await startRolloutScene();
});
beforeEach(() => scene.reset());
afterAll(async () => {
  expect(scene.github.faults).toEqual([]);
  await scene.close();
});

test('where the deploy was merged by the run, so is its rollback', async () => {
  const { exit, report } = await scene.failingMerge(async () => undefined);
  expect([exit, report.error?.message, report]).toMatchObject([
    8,
    expect.stringContaining('; it was taken back with the pull request http'),
    { result: 'merged', rollout: { rollback: { result: 'merged', pullRequestNumber: 2 } } },
  ]);
  expect(await scene.server.repository.show(web)).toBe(filesBefore[web]);
  expect((await scene.deploy()).report.error?.code).toBe('held');
});

test.each<[string, object]>([
  ['', {}],
  [', also where somebody has started this one', byHand],
])('the open request of a newer run stays%s', async (_, env) => {
  const image = `acme/web:v3@${digest('3')}`;
  const { report, requests } = await scene.failingMerge(
    ({ proposed }) => scene.deploy({ ...proposed, image, order: 'web 8' }),
    {},
    env,
  );
  expect(report).toMatchObject({ result: 'merged', rollout: { rollback: { result: 'superseded' } } });
  expect(report.error?.message).toMatch(/; nothing is taken back: a newer one is there already, run 8 with/);
  const [, newer] = requests;
  expect([requests.length, newer?.state]).toEqual([2, 'open']);
  expect(await scene.server.repository.show(web, newer?.head ?? '')).toContain(image);
});

test('where people have to approve by then, the rollback is proposed, and the deploy stays until it is merged', async () => {
  const { exit, report, requests } = await scene.failingMerge(
    async ({ requests: host }) => {
      host.blockedBy = 'At least 1 approving review is required by reviewers with write access.';
    },
    { 'pull-request-merge': 'auto' },
  );
  const [, proposed] = requests;
  expect([exit, report.result, report.rollout.rollback, proposed?.state]).toMatchObject([
    ...[8, 'merged', { result: 'proposed', pullRequestNumber: 2 }, 'open'],
  ]);
  expect(report.error).toMatchObject({
    code: 'rollout-failed',
    message: expect.stringMatching(/; its rollback is proposed in the pull request http\S+\/2$/),
    remedy: 'merge it, or close it where the deploy is to stay; then deploy a fix',
  });
  expect(await scene.server.repository.show(web)).toContain('acme/web:v2@');
  expect(await scene.server.repository.show(web, proposed?.head ?? '')).toBe(filesBefore[web]);
});
