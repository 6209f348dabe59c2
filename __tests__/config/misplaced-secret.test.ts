import { generateKeyPairSync } from 'node:crypto';
import { readConfig } from '../../src/config/config.ts';
import { readGiven } from '../../src/config/given.ts';
import type { InputName } from '../../src/config/inputs.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const least = { repository: 'https://git.example.com/c.git', file: 'a.yaml', image: 'acme/web:v2' };
const { privateKey, publicKey } = makeKeyPair('ed25519');
const { privateKey: pkcs8 } = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const rsa = makeKeyPair('rsa-2048', { format: 'PEM' }).privateKey;
const encrypted = makeKeyPair('rsa-2048', { format: 'PKCS8', passphrase: 'hunter2' }).privateKey;
const pgp = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVYBGcs\n=AAAA\n-----END PGP PRIVATE KEY BLOCK-----';
const body = (pem: string): string => pem.split('\n').slice(1, -2).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const letters = 'abcdefghij0123456789ABCDEFGHIJ012345';

type Inputs = Partial<Record<InputName, string>>;

/** What is said of bad inputs; undefined where they are good. */
function problems(inputs: Inputs): string | undefined {
  const flags = new Map(Object.entries({ ...least, ...inputs })) as Map<InputName, string>;
  const reading = readConfig(readGiven([], flags, {}, () => undefined));
  return reading.is === 'bad' ? `${reading.error.code} ${reading.error.message}` : undefined;
}

