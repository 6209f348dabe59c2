import { commitUrl } from '../../src/hosts/links.ts';

test.each([
  ['github.com', '/acme/config.git', 'https://github.com/acme/config/commit/c0ffee'],
  ['ssh.github.com', 'acme/config.git', 'https://github.com/acme/config/commit/c0ffee'],
  ['altssh.gitlab.com', 'acme/config.git', 'https://gitlab.com/acme/config/-/commit/c0ffee'],
  ['gitlab.com', 'acme/group/config.git', 'https://gitlab.com/acme/group/config/-/commit/c0ffee'],
  ['gitlab.acme.io:8443', '/a/b.git', 'https://gitlab.acme.io:8443/a/b/-/commit/c0ffee'],
  ['bitbucket.org', 'a/b.git', 'https://bitbucket.org/a/b/commits/c0ffee'],
  ['codeberg.org', '/a/b', 'https://codeberg.org/a/b/commit/c0ffee'],
  ['dev.azure.com', '/org/project/_git/name', 'https://dev.azure.com/org/project/_git/name/commit/c0ffee'],
  ['ssh.dev.azure.com', 'v3/org/project/name', 'https://dev.azure.com/org/project/_git/name/commit/c0ffee'],
  ['git.example.com', '/a/b.git', undefined],
  [
    'bitbucket.acme.io',
    '/scm/web/config.git',
    'https://bitbucket.acme.io/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'git.acme.io:8443',
    '/x/scm/web/config',
    'https://git.acme.io:8443/x/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'bitbucket.acme.io',
    '/web/config.git',
    'https://bitbucket.acme.io/projects/WEB/repos/config/commits/c0ffee',
  ],
  [
    'bitbucket.acme.io',
    '/scm/~ann/config.git',
    'https://bitbucket.acme.io/users/ann/repos/config/commits/c0ffee',
  ],
  ['gitlab.acme.io', '/scm/web/config.git', 'https://gitlab.acme.io/scm/web/config/-/commit/c0ffee'],
])('a commit on %s in %s', (host, path, url) => {
  expect(commitUrl({ host, path }, 'c0ffee')).toBe(url);
});

test('the host of the CI is of the kind of the CI', () => {
  const ci = { kind: 'gitlab', host: 'git.example.com' };
  expect(commitUrl({ host: 'git.example.com', path: '/a/b.git' }, 'c0ffee', ci)).toContain('/-/commit/');
});

test('a host without HTTPS gets a link without', () => {
  expect(commitUrl({ host: 'gitlab.local', path: '/a/b.git', isPlainHttp: true }, 'c0ffee')).toBe(
    'http://gitlab.local/a/b/-/commit/c0ffee',
  );
});
