import { runBundle } from '../../testing/bundle.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';

const files = { 'web.yaml': 'kind: Deployment\nspec: {image: acme/web:v1}\n' };
let server: GitServer;
let slack: SlackReceiver;

beforeEach(async () => {
  server = await startGitServer({ files });
  slack = await startSlackReceiver();
});

afterEach(async () => {
  await Promise.all([server.close(), slack.close()]);
});

const flags = () => ({ repository: server.url, file: 'web.yaml', image: 'acme/web:v2' });

test('a Slack that cannot be reached is a warning that names the cause', async () => {
  await slack.close();
  const run = await runBundle([], flags(), { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url });
  expect(run.exit).toBe(0);
  expect(run.stderr).toContain(`fetch failed: connect ECONNREFUSED ${new URL(slack.url).host}; the deploy`);
  expect(run.stderr).not.toContain('webhook-secret');
});

const spellings = [(url: string) => url, (url: string) => new URL(url).host];

test.each(spellings)('Slack is told through the proxy', async (spelled) => {
  const proxy = await startConnectProxy({ to: Number(new URL(slack.url).port) });
  try {
    const run = await runBundle([], flags(), {
      GITOPS_DEPLOY_SLACK_WEBHOOK_URL: 'http://hooks.slack.test/services/T/B/webhook-secret',
      GITOPS_DEPLOY_ALLOW_HTTP: 'true',
      HTTP_PROXY: spelled(proxy.url),
    });
    expect([run.exit, run.stderr, slack.posts.length]).toEqual([0, '', 1]);
    expect(proxy.asked[0]).toContain('hooks.slack.test');
  } finally {
    await proxy.close();
  }
});
