import { commitPage, comparePage, filePage } from '../../src/hosts/commit-page.ts';
import { type CiServer, findHost } from '../../src/hosts/find-host.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const noCi: CiServer = { kind: 'none', url: undefined };

function pageOf(cloneUrl: string, ci = noCi): string | undefined {
  const url = parseRemoteUrl(cloneUrl);
  return commitPage(findHost(url, ci), url, 'c0ffee', ci);
}

test.each([
  ['https://github.com/acme/config.git', 'https://github.com/acme/config/commit/c0ffee'],
  ['git@ssh.github.com:acme/config.git', 'https://github.com/acme/config/commit/c0ffee'],
  ['git@altssh.gitlab.com:acme/config.git', 'https://gitlab.com/acme/config/-/commit/c0ffee'],
  ['https://gitlab.com/acme/group/config.git', 'https://gitlab.com/acme/group/config/-/commit/c0ffee'],
  ['https://gitlab.acme.io:8443/a/b.git', 'https://gitlab.acme.io:8443/a/b/-/commit/c0ffee'],
  ['ssh://git@gitlab.acme.io:2222/a/b.git', 'https://gitlab.acme.io/a/b/-/commit/c0ffee'],
  ['git@bitbucket.org:a/b.git', 'https://bitbucket.org/a/b/commits/c0ffee'],
  ['https://codeberg.org/a/b', 'https://codeberg.org/a/b/commit/c0ffee'],
  ['https://forgejo.acme.io/a/b', 'https://forgejo.acme.io/a/b/commit/c0ffee'],
  [
    'https://dev.azure.com/org/project/_git/name',
    'https://dev.azure.com/org/project/_git/name/commit/c0ffee',
  ],
  ['git@ssh.dev.azure.com:v3/org/project/name', 'https://dev.azure.com/org/project/_git/name/commit/c0ffee'],
  ['https://git.example.com/a/b.git', undefined],
  ['https://gerrit.example.com/a/b.git', undefined],
  [
    'https://bitbucket.acme.io/scm/web/config.git',
    'https://bitbucket.acme.io/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'https://git.acme.io:8443/x/scm/web/config',
    'https://git.acme.io:8443/x/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'ssh://git@bitbucket.acme.io:7999/web/config.git',
    'https://bitbucket.acme.io/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'https://bitbucket.acme.io/scm/~ann/config.git',
    'https://bitbucket.acme.io/users/ann/repos/config/commits/c0ffee',
  ],
  ['https://gitlab.acme.io/scm/web/config.git', 'https://gitlab.acme.io/scm/web/config/-/commit/c0ffee'],
])('a commit in %s has the page %s', (cloneUrl, page) => {
  expect(pageOf(cloneUrl)).toBe(page);
});

test.each([
  ['the host of the CI is of the kind of the CI', 'https://git.example.com', 'https'],
  ['over SSH, the CI tells whether its host has HTTPS', 'http://git.example.com', 'http'],
])('%s', (_, url, scheme) => {
  const ci: CiServer = { kind: 'gitlab', url };
  expect(pageOf('git@git.example.com:a/b.git', ci)).toBe(`${scheme}://git.example.com/a/b/-/commit/c0ffee`);
});

test('a host without HTTPS gets a link without', () => {
  expect(pageOf('http://gitlab.local/a/b.git')).toBe('http://gitlab.local/a/b/-/commit/c0ffee');
});

test.each([
  ['git@github.com:acme/web.git', 'https://github.com/acme/web/compare/beef...c0ffee'],
  ['https://gitlab.com/acme/web.git', 'https://gitlab.com/acme/web/-/compare/beef...c0ffee'],
  ['https://codeberg.org/acme/web', 'https://codeberg.org/acme/web/compare/beef...c0ffee'],
  ['https://bitbucket.org/acme/web', 'https://bitbucket.org/acme/web/branches/compare/c0ffee%0Dbeef'],
  [
    'https://bitbucket.acme.io/scm/web/shop.git',
    'https://bitbucket.acme.io/projects/WEB/repos/shop/compare/commits?targetBranch=beef&sourceBranch=c0ffee',
  ],
  ['https://dev.azure.com/org/project/_git/name', undefined],
  ['https://git.example.com/a/b.git', undefined],
])('two commits in %s are compared on the page %s', (cloneUrl, page) => {
  const url = parseRemoteUrl(cloneUrl);
  expect(comparePage(findHost(url, noCi), url, 'beef', 'c0ffee', noCi)).toBe(page);
});

test.each(['https://dev.azure.com/org/project/_git/name', 'git@ssh.dev.azure.com:v3/org/project/name'])(
  'Azure DevOps compares whole ids alone: %s',
  (cloneUrl) => {
    const url = parseRemoteUrl(cloneUrl);
    const [from, to] = ['beef'.repeat(10), 'c0ffee00'.repeat(5)];
    expect(comparePage(findHost(url, noCi), url, from, to, noCi)).toBe(
      `https://dev.azure.com/org/project/_git/name/branchCompare?baseVersion=GC${from}&targetVersion=GC${to}`,
    );
  },
);

test.each([
  ['git@github.com:acme/web.git', 'https://github.com/acme/web/blob/c0ffee/apps/a%20b%23/web.yaml#L7'],
  [
    'https://gitlab.com/acme/g/web.git',
    'https://gitlab.com/acme/g/web/-/blob/c0ffee/apps/a%20b%23/web.yaml#L7',
  ],
  [
    'ssh://git@gitlab.acme.io:2222/a/b.git',
    'https://gitlab.acme.io/a/b/-/blob/c0ffee/apps/a%20b%23/web.yaml#L7',
  ],
  ['https://codeberg.org/a/b', 'https://codeberg.org/a/b/src/commit/c0ffee/apps/a%20b%23/web.yaml#L7'],
  ['https://forgejo.acme.io/a/b', 'https://forgejo.acme.io/a/b/src/commit/c0ffee/apps/a%20b%23/web.yaml#L7'],
  ['https://bitbucket.org/a/b', 'https://bitbucket.org/a/b/src/c0ffee/apps/a%20b%23/web.yaml#lines-7'],
  [
    'https://bitbucket.acme.io/scm/web/shop.git',
    'https://bitbucket.acme.io/projects/WEB/repos/shop/browse/apps/a%20b%23/web.yaml?at=c0ffee#7',
  ],
  [
    'git@ssh.dev.azure.com:v3/org/project/name',
    'https://dev.azure.com/org/project/_git/name?path=/apps/a%20b%23/web.yaml&version=GCc0ffee&line=7&lineEnd=8&lineStartColumn=1&lineEndColumn=1',
  ],
  ['https://gerrit.example.com/a/b.git', undefined],
  ['https://git.example.com/a/b.git', undefined],
])('a line of a file in %s has the page %s', (cloneUrl, page) => {
  const url = parseRemoteUrl(cloneUrl);
  const place = { file: 'apps/a b#/web.yaml', line: 7 };
  expect(filePage(findHost(url, noCi), url, 'c0ffee', place, noCi)).toBe(page);
});
