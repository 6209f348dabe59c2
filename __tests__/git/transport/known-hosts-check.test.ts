// Whether the key that an SSH server shows is one that is known, and what is said where it is not.
import { hostKeyAlgorithms, hostKeyRefusal } from '../../../src/git/transport/known-hosts-check.ts';
import { parseKnownHosts } from '../../../src/remote/ssh/known-hosts.ts';
import { makeHostKey } from '../../../testing/ssh-keys.ts';

const [good, other] = [makeHostKey('ed25519'), makeHostKey('ed25519')];
const [rsa, ecdsa] = [makeHostKey('rsa-2048'), makeHostKey('ecdsa-256')];

test('a key revoked everywhere does not hide the key of a host on another port', () => {
  const known = parseKnownHosts(`@revoked * ${other.line}\ngit.acme.dev ${good.line}\n`);
  expect(hostKeyRefusal(known, 'git.acme.dev', 2222, good.key)).toBeUndefined();
  expect(hostKeyRefusal(known, 'git.acme.dev', 2222, other.key)?.message).toContain('revoked');
});

describe('hostKeyRefusal', () => {
  const refusal = (text: string, key: Buffer, port = 22) =>
    hostKeyRefusal(parseKnownHosts(text), 'git.acme.dev', port, key);

  test('accepts a known key, also one of several', () => {
    expect(refusal(`git.acme.dev ${good.line}`, good.key)).toBeUndefined();
    expect(refusal(`git.acme.dev ${rsa.line}\ngit.acme.dev ${good.line}`, good.key)).toBeUndefined();
  });

  const untrusted = [
    ['a host that no line names', `other.dev ${good.line}`, 'is not known'],
    [
      'a key that is not the known one',
      `git.acme.dev ${other.line}`,
      `the known one is ssh-ed25519 ${other.fingerprint}`,
    ],
    ['a key of another type than the known one', `git.acme.dev ${rsa.line}`, rsa.fingerprint],
    ['a revoked key', `@revoked * ${good.line}\ngit.acme.dev ${good.line}`, 'marked as revoked'],
    [
      'a host known by its certificate authority',
      `@cert-authority *.acme.dev ${other.line}`,
      '@cert-authority',
    ],
    ["the authority's own key", `@cert-authority *.acme.dev ${good.line}`, '@cert-authority'],
    ['anything when nothing is known', '', 'is not known'],
  ] as const;

  test.each(untrusted)('refuses %s, with the fingerprint seen', (_, text, what) => {
    const error = refusal(text, good.key);
    expect(error?.code).toBe('untrusted-server');
    expect(error?.message).toContain(what);
    expect(error?.message).toContain(good.fingerprint);
  });

  test('the line that it tells to add makes the host known', () => {
    for (const port of [22, 2222]) {
      const line = /the line: (.*)$/.exec(refusal('', good.key, port)?.remedy ?? '')?.[1] ?? '';
      expect(refusal(line, good.key, port)).toBeUndefined();
    }
  });
});

describe('hostKeyAlgorithms', () => {
  const algorithms = (text: string) => hostKeyAlgorithms(parseKnownHosts(text), 'git.acme.dev', 22);

  test('the types of the known keys come first, so that the host shows one of these', () => {
    expect(algorithms(`git.acme.dev ${rsa.line}`).slice(0, 2)).toEqual(['rsa-sha2-512', 'rsa-sha2-256']);
    expect(algorithms(`git.acme.dev ${ecdsa.line}`)[0]).toBe('ecdsa-sha2-nistp256');
    expect(algorithms(`@revoked * ${rsa.line}\ngit.acme.dev ${rsa.line}`)[0]).toBe('ssh-ed25519');
  });

  test('every type is offered, and none with SHA-1', () => {
    expect(algorithms('')).toHaveLength(6);
    expect(algorithms(`git.acme.dev ${rsa.line}`).toSorted()).toEqual(algorithms('').toSorted());
    expect(algorithms('')).not.toContain('ssh-rsa');
  });
});
