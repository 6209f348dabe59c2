import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { DeployError } from '../../../src/errors.ts';
import { parseSshKey } from '../../../src/remote/ssh/ssh-key.ts';
import { type KeyFormat, type KeyType, makeKeyPair } from '../../../testing/ssh-keys.ts';

const kinds: [KeyType, KeyFormat][] = [
  ['ed25519', 'RFC4716'],
  ['ecdsa-256', 'RFC4716'],
  ['ecdsa-384', 'RFC4716'],
  ['ecdsa-521', 'RFC4716'],
  ['rsa-2048', 'RFC4716'],
  ['rsa-3072', 'RFC4716'],
  ['ecdsa-256', 'PEM'],
  ['ecdsa-521', 'PEM'],
  ['rsa-2048', 'PEM'],
  ['ecdsa-384', 'PKCS8'],
  ['rsa-2048', 'PKCS8'],
];

const pair = makeKeyPair('ed25519');
const rsa = makeKeyPair('rsa-2048', { format: 'PEM' });

/** What happens to a key between the browser and the variable. */
const accidents: [string, (key: string) => string][] = [
  ['nothing', (key) => key],
  ['CRLF line ends', (key) => key.replaceAll('\n', '\r\n')],
  ['old Mac line ends', (key) => key.replaceAll('\n', '\r')],
  ['no final newline', (key) => key.trimEnd()],
  ['no final newline and CRLF', (key) => key.trimEnd().replaceAll('\n', '\r\n')],
  ['spaces for newlines', (key) => key.replaceAll('\n', ' ')],
  ['the two characters \\n for newlines', (key) => key.replaceAll('\n', '\\n')],
  ['indentation', (key) => key.replaceAll(/^/gm, '    ')],
  ['blank lines around it', (key) => `\n\n${key}\n\n`],
  ['quotes around it', (key) => `"${key}"`],
  ['base64 around it', (key) => Buffer.from(key).toString('base64')],
  ['base64 in lines around it', (key) => Buffer.from(key).toString('base64').replaceAll(/.{76}/g, '$&\n')],
  ['a byte order mark', (key) => `\u{FEFF}${key}`],
  ['the public key behind it', (key) => `${key}${pair.publicKey}\n`],
];

const body = pair.privateKey.split('\n').slice(1, -2).join('\n');
const refused: [string, string, string][] = [
  ['nothing', '', 'it holds no private key'],
  ['a word', 'hunter2', 'it holds no private key'],
  ['a public key', pair.publicKey, 'it is a public key'],
  ['the name of a file', '/root/.ssh/id_ed25519', 'it is the name of a file that is not here'],
  ['a GPG key', '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVY\n', 'it is a GPG key'],
  ["PuTTY's format", 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none', "PuTTY's own format"],
  ['a key without its last line', pair.privateKey.split('\n').slice(0, -2).join('\n'), 'END is missing'],
  ['a key without its second line', pair.privateKey.split('\n').toSpliced(1, 1).join('\n'), 'damaged'],
  ['a key with a foreign character', pair.privateKey.replace('b3Bl', 'b3\u{2026}'), 'damaged'],
  ['a key of nothing', armor('OPENSSH ', ''), 'damaged'],
  ['an OpenSSH key that is cut', armor('OPENSSH ', body.slice(0, 200)), 'damaged'],
  ['an RSA key that is cut', rsa.privateKey.replace(/\n.{64}\n/, '\n'), 'damaged'],
  ['a DSA key', armor('DSA ', 'AAAA'), 'type DSA'],
  ['an Ed448 key', pkcs8('ed448'), 'type ed448'],
  ['a passphrase', makeKeyPair('ed25519', { passphrase: 'hunter2' }).privateKey, 'has a passphrase'],
  ['a passphrase, PEM', encrypted('PEM'), 'has a passphrase'],
  ['a passphrase, PKCS#8', encrypted('PKCS8'), 'has a passphrase'],
];

test.each(kinds)('reads a key of type %s in format %s', (type, format) => {
  const made = makeKeyPair(type, { format });
  const key = parseSshKey(made.privateKey, 'ssh-key');
  expect(`${key.type} ${key.publicKey.toString('base64')} test`).toBe(made.publicKey);
});

test('reads ed25519 in PKCS#8, as openssl writes it', () => {
  const key = parseSshKey(pkcs8('ed25519'), 'ssh-key');
  expect(key.type).toBe('ssh-ed25519');
  expect(key.publicKey).toHaveLength(51);
});

test('reads RSA from OpenSSH to a private key that signs', () => {
  const { privateKey } = parseSshKey(makeKeyPair('rsa-2048').privateKey, 'ssh-key');
  const data = Buffer.from('data');
  expect(verify('sha256', data, createPublicKey(privateKey), sign('sha256', data, privateKey))).toBe(true);
});

test.each(accidents)('reads a key after this happened to it: %s', (_, accident) => {
  for (const { privateKey, publicKey } of [pair, rsa]) {
    const key = parseSshKey(accident(privateKey), 'ssh-key');
    expect(publicKey).toContain(key.publicKey.toString('base64'));
  }
});

test.each(refused)('refuses %s', (_, text, what) => {
  const error = refusalOf(text);
  expect(error.code).toBe('invalid-input');
  expect(error.message).toMatch(/^Cannot use input "signing-key": /);
  expect(error.message).toContain(what);
  expect(`${error.message}${error.remedy}`).not.toMatch(/hunter2|b3Bl|MII/);
});

test('a key with a byte changed is read or refused, and nothing else', () => {
  for (const { privateKey } of [pair, rsa, makeKeyPair('ecdsa-256')]) {
    const [head = '', ...lines] = privateKey.split('\n');
    const bytes = Buffer.from(lines.slice(0, -2).join(''), 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
        const changed = Buffer.from(bytes)
          .fill(value, at, at + 1)
          .toString('base64');
        try {
          parseSshKey([head, changed, lines.at(-2)].join('\n'), 'ssh-key');
        } catch (error) {
          expect(error).toBeInstanceOf(DeployError);
        }
      }),
      { numRuns: 300 },
    );
  }
});

function refusalOf(text: string): DeployError {
  try {
    parseSshKey(text, 'signing-key');
  } catch (error) {
    if (error instanceof DeployError) return error;
    throw error;
  }
  throw new Error('The key was accepted');
}

function armor(label: string, base64: string): string {
  return `-----BEGIN ${label}PRIVATE KEY-----\n${base64}\n-----END ${label}PRIVATE KEY-----\n`;
}

function encrypted(format: KeyFormat): string {
  return makeKeyPair('rsa-2048', { format, passphrase: 'hunter2' }).privateKey;
}

function pkcs8(type: 'ed25519' | 'ed448'): string {
  const { privateKey } = type === 'ed448' ? generateKeyPairSync('ed448') : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
