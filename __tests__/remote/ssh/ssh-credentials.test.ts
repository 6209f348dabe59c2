import { linesFor, parseKnownHosts } from '../../../src/remote/ssh/known-hosts.ts';
import { sshCredentials } from '../../../src/remote/ssh/ssh-credentials.ts';
import { parseSshKey } from '../../../src/remote/ssh/ssh-key.ts';
import { makeKeyPair } from '../../../testing/ssh-keys.ts';

const { privateKey, publicKey } = makeKeyPair('ed25519');
const sshKey = parseSshKey(privateKey, 'ssh-key');

test('without host keys of its own the big hosts are known by their published keys', () => {
  const { key, knownHosts } = sshCredentials({ sshKey, knownHosts: undefined });
  expect(publicKey).toContain(key.publicKey.toString('base64'));
  expect(linesFor(knownHosts, 'github.com', 22)).toHaveLength(3);
});

test('given host keys replace the published ones', () => {
  const { knownHosts } = sshCredentials({ sshKey, knownHosts: parseKnownHosts(`git.acme.dev ${publicKey}`) });
  expect(linesFor(knownHosts, 'git.acme.dev', 22)).toHaveLength(1);
  expect(linesFor(knownHosts, 'github.com', 22)).toHaveLength(0);
});

test('a key that is missing is named', () => {
  expect(() => sshCredentials({ sshKey: undefined, knownHosts: undefined })).toThrow(
    expect.objectContaining({
      code: 'invalid-input',
      message: expect.stringContaining('the input "ssh-key" is missing'),
    }),
  );
});
