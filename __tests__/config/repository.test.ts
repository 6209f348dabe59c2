import type { Environment } from '../../src/config/environment.ts';
import { checkReach, cloneUrl } from '../../src/config/repository.ts';
import { refusal } from '../../testing/refusal.ts';

const author = { name: 'a', email: 'b' };
const nowhere: Environment = { ci: 'none', author };
const github: Environment = { ci: 'github', serverUrl: 'https://github.com', author };
const gitlab: Environment = { ci: 'gitlab', serverUrl: 'https://gitlab.acme.io', author };
const below: Environment = { ci: 'gitlab', serverUrl: 'https://acme.io:8443/gitlab', author };

test.each<[string, Environment, string]>([
  ['acme/config', github, 'https://github.com/acme/config.git'],
  ['acme/config.git', github, 'https://github.com/acme/config.git'],
  ['acme/config/', github, 'https://github.com/acme/config.git'],
  ['acme/config.git/', github, 'https://github.com/acme/config.git'],
  ['github.com/acme/config', github, 'https://github.com/acme/config.git'],
  ['GitHub.com/acme/config.git', github, 'https://github.com/acme/config.git'],
  ['gitlab.com/acme/group/config', github, 'https://gitlab.com/acme/group/config.git'],
  ['github.com/acme/config', nowhere, 'https://github.com/acme/config.git'],
  ['a/b/c', gitlab, 'https://gitlab.acme.io/a/b/c.git'],
  ['a.b/c', gitlab, 'https://gitlab.acme.io/a.b/c.git'],
  ['gitlab.acme.io/a/b/c', gitlab, 'https://gitlab.acme.io/a/b/c.git'],
  ['a/b', below, 'https://acme.io:8443/gitlab/a/b.git'],
  ['acme.io:8443/gitlab/a/b', below, 'https://acme.io:8443/gitlab/a/b.git'],
  ['https://x.io/a.git', github, 'https://x.io/a.git'],
  ['git@github.com:acme/config.git', gitlab, 'git@github.com:acme/config.git'],
  ['git.acme.io:2222/acme/config', github, 'git.acme.io:2222/acme/config'],
  ['../config', github, '../config'],
])('%s in %j is %s', (text, ci, url) => {
  expect(cloneUrl(text, ci)).toBe(url);
});

test.each<[string, Environment, string]>([
  ['acme/config', nowhere, 'names no host'],
  ['git.acme.io/acme/config', github, 'is not "owner/name"'],
])('%s in %j is refused', (text, ci, what) => {
  expect(refusal(() => cloneUrl(text, ci)).message).toContain(what);
});

test.each([
  ['https://github.com/acme/config.git', 'write "git@github.com:acme/config.git"'],
  ['https://git.example.com:8443/a/b/c', 'write "git@git.example.com:a/b/c"'],
])('%s with a key alone is refused, with the URL for it', (url, remedy) => {
  expect(refusal(() => checkReach(url, false, true)).remedy).toContain(remedy);
  expect(checkReach(url, true, true)).toBe(url);
  expect(checkReach(url, false, false)).toBe(url);
});

test('a key goes with a URL of SSH', () => {
  expect(checkReach('git@github.com:acme/config.git', false, true)).toBe('git@github.com:acme/config.git');
});
