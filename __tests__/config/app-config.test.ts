import { generateKeyPairSync } from 'node:crypto';
import { readConfig } from '../../src/config/config.ts';
import { readGiven } from '../../src/config/given.ts';
import type { InputName } from '../../src/config/inputs.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const least = { repository: 'https://github.com/acme/c.git', file: 'a.yaml', image: 'acme/web:v2' };
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const encrypted = privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' })
  .toString();

function read(inputs: Partial<Record<InputName, string>>) {
  const flags = new Map(Object.entries({ ...least, ...inputs })) as Map<InputName, string>;
  return readConfig(readGiven([], flags, {}, () => undefined));
}

test.each([
  ['as GitHub makes it', pkcs1],
  ['in PKCS#8', pkcs8],
  ['with \\n for line ends', pkcs1.replaceAll('\n', '\\n')],
  ['with spaces for line ends', pkcs1.replaceAll('\n', ' ')],
  ['with line ends of Windows', pkcs8.replaceAll('\n', '\r\n')],
  ['in base64', Buffer.from(pkcs1).toString('base64')],
  ['in quotes', `"${pkcs8}"`],
])('the key of an App is read %s', (_, key) => {
  const reading = read({ 'app-id': '123', 'app-private-key': key, 'app-installation-id': '7' });
  const app = reading.is === 'good' ? reading.config.app : reading.error.message;
  expect(app).toEqual({ id: '123', privateKey: pkcs8, installationId: 7 });
});

const good = { 'app-id': 'Iv23liAbCdEfGhIjKlMn', 'app-private-key': pkcs1 };

test.each<[string, Partial<Record<InputName, string>>, string]>([
  ['a token beside it', { ...good, token: 'ghp_1' }, 'token (value hidden): is given beside "app-id"'],
  ['no key', { 'app-id': '123' }, 'app-private-key: is missing'],
  ['no id', { 'app-private-key': pkcs1 }, 'app-id: is missing'],
  ['an installation alone', { 'app-installation-id': '7' }, 'app-id: is missing'],
  ['the name of the App', { ...good, 'app-id': 'acme-deploys' }, '"App ID"'],
  ['a page for the installation', { ...good, 'app-installation-id': 'acme' }, 'Configure'],
  ['SSH', { ...good, repository: 'git@github.com:acme/c.git' }, 'write "https://github.com/acme/c'],
  ['a key for SSH', { ...good, 'app-private-key': makeKeyPair('ed25519').privateKey }, 'it is a key for SSH'],
  ['a passphrase', { ...good, 'app-private-key': encrypted }, 'openssl pkey'],
  ['a cut key', { ...good, 'app-private-key': pkcs1.slice(0, 400) }, 'its line END is missing'],
  ['a token for a key', { ...good, 'app-private-key': 'ghs_1234567890123456' }, 'give it as "token"'],
])('%s is refused', (_, inputs, words) => {
  const reading = read({ 'ssh-key': '', ...inputs });
  const said = reading.is === 'bad' ? reading.error.message : 'good';
  expect(said).toContain(words);
  expect(said).not.toContain('MII');
});

test('the address of the page of an installation serves as its id', () => {
  const page = 'https://github.com/organizations/acme/settings/installations/4711';
  const reading = read({ ...good, 'app-installation-id': page });
  expect(reading.is === 'good' && reading.config.app?.installationId).toBe(4711);
});
