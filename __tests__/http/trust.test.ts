// The variables of git, OpenSSL and GitLab that name private authorities: who is trusted, and what is said of bad files.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAuthorities } from '../../src/config/authority-variables.ts';
import { trustWith } from '../../src/http/trust.ts';
import { runForJson } from '../../testing/bundle.ts';
import { type ConnectProxy, startConnectProxy } from '../../testing/connect-proxy.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../../testing/slack-receiver.ts';
import { type Certificates, makeCertificates } from '../../testing/tls.ts';
import { startTlsFront, type TlsFront } from '../../testing/tls-front.ts';

let folder: string;
let certificates: Certificates;
/** Of another authority, which Node is told of. */
let ofNode: Certificates;
let server: GitServer;
let slack: SlackReceiver;
let proxy: ConnectProxy;
let fronts: { readonly slack: TlsFront; readonly proxy: TlsFront };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-trust-'));
  [certificates, ofNode] = await Promise.all([
    makeCertificates(['DNS:git.example.test', 'IP:127.0.0.1']),
    makeCertificates(['IP:127.0.0.1']),
  ]);
  server = await startGitServer({
    files: { 'web.yaml': 'kind: Deployment\nspec: {image: acme/web:v1}\n' },
    token: 'right',
    tls: certificates,
  });
  slack = await startSlackReceiver();
  proxy = await startConnectProxy({ to: server.port });
  fronts = {
    slack: await startTlsFront(ofNode, Number(new URL(slack.url).port)),
    proxy: await startTlsFront(certificates, proxy.port),
  };
});
afterAll(async () => {
  await Promise.all([fronts.slack.close(), fronts.proxy.close()]);
  await Promise.all([server.close(), slack.close(), proxy.close(), certificates.remove(), ofNode.remove()]);
  await rm(folder, { recursive: true, force: true });
});

function deploy(repository: string, tag: string, env: Record<string, string>) {
  return runForJson(
    { repository, file: 'web.yaml', image: `acme/web:${tag}`, token: 'right', timeout: '20s' },
    env,
  );
}

test('git and the proxy are trusted by a file that GitLab names, and chat by one that Node is told of, in one run', async () => {
  const { report, stderr } = await deploy('https://git.example.test/config.git', 'v2', {
    CI_SERVER_TLS_CA_FILE: certificates.authority,
    NODE_EXTRA_CA_CERTS: ofNode.authority,
    HTTPS_PROXY: `https://127.0.0.1:${fronts.proxy.port}`,
    GITOPS_DEPLOY_SLACK_WEBHOOK_URL: `https://127.0.0.1:${fronts.slack.port}/services/T/B/x`,
  });
  expect(report).toMatchObject({ result: 'pushed' });
  expect(proxy.asked[0]).toBe('CONNECT git.example.test:443');
  expect([slack.posts.length, stderr]).toEqual([1, expect.not.stringContaining('Cannot post')]);
});

test.each(['GIT_SSL_CAINFO', 'SSL_CERT_FILE'])(
  '%s that names no file ends the run, and is named',
  async (variable) => {
    const env = { [variable]: join(folder, 'none.pem'), CI_SERVER_TLS_CA_FILE: certificates.authority };
    const { exit, report } = await deploy(`https://127.0.0.1:${server.port}/config.git`, 'v3', env);
    expect([exit, report]).toMatchObject([
      2,
      {
        error: {
          code: 'invalid-input',
          message: `Cannot use the file "${join(folder, 'none.pem')}" of variable "${variable}": there is no file of that name that can be read`,
          remedy: `let "${variable}" name a file of certificates in PEM form, or unset it`,
        },
      },
    ]);
  },
);

const cut = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

test.each([
  ['text', 'hello\n'],
  ['nothing', ''],
  ['a certificate that is cut', cut],
  ['a key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n'],
  ['the beginning of a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n'],
])('a file that holds %s is refused, and its variable named', async (_, text) => {
  const authorities = [{ variable: 'GIT_SSL_CAINFO', path: '/etc/ca.pem', text }];
  await expect(trustWith(authorities)).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/"\/etc\/ca.pem" of variable "GIT_SSL_CAINFO": it holds no certificate/),
  });
});

test('what stands around and beside a certificate in its file does not matter', async () => {
  const pem = await readFile(certificates.authority, 'utf8');
  const text = `# ours\r\n${pem.replaceAll('\n', '\r\n')}\n${cut}`;
  await expect(trustWith([{ variable: 'SSL_CERT_FILE', path: 'x', text }])).resolves.toBeDefined();
});

test('without a file there is nothing to add', async () => {
  await expect(trustWith([])).resolves.toBeUndefined();
});

test('an empty variable counts as none, and every other is read', () => {
  const env = { GIT_SSL_CAINFO: ' ', SSL_CERT_FILE: '/a', CI_SERVER_TLS_CA_FILE: '/b' };
  expect(readAuthorities(env, (path) => (path === '/a' ? 'A' : undefined))).toEqual([
    { variable: 'SSL_CERT_FILE', path: '/a', text: 'A' },
    { variable: 'CI_SERVER_TLS_CA_FILE', path: '/b', text: undefined },
  ]);
});
