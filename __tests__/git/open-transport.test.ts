import { gitHost } from '../../src/hosts/git-access.ts';
import { unknownHost } from '../../src/hosts/host.ts';
import { linesFor } from '../../src/remote/ssh/known-hosts.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import { noCredential, openTestRepository } from '../../testing/landing.ts';

test('the big hosts are known by the keys that they publish', () => {
  expect(
    linesFor(
      gitHost(unknownHost, parseRemoteUrl('https://git.example/acme/config'), noCredential).knownHosts,
      'github.com',
      22,
    ),
  ).toHaveLength(3);
});

test('a key that is missing is named', () => {
  expect(() => openTestRepository('git@github.com:acme/config.git')).toThrow(
    expect.objectContaining({
      code: 'invalid-input',
      message: expect.stringContaining('the input "ssh-key" is missing'),
    }),
  );
});
