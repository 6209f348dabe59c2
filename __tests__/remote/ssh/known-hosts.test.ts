import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  fingerprint,
  hostKeyAlgorithms,
  hostKeyRefusal,
} from '../../../src/git/transport/known-hosts-check.ts';
import { publishedHostKeys } from '../../../src/hosts/find-host.ts';
import { linesFor, parseKnownHosts } from '../../../src/remote/ssh/known-hosts.ts';
import { makeKeyPair } from '../../../testing/ssh-keys.ts';

const directory = mkdtempSync(join(tmpdir(), 'gitops-deploy-known-hosts-'));
afterAll(() => rmSync(directory, { recursive: true }));

const [good, other, rsa, ecdsa] = (['ed25519', 'ed25519', 'rsa-2048', 'ecdsa-256'] as const).map((type) => {
  const { publicKey, fingerprint } = makeKeyPair(type);
  const line = publicKey.replace(/ test$/, '');
  return { line, fingerprint, key: Buffer.from(line.split(' ')[1] ?? '', 'base64') };
}) as [Key, Key, Key, Key];
interface Key {
  readonly line: string;
  readonly fingerprint: string;
  readonly key: Buffer;
}

describe('the published keys', () => {
  const published = [
    ['github.com', 22, 'ssh-ed25519', '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU'],
    ['ssh.github.com', 443, 'ssh-ed25519', '+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU'],
    ['gitlab.com', 22, 'ssh-ed25519', 'eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8'],
    ['bitbucket.org', 22, 'ssh-ed25519', 'ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM'],
    ['codeberg.org', 22, 'ssh-ed25519', 'mIlxA9k46MmM6qdJOdMnAQpzGxF4WIVVL+fj+wZbw0g'],
    ['ssh.dev.azure.com', 22, 'ssh-rsa', 'ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og'],
    ['vs-ssh.visualstudio.com', 22, 'ssh-rsa', 'ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og'],
  ] as const;

  test.each(published)(
    '%s:%i has the %s key with the fingerprint that the host publishes',
    (host, port, type, hash) => {
      const line = linesFor(parseKnownHosts(publishedHostKeys), host, port).find(
        (known) => known.type === type,
      );
      expect(line && fingerprint(line.key)).toBe(`SHA256:${hash}`);
    },
  );

  test('ssh-keygen reads every one of them as a whole key', () => {
    const file = join(directory, 'published');
    writeFileSync(file, publishedHostKeys);
    const listing = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).trim().split('\n');
    const ours = parseKnownHosts(publishedHostKeys).map(({ key }) => fingerprint(key));
    expect(listing.map((line) => line.split(' ')[1])).toEqual(ours);
    expect(ours).toHaveLength(13);
  });
});

describe('linesFor', () => {
  const hosts = [
    'git.acme.dev',
    'GIT.Acme.dev',
    'a.dev,git.acme.dev,b.dev',
    '*.acme.dev',
    'git.acme.de?',
    'gitXacme.dev',
    '*.acme.dev,!git.acme.dev',
    '!git.acme.dev,*.acme.dev',
    '!git.acme.dev',
    '*',
    '[git.acme.dev]:2222',
    '[*.acme.dev]:2222',
    '[git.acme.dev]:22',
    'acme.dev',
  ];
  const servers = [
    ['git.acme.dev', 22],
    ['git.acme.dev', 2222],
    ['other.acme.dev', 22],
  ] as const;

  const cases = hosts.flatMap((pattern) => servers.map(([host, port]) => [pattern, host, port] as const));

  test.each(cases)('the line of "%s" speaks of %s:%i when ssh-keygen says so', (pattern, host, port) => {
    const text = `${pattern} ${good.line}\n`;
    const expected = keygenFinds(text, host, port) || (port !== 22 && keygenFinds(text, host, 22));
    expect(linesFor(parseKnownHosts(text), host, port).length > 0).toBe(expected);
  });

  test.each(servers)('a hashed line is found for %s:%i', (host, port) => {
    const name = port === 22 ? host : `[${host}]:${port}`;
    const file = join(directory, 'hashed');
    writeFileSync(file, `${name} ${good.line}\nunrelated.dev ${other.line}\n`);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' });
    const text = execFileSync('cat', [file], { encoding: 'utf8' });
    expect(text).toMatch(/^\|1\|/);
    expect(linesFor(parseKnownHosts(text), host, port).map(({ key }) => key)).toEqual([good.key]);
  });

  test('a line for the port counts more than one for the host alone', () => {
    const known = parseKnownHosts(`git.acme.dev ${other.line}\n[git.acme.dev]:2222 ${good.line}\n`);
    expect(linesFor(known, 'git.acme.dev', 2222).map(({ key }) => key)).toEqual([good.key]);
  });
});

test('a key revoked everywhere does not hide the key of a host on another port', () => {
  const known = parseKnownHosts(`@revoked * ${other.line}\ngit.acme.dev ${good.line}\n`);
  expect(hostKeyRefusal(known, 'git.acme.dev', 2222, good.key)).toBeUndefined();
  expect(hostKeyRefusal(known, 'git.acme.dev', 2222, other.key)?.message).toContain('revoked');
});

describe('parseKnownHosts', () => {
  test('leaves out comments and empty lines, and takes CRLF and a comment behind the key', () => {
    const known = parseKnownHosts(
      `# git.acme.dev:22 SSH-2.0-OpenSSH_9.2\r\n\r\n  a.dev ${good.line} me@home\r\n`,
    );
    expect(known).toEqual([{ marker: undefined, hosts: ['a.dev'], type: 'ssh-ed25519', key: good.key }]);
  });

  test('keeps key types that it does not know', () => {
    const key = Buffer.from('\0\0\0\x0fssh-unheard-of1').toString('base64');
    expect(parseKnownHosts(`a.dev ssh-unheard-of1 ${key}`)).toHaveLength(1);
  });

  const broken = [
    ['a line without a host', good.line],
    ['a line without a key', 'a.dev ssh-ed25519'],
    ['a key that is cut at its start', `a.dev ssh-ed25519 ${good.line.slice(20)}`],
    ['a type that is not the one in the key', `a.dev ssh-rsa ${good.line.split(' ')[1]}`],
    ['an unknown marker', `@trusted a.dev ${good.line}`],
    ['a fingerprint', `a.dev ${good.fingerprint}`],
  ] as const;

  test.each(broken)('refuses %s, with the number of the line', (_, line) => {
    expect(() => parseKnownHosts(`# comment\n${line}\n`)).toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining('line 2') }),
    );
  });
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

function keygenFinds(text: string, host: string, port: number): boolean {
  const file = join(directory, 'known_hosts');
  writeFileSync(file, text);
  return spawnSync('ssh-keygen', ['-F', port === 22 ? host : `[${host}]:${port}`, '-f', file]).status === 0;
}
