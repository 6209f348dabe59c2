import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { runForJson } from '../../testing/bundle.ts';
import { needsProcess, runHereForJson } from '../../testing/run-here.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';
import {
  type CommandAnswer,
  listen,
  startSshTalker,
  startTalker,
  type Talker,
} from '../../testing/talkers.ts';
import { type Certificates, makeCertificates } from '../../testing/tls.ts';

const inputs = { file: 'web.yaml', image: 'acme/web:v2', timeout: '60s' };
const key = makeKeyPair('ed25519').privateKey;

let server: Certificates;
let client: Certificates;
let talker: Talker | undefined;
beforeAll(async () => {
  const names = ['IP:127.0.0.1', 'DNS:git.example.test'];
  [server, client] = await Promise.all([
    makeCertificates(names),
    makeCertificates(names, ['extendedKeyUsage=clientAuth']),
  ]);
});
afterEach(() => talker?.close());
afterAll(() => Promise.all([server.remove(), client.remove()]));

/** A run asks for capabilities, references and the right to push side by side, once each. */
const askedOnce = 4;

async function expectEnd(
  given: Talker,
  flags: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  code: string,
  says: RegExp,
): Promise<void> {
  talker = given;
  const run = needsProcess(env) ? runForJson : runHereForJson;
  const { report } = await run({ ...inputs, ...flags }, env);
  const error = report.error as Record<string, string>;
  expect([error.code, `${error.message}; ${error.remedy}`]).toEqual([code, expect.stringMatching(says)]);
  expect(given.connections()).toBeLessThanOrEqual(askedOnce);
}

const tlsServer = (options: TlsOptions) =>
  listen(createTlsServer(options, (socket) => socket.on('error', () => undefined)));

const tls: readonly [string, () => Promise<Talker>, () => string, RegExp][] = [
  [
    'shows a certificate for clients',
    () => tlsServer({ key: client.key, cert: client.cert }),
    () => client.authority,
    /certificate is for another purpose.*made for servers/,
  ],
  [
    'shows a certificate of a private authority',
    () => tlsServer({ key: server.key, cert: server.cert }),
    () => client.authority,
    /unknown issuer.*NODE_EXTRA_CA_CERTS/,
  ],
  [
    'knows TLS 1.1 alone',
    () =>
      tlsServer({
        ...{ key: server.key, cert: server.cert, ciphers: 'DEFAULT@SECLEVEL=0' },
        ...{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1' },
      }),
    () => server.authority,
    /versions of TLS that are not safe.*TLS 1\.2/,
  ],
  [
    'wants a certificate of the client',
    () =>
      tlsServer({
        ...{ key: server.key, cert: server.cert, requestCert: true, rejectUnauthorized: true },
        ...{ maxVersion: 'TLSv1.2' },
      }),
    () => server.authority,
    /wants a certificate of the client|no cipher in common/,
  ],
  ['speaks HTTP', () => listen(createHttpServer()), () => server.authority, /does not speak TLS.*scheme/],
];

test.each(tls)('a port of HTTPS that %s ends the run at once', async (_, start, authority, says) => {
  const given = await start();
  const repository = `https://127.0.0.1:${given.port}/config.git`;
  await expectEnd(given, { repository }, { NODE_EXTRA_CA_CERTS: authority() }, 'untrusted-server', says);
});

test.each([
  ['speaks TLS', Buffer.from('15030300020246', 'hex'), /it speaks TLS.*"https:\/\/"/],
  ['speaks SSH', 'SSH-2.0-OpenSSH_9.2\r\n', /not HTTP.*scheme and port/],
  ['has a header that is none', 'HTTP/1.1 200 OK\r\nNo colon\r\n\r\n', /not HTTP/],
  ['has two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', /not HTTP/],
])('a port of HTTP whose answer %s ends the run at once', async (_, bytes, says) => {
  const given = await startTalker(bytes);
  const repository = `http://127.0.0.1:${given.port}/config.git`;
  await expectEnd(given, { repository }, {}, 'not-a-git-server', says);
});

test.each(['https', 'http'])('a proxy whose certificate is not known is named, for %s', async (scheme) => {
  const given = await tlsServer({ key: server.key, cert: server.cert });
  const variable = scheme === 'https' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const repository = `${scheme}://git.example.test/config.git`;
  const env = { [variable]: `https://127.0.0.1:${given.port}` };
  const says = new RegExp(`"proxy 127\\.0\\.0\\.1:${given.port}": its certificate has an unknown issuer`);
  await expectEnd(given, { repository }, env, 'untrusted-server', says);
});

test('a port of SSH that speaks HTTP ends the run at once', async () => {
  const given = await listen(createHttpServer());
  const repository = `ssh://git@127.0.0.1:${given.port}/config.git`;
  const known = `[127.0.0.1]:${given.port} ${makeKeyPair('ed25519').publicKey}\n`;
  const flags = { repository, 'ssh-key': key, 'ssh-known-hosts': known };
  await expectEnd(given, flags, {}, 'not-a-git-server', /not SSH, it speaks HTTP.*port/);
});

const commands: readonly [string, CommandAnswer, RegExp][] = [
  ['runs no commands', 'refused', /runs no commands.*git-upload-pack/],
  [
    'has a shell for people alone',
    { says: 'Welcome to the router\r\n> ', exit: 0 },
    /Welcome.*not git's protocol/,
  ],
  ['finds no git', { says: '', exit: 127 }, /exit code 127.*install git/],
];

test.each(commands)('an SSH server that %s ends the run at once', async (_, answer, says) => {
  const given = await startSshTalker(answer);
  const repository = `ssh://git@127.0.0.1:${given.port}/config.git`;
  const flags = { repository, 'ssh-key': key, 'ssh-known-hosts': given.knownHosts };
  await expectEnd(given, flags, {}, 'not-a-git-server', says);
});