const asToken: readonly (readonly [string, string, string])[] = [
  ['a private key of OpenSSH', privateKey, 'give it as "ssh-key"'],
  ['a private key of RSA', rsa, 'give it as "ssh-key"'],
  ['a private key in PKCS#8', pkcs8, 'give it as "ssh-key"'],
  ['a private key with a passphrase', encrypted, 'give it as "ssh-key"'],
  ['a private key on one line', privateKey.replaceAll('\n', '\\n'), 'give it as "ssh-key"'],
  ['a private key with spaces for line ends', rsa.replaceAll('\n', ' '), 'give it as "ssh-key"'],
  ['a private key in base64', base64(privateKey), 'give it as "ssh-key"'],
  ['a private key of OpenSSH without first and last line', body(privateKey), 'give it as "ssh-key"'],
  ['a private key of RSA without first and last line', body(rsa), 'give it as "ssh-key"'],
  ['a private key in PKCS#8 without first and last line', body(pkcs8), 'give it as "ssh-key"'],
  ["a private key in PuTTY's format", 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none', '"ssh-key"'],
  ['a private key inside of JSON', JSON.stringify({ private_key: pkcs8 }), 'give it as "ssh-key"'],
  ['a GPG key', pgp, 'it is a GPG key'],
  ['a GPG key in base64', base64(pgp), 'it is a GPG key'],
  ['a GPG key on one line', pgp.replaceAll('\n', '\\n'), 'it is a GPG key'],
  ['a public key', publicKey, 'its private half as "ssh-key"'],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----', 'NODE_EXTRA_CA_CERTS'],
  ['a token of Slack', 'xoxb-123-456-abc', 'give it as "slack-token"'],
  ['a webhook of Slack', 'https://hooks.slack.com/services/T0/B0/x', 'give it as "slack-webhook-url"'],
  ['a key of age', 'AGE-SECRET-KEY-1QQQQ', 'take it out'],
  ['a token of npm', `npm_${letters}`, 'take it out'],
  ['a token of Vault', `hvs.${letters}`, 'take it out'],
  ['several tokens', 'ghp_1\nghp_2', 'on one line'],
  ['a token behind "Bearer"', 'Bearer ghs_1', 'give only the token'],
  ['a whole header', 'Authorization: token ghs_1', 'give only the token'],
  ['an answer in JSON', '{"token": "ghs_1"}', 'out of that object'],
  ['a token in quotes', '"ghp_hunter2"', 'take them away'],
  ['a line of a file of variables', 'GIT_TOKEN=ghp_hunter2', 'behind the "="'],
  ['a masked token', '***********', 'give the token itself'],
  ['an example', '<YOUR_GITHUB_TOKEN>', 'give the token itself'],
  ['nothing, as a script prints it', 'undefined', 'give the token itself'],
  ['a clone URL', 'https://git.example.com/c.git', 'the address as "repository"'],
  ['the path of a file of GitLab', '/builds/acme/web.tmp/GITOPS_DEPLOY_TOKEN', 'of type Variable'],
  ['the path of a mounted secret', '/run/secrets/git', 'what is in the file'],
];

test.each(asToken)('%s as the token is refused, with where it belongs', (_, token, remedy) => {
  const message = problems({ token });
  expect(message).toMatch(/^invalid-input .*token \(value hidden\): /);
  expect(message).toContain(remedy);
  expect(message).not.toContain(token.slice(-12));
});

test.each([
  ['a token of GitHub', 'ghs_S3cretToken/with+signs'],
  ['a token of GitLab', `glpat-${letters}`],
  ['a token of Bitbucket Data Center', 'MDM0/x+y='],
  ['a password', '/p@ss $word/{"x"}'],
  ['a password that begins with a slash', '/aB3/xyz9'],
  ['a token of Entra, which is a JWT', 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl'],
  ['a token in hexadecimal', '0123456789abcdef0123456789abcdef01234567'],
])('%s is a token', (_, token) => {
  expect(problems({ token })).toBeUndefined();
});

test.each<[string, Inputs, string]>([
  ['a private key as user name', { username: privateKey }, 'username (value hidden): it is a private key'],
  ['a token as key', { 'ssh-key': 'ghp_x' }, 'ssh-key (value hidden): it is a token of a git host'],
  ['a token as signing key', { 'signing-key': 'glpat-x' }, 'give it as "token"'],
  ['a GPG key as signing key', { 'signing-key': pgp }, 'signing-key (value hidden): it is a GPG key'],
  ['a GPG key as key for SSH', { 'ssh-key': pgp }, 'ssh-key (value hidden): it is a GPG key'],
  [
    'a webhook as repository',
    { repository: 'https://hooks.slack.com/services/T/B/x' },
    '"slack-webhook-url"',
  ],
])('%s is refused, with where it belongs', (_, inputs, part) => {
  expect(problems(inputs)).toContain(part);
});

test.each(['glass-ui/config', 'hvs.example.com:acme/config.git', 'ATBB/config'])(
  '%s, which begins almost as a token does, is a repository',
  (repository) => {
    expect(problems({ repository }) ?? '').not.toContain('it is a token');
  },
);

const bot = { 'slack-channel': 'C0123456789' };
test.each<[string, Inputs, string]>([
  ['a token of GitHub', { ...bot, 'slack-token': 'ghp_x' }, 'give it as "token"'],
  ['a private key', { ...bot, 'slack-token': privateKey }, 'give it as "ssh-key"'],
  ['a webhook', { ...bot, 'slack-token': 'https://hooks.slack.com/services/T/B/x' }, '"slack-webhook-url"'],
  ['a token for sockets', { ...bot, 'slack-token': 'xapp-1-A' }, 'begins with "xoxb-"'],
  ['a word', { ...bot, 'slack-token': 'hunter2' }, 'is not a token of Slack'],
  ['a token of Slack as the webhook', { 'slack-webhook-url': 'xoxb-1-2' }, 'give it as "slack-token"'],
  [
    'a token as the channel',
    { 'slack-token': 'xoxb-1', 'slack-channel': `ghp_${letters}` },
    'send it to Slack',
  ],
  [
    'the token as the channel',
    { token: 'S3cretToken', 'slack-token': 'xoxb-1', 'slack-channel': 'S3cretToken' },
    'send it to Slack',
  ],
  [
    'the token in the link',
    { token: 'S3cretToken', 'dashboard-url': 'https://d/?t=S3cretToken' },
    'send it to Slack',
  ],
])('of Slack, %s is refused, and nobody is told with it', (_, inputs, part) => {
  const flags = new Map(Object.entries({ ...least, ...inputs })) as Map<InputName, string>;
  const reading = readConfig(readGiven([], flags, {}, () => undefined));
  expect(reading).toMatchObject({ is: 'bad', error: { message: expect.stringContaining(part) } });
  if ('slack-token' in inputs) expect(reading).toMatchObject({ tell: undefined });
});

test('a bad token of Slack is one problem, not two', () => {
  expect(problems({ ...bot, 'slack-token': 'hunter2' })).not.toContain('problems');
});
