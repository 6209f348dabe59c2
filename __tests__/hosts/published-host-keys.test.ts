// The SSH host keys that come with the tool are those that the hosts publish.
import { execFileSync } from 'node:child_process';
import { fingerprint } from '../../src/git/transport/known-hosts-check.ts';
import { publishedHostKeys } from '../../src/hosts/find-host.ts';
import { linesFor, parseKnownHosts } from '../../src/remote/ssh/known-hosts.ts';

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
    const listing = execFileSync('ssh-keygen', ['-lf', '-'], { input: publishedHostKeys, encoding: 'utf8' });
    const ours = parseKnownHosts(publishedHostKeys).map(({ key }) => fingerprint(key));
    expect(
      listing
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[1]),
    ).toEqual(ours);
    expect(ours).toHaveLength(13);
  });
});
