import type { CiRun } from '../../src/config/ci/ci-run.ts';
import { checkReach, cloneUrl } from '../../src/config/clone-url.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import { refusal } from '../../testing/refusal.ts';

type Ci = Pick<CiRun, 'kind' | 'serverUrl'>;

const nowhere: Ci = { kind: 'none', serverUrl: undefined };
const github: Ci = { kind: 'github', serverUrl: 'https://github.com' };
const gitlab: Ci = { kind: 'gitlab', serverUrl: 'https://gitlab.acme.io' };
const azure: Ci = { kind: 'azure-devops', serverUrl: 'https://dev.azure.com/acme' };
const dataCenter: Ci = { kind: 'none', serverUrl: 'https://bitbucket.acme.io/scm' };
const forgejo: Ci = { kind: 'gitea', serverUrl: 'https://codeberg.org' };
const below: Ci = { kind: 'gitlab', serverUrl: 'https://acme.io:8443/gitlab' };

test.each<[string, Ci, string]>([
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
  ['shop/config', azure, 'https://dev.azure.com/acme/shop/_git/config'],
  ['acme/shop/config', azure, 'https://dev.azure.com/acme/shop/_git/config'],
  ['shop/config', dataCenter, 'https://bitbucket.acme.io/scm/shop/config.git'],
  ['acme/config', forgejo, 'https://codeberg.org/acme/config.git'],
  ['https://x.io/a.git', github, 'https://x.io/a.git'],
  ['git@github.com:acme/config.git', gitlab, 'git@github.com:acme/config.git'],
  ['git.acme.io:2222/acme/config', github, 'git.acme.io:2222/acme/config'],
  ['../config', github, '../config'],
])('%s in %j is %s', (text, ci, url) => {
  expect(cloneUrl(text, ci)).toBe(url);
});

test.each<[string, Ci, string]>([
  ['acme/config', nowhere, 'names no host'],
  ['git.acme.io/acme/config', github, 'is not "owner/name"'],
  ['acme/group/config', forgejo, 'is not "owner/name"'],
  ['other/shop/config', azure, 'is not "project/name"'],
])('%s in %j is refused', (text, ci, what) => {
  expect(refusal(() => cloneUrl(text, ci)).message).toContain(what);
});

test.each([
  ['https://github.com/acme/config.git', 'write "git@github.com:acme/config.git"'],
  ['https://git.example.com:8443/a/b/c', 'write "git@git.example.com:a/b/c"'],
])('%s with a key alone is refused, with the URL for it', (url, remedy) => {
  expect(refusal(() => checkReach(parseRemoteUrl(url), false, true)).remedy).toContain(remedy);
  const remote = parseRemoteUrl(url);
  expect(checkReach(remote, true, true)).toBe(remote);
  expect(checkReach(remote, false, false)).toBe(remote);
});

test('a key goes with a URL of SSH', () => {
  const remote = parseRemoteUrl('git@github.com:acme/config.git');
  expect(checkReach(remote, false, true)).toBe(remote);
});
