// No certificate goes unchecked, though NODE_TLS_REJECT_UNAUTHORIZED asks for it; no webhook goes in the clear.
import { runBundle } from '../../testing/bundle.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { type Certificates, makeCertificates } from '../../testing/tls.ts';
import { startTlsFront } from '../../testing/tls-front.ts';

/** What careless pipelines set. */
const careless = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
const files = { 'web.yaml': 'kind: Deployment\nspec: {image: acme/web:v1}\n' };
const inputs = { file: 'web.yaml', image: 'acme/web:v2', token: 'right-token', timeout: '10s' };

let certificates: Certificates;
let server: GitServer;
let slack: SlackReceiver;

beforeAll(async () => {
  certificates = await makeCertificates(['DNS:git.example.test', 'IP:127.0.0.1']);
  server = await startGitServer({ files, token: 'right-token' });
  slack = await startSlackReceiver();
});
afterAll(async () => {
  await Promise.all([server.close(), slack.close(), certificates.remove()]);
});

test('a git server is not trusted', async () => {
  const front = await startTlsFront(certificates, server.port);
  try {
    const { exit } = await runBundle(
      [],
      { ...inputs, repository: `https://127.0.0.1:${front.port}/config.git` },
      careless,
    );
    expect([exit, server.requests]).toEqual([4, []]);
  } finally {
    await front.close();
  }
});

test("a proxy's own connection is not trusted, and its password stays here", async () => {
  const proxy = await startConnectProxy({ to: server.port });
  const front = await startTlsFront(certificates, proxy.port);
  try {
    const { exit } = await runBundle(
      [],
      { ...inputs, repository: 'https://git.example.test/config.git' },
      { ...careless, HTTPS_PROXY: `https://ann:hunter2@127.0.0.1:${front.port}` },
    );
    expect([exit, proxy.asked, proxy.authorizations]).toEqual([4, [], []]);
  } finally {
    await front.close();
    await proxy.close();
  }
});

test('a host that posts to chat is not trusted, and its address stays here', async () => {
  const front = await startTlsFront(certificates, Number(new URL(slack.url).port));
  try {
    const { exit, stderr } = await runBundle(
      [],
      { ...inputs, repository: server.url },
      {
        ...careless,
        GITOPS_DEPLOY_SLACK_WEBHOOK_URL: `https://127.0.0.1:${front.port}/services/T/B/webhook-secret`,
      },
    );
    expect([exit, slack.posts]).toEqual([0, []]);
    expect(stderr).toContain('Cannot post to Slack');
  } finally {
    await front.close();
  }
});

test('a webhook over plain HTTP is refused where nobody allows it', async () => {
  const proxy = await startConnectProxy({ to: Number(new URL(slack.url).port) });
  try {
    const { exit, stderr } = await runBundle(
      [],
      { ...inputs, repository: server.url, 'dry-run': true },
      {
        HTTP_PROXY: proxy.url,
        GITOPS_DEPLOY_SLACK_WEBHOOK_URL: 'http://hooks.slack.test/services/T/B/webhook-secret',
      },
    );
    expect([exit, proxy.asked, slack.posts]).toEqual([2, [], []]);
    expect(stderr).toMatch(/GITOPS_DEPLOY_SLACK_WEBHOOK_URL \(value hidden\): .*plain HTTP/);
    expect(stderr).not.toContain('webhook-secret');
  } finally {
    await proxy.close();
  }
});
