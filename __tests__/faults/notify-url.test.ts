// Receivers by address, through the bundle: each is told on its own, and none of them leads to where it should not.
import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const key = 'k3y-of-the-address';
let scene: BundleScene;
let receivers: readonly SlackReceiver[];
beforeEach(async () => {
  scene = await setBundleScene({}, [key]);
  receivers = await Promise.all(Array.from({ length: 6 }, () => startSlackReceiver()));
});
afterEach(() => Promise.all([scene.close(), ...receivers.map((receiver) => receiver.close())]));

const addresses = (): string[] => receivers.map(({ port }) => `http://127.0.0.1:${port}/sink?key=${key}`);
const posted = () => receivers.map(({ posts }) => posts.length);

test('receivers that redirect, refuse, reset or are busy are warnings, and keep nobody else from being told', async () => {
  const [, busy, resetting, redirecting, refusing] = receivers;
  busy?.answerNext({ status: 429, headers: { 'retry-after': '1' } });
  resetting?.answerNext('reset');
  redirecting?.answerNext({ status: 308, headers: { location: `${receivers[0]?.url}` } });
  refusing?.answerNext({ status: 400, body: `{"error":"no ${key} here"}` });
  const lines = addresses().map((address, at) => (at === 5 ? `other=${address}` : `prod=${address}`));
  const run = await scene.deploy(
    { namespace: 'prod', 'notify-allow-private': true },
    { GITOPS_DEPLOY_NOTIFY_URL: lines.join('\n') },
  );
  expect([run.exit, run.result]).toEqual([0, 'pushed']);
  expect(posted()).toEqual([1, 2, 2, 1, 1, 0]);
  const place = (at: number) => `the receiver of CloudEvents ${at} of 5`;
  const notified = [true, true, true, false, false];
  expect(run.report).toMatchObject({
    notified: notified.map((delivered, at) => ({ place: place(at + 1), delivered })),
  });
  expect(run.stderr).toContain(
    `Warning: Cannot post to ${place(4)}: it answers 308, "ok"; a redirect is not`,
  );
  expect(run.stderr).toContain(`Warning: Cannot post to ${place(5)}: it answers 400, "{"error":"no`);
  expect(await scene.complaints()).toEqual([]);
});

test('a name that leads to this machine is refused, and the deploy is not affected', async () => {
  const env = { GITOPS_DEPLOY_NOTIFY_URL: addresses()[0]?.replace('127.0.0.1', 'localhost') ?? '' };
  const run = await scene.deploy({}, env);
  expect([run.exit, posted()[0]]).toEqual([0, 0]);
  expect(run.stderr).toMatch(
    /its name leads to \S+ \(this machine\); write an address of the internet, or set/,
  );
  expect(run.report).toMatchObject({ notified: [{ delivered: false }] });
  expect(await scene.complaints()).toEqual([]);
});
