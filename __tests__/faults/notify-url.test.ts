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
  busy?.answerNext({ status: 429, body: '{"message":"You are being rate limited.","retry_after":0.2}' });
  resetting?.answerNext('reset');
  redirecting?.answerNext({ status: 308, headers: { location: `${receivers[0]?.url}` } });
  refusing?.answerNext({ status: 400, body: `{"error":"no ${key} here"}` });
  const prefixes = ['prod=', 'prod=discord+', 'pr*=teams+', 'prod=googlechat+', '*=mattermost+', 'other='];
  const lines = addresses().map((address, at) => `${prefixes[at]}${address}`);
  const run = await scene.deploy(
    // Not told while it goes on, however slow the machine is.
    { namespace: 'prod', 'notify-allow-private': true, 'notify-on': 'success' },
    { GITOPS_DEPLOY_NOTIFY_URL: lines.join('\n') },
  );
  expect([run.exit, run.result]).toEqual([0, 'pushed']);
  expect(run.report).toMatchObject({
    notified: [
      { place: 'the receiver of CloudEvents', delivered: true },
      { place: 'Discord', delivered: true },
      { place: 'Microsoft Teams', delivered: false },
      { place: 'Google Chat', delivered: false },
      { place: 'Mattermost', delivered: false },
    ],
  });
  expect(posted()).toEqual([1, 2, 1, 1, 1, 0]);
  const warned = (text: string) => expect(run.stderr).toContain(`Warning: Cannot post to ${text}`);
  warned('Microsoft Teams: the connection was cut (');
  warned('Google Chat: it answers 308, "ok"; a redirect is not followed');
  warned('Mattermost: it answers 400, "{"error":"no *** here"}"; check that the webhook exists');
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
