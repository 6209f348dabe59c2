// Lines of known_hosts: read as ssh-keygen reads them.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linesFor, parseKnownHosts } from '../../../src/remote/ssh/known-hosts.ts';
import { makeHostKey } from '../../../testing/ssh-keys.ts';

const directory = mkdtempSync(join(tmpdir(), 'gitops-deploy-known-hosts-'));
afterAll(() => rmSync(directory, { recursive: true }));

const [good, other] = [makeHostKey('ed25519'), makeHostKey('ed25519')];

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

  describe.each(servers)('for %s:%i', (host, port) => {
    let found: ReadonlySet<number>;
    beforeAll(() => {
      const text = hosts.map((pattern) => `${pattern} ${good.line}\n`).join('');
      found = new Set([...keygenFinds(text, host, port), ...keygenFinds(text, host, 22)]);
    });

    test.each(hosts)('the line of "%s" counts when ssh-keygen says so', (pattern) => {
      const known = parseKnownHosts(`${pattern} ${good.line}\n`);
      expect(linesFor(known, host, port).length > 0).toBe(found.has(hosts.indexOf(pattern)));
    });
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

/** Which lines, counted from 0, ssh-keygen finds for a server. */
function keygenFinds(text: string, host: string, port: number): number[] {
  const file = join(directory, 'known_hosts');
  writeFileSync(file, text);
  const name = port === 22 ? host : `[${host}]:${port}`;
  const { stdout } = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
  return [...stdout.matchAll(/ found: line (\d+)/g)].map(([, number]) => Number(number) - 1);
}
