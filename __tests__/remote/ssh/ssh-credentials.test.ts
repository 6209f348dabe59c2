import { linesFor } from '../../../src/remote/ssh/known-hosts.ts';
import { sshCredentials } from '../../../src/remote/ssh/ssh-credentials.ts';
import { makeKeyPair } from '../../../testing/ssh-keys.ts';

const { privateKey, publicKey } = makeKeyPair('ed25519');

test('without host keys of its own the big hosts are known by their published keys', () => {
  const { key, knownHosts } = sshCredentials({ sshKey: privateKey });
  expect(publicKey).toContain(key.publicKey.toString('base64'));
  expect(linesFor(knownHosts, 'github.com', 22)).toHaveLength(3);
});

test('given host keys replace the published ones', () => {
  const { knownHosts } = sshCredentials({ sshKey: privateKey, sshKnownHosts: `git.acme.dev ${publicKey}` });
  expect(linesFor(knownHosts, 'git.acme.dev', 22)).toHaveLength(1);
  expect(linesFor(knownHosts, 'github.com', 22)).toHaveLength(0);
});

test.each([
  [{}, 'the input "ssh-key" is missing'],
  [{ sshKey: publicKey }, 'input "ssh-key": it is a public key'],
  [{ sshKey: privateKey, sshKnownHosts: 'git.acme.dev' }, 'input "ssh-known-hosts": line 1'],
])('what cannot work is named: %#', (inputs, what) => {
  expect(() => sshCredentials(inputs)).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(what) }),
  );
});
