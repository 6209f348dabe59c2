import { checkNoSlip } from '../../src/config/near-clone-url.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import { refusal } from '../../testing/refusal.ts';

const github = 'https://github.com/acme/config.git';

test.each([
  ['a command', 'git clone https://github.com/acme/config.git', github],
  ['a command with a flag and a folder', `git clone --depth=1 ${github} config`, github],
  ['a command for SSH', 'git clone git@github.com:acme/config.git', 'git@github.com:acme/config.git'],
  ['another command', `git remote add origin ${github}`, github],
  ['a slash in the spelling of SSH', 'git@github.com/acme/config.git', 'git@github.com:acme/config.git'],
  ['a colon in a web address', 'https://github.com:acme/config.git', github],
  ['a letter too few', 'htps://github.com/acme/config.git', github],
  ['a letter too many', 'htttps://github.com/acme/config.git', github],
  ['a slash too few', 'https:/github.com/acme/config.git', github],
  ['a slash too many', 'https:///github.com/acme/config.git', github],
  ['no colon', 'https//github.com/acme/config.git', github],
  ['a port', 'https:/git.acme.dev:8443/acme/config', 'https://git.acme.dev:8443/acme/config'],
  ["git's own protocol", 'git://github.com/acme/config.git', github],
])('%s: the line that was meant is one that works', (_, text, meant) => {
  expect(refusal(() => checkNoSlip(text)).remedy).toBe(`write "${meant}"`);
  expect(checkNoSlip(meant)).toBe(meant);
  expect(parseRemoteUrl(meant)).toBeDefined();
});

test.each(['acme/config@main', 'acme/config#main', 'acme/config:main'])('a branch behind it: %s', (text) => {
  expect(refusal(() => checkNoSlip(text)).remedy).toBe('write "acme/config", with "main" as "branch"');
});

test.each([
  github,
  'http://git.acme.dev/acme/config',
  'https://git.acme.dev:8443/acme/config.git',
  'git@github.com:acme/config.git',
  'git@github.com:main',
  'gitlab:acme/config.git',
  'host/main',
  'ssh://git@github.com/acme/config.git',
  'https://jane@bitbucket.org/acme/config.git',
  'https:/jane:secret@github.com/acme/config.git',
  'git clone https://jane:secret@github.com/acme/config.git',
  'acme/secret@git.acme.dev',
  'acme/config',
])('anything else is left as it is, and so is what may hold a password: %s', (text) => {
  expect(checkNoSlip(text)).toBe(text);
});
