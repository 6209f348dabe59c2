import { type CiServer, findHost } from '../../src/hosts/find-host.ts';
import { requestUrl, tokenAuthorization } from '../../src/hosts/git-access.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const noCi: CiServer = { kind: 'none', url: undefined };

const users = [
  ['https://github.com/a/b', 'ghs_1', 'x-access-token'],
  ['https://github.acme.dev/a/b', 'ghp_1', 'x-access-token'],
  ['https://gitlab.com/a/b', 'glpat-1', 'oauth2'],
  ['https://gitlab.acme.dev/a/b', 'glpat-1', 'oauth2'],
  ['https://gitlab.com/a/b', 'glcbt-64_1', 'gitlab-ci-token'],
  ['https://code.acme.dev/a/b', 'glcbt-64_1', 'gitlab-ci-token'],
  ['https://code.acme.dev/a/b', 'ACME-glcbt-64_1', 'gitlab-ci-token'],
  ['https://bitbucket.org/a/b', 'ATCTT3x', 'x-token-auth'],
  ['https://bitbucket.org/a/b', 'ATATT3x', 'x-bitbucket-api-token-auth'],
  ['https://gitlab.acme.dev/scm/web/config', 'glpat-1', 'oauth2'],
  ['https://code.acme.dev/acme/scm/config', 'x', 'x-access-token'],
  ['https://notgitlab.com/a/b', 'x', 'x-access-token'],
  ['https://codeberg.org/a/b', 'x', 'x-access-token'],
] as const;

test.each(users)('%s with %s logs in as %s', (text, token, user) => {
  const host = findHost(parseRemoteUrl(text), noCi);
  const basic = (name: string) => `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`;
  expect(tokenAuthorization(host, token, undefined, undefined)).toBe(basic(user));
  expect(tokenAuthorization(host, token, 'bot', undefined)).toBe(basic('bot'));
});

test.each([
  ['https://bitbucket.acme.dev/scm/web/config.git', 'MDM0/x+y='],
  ['https://git.acme.dev/context/scm/~ann/config', 'BBDC-MDM0'],
])('%s is on Bitbucket Data Center, which takes a token with no user name', (text, token) => {
  const host = findHost(parseRemoteUrl(text), noCi);
  expect(tokenAuthorization(host, token, undefined, undefined)).toBe(`Bearer ${token}`);
  expect(tokenAuthorization(host, token, 'ann', undefined)).toMatch(/^Basic /);
  expect(tokenAuthorization(host, 'no header\n', undefined, undefined)).toMatch(/^Basic /);
});

test.each([
  ['https://gitlab.com/a/b/c', 'https://gitlab.com/a/b/c.git'],
  ['https://gitlab.acme.dev:8443/a/b', 'https://gitlab.acme.dev:8443/a/b.git'],
  ['https://gitlab.com/a/b.git', 'https://gitlab.com/a/b.git'],
  ['https://github.com/a/b', 'https://github.com/a/b'],
])('%s is asked for as %s', (text, href) => {
  const url = parseRemoteUrl(text);
  expect(requestUrl(findHost(url, noCi), url)).toMatchObject({ path: new URL(text).pathname, href });
});

test.each([
  ['https://acme@dev.azure.com/acme/shop/_git/c', 'x', 'acme'],
  ['https://jane@bitbucket.org/acme/c.git', 'ATBBx', 'jane'],
  ['https://jane@bitbucket.org/acme/c.git', 'ATATT3x', 'x-bitbucket-api-token-auth'],
  ['https://jane@bitbucket.org/acme/c.git', 'ATCTT3x', 'x-token-auth'],
  ['https://jane@bitbucket.acme.dev/scm/web/c.git', 'x', 'jane'],
  ['https://jane%40acme.dev@git.acme.dev/a/b', 'x', 'jane@acme.dev'],
])('the user name in %s goes with the token, unless the token has one: %s as %s', (text, token, user) => {
  const url = parseRemoteUrl(text);
  const header = tokenAuthorization(findHost(url, noCi), token, undefined, url.user);
  expect(header).toBe(`Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`);
  expect(tokenAuthorization(findHost(url, noCi), token, 'bot', url.user)).not.toBe(header);
});

test.each([
  ['https://code.acme.dev/a/b', 'https://code.acme.dev', 'https://code.acme.dev/a/b.git'],
  ['https://code.acme.dev/a/b/', 'https://code.acme.dev/', 'https://code.acme.dev/a/b.git'],
  ['https://code.acme.dev/a/b.git', 'https://code.acme.dev', 'https://code.acme.dev/a/b.git'],
  [
    'https://code.acme.dev/gitlab/a/b',
    'https://code.acme.dev/gitlab',
    'https://code.acme.dev/gitlab/a/b.git',
  ],
  ['https://code.acme.dev:8443/a/b', 'https://code.acme.dev', 'https://code.acme.dev:8443/a/b.git'],
  ['http://code.acme.dev/a/b', 'https://Code.acme.dev:8443', 'http://code.acme.dev/a/b.git'],
  ['https://other.acme.dev/a/b', 'https://code.acme.dev', 'https://other.acme.dev/a/b'],
  ['http://127.0.0.1:3000/a/b', 'http://127.0.0.1:8080', 'http://127.0.0.1:3000/a/b'],
])('%s in the pipeline of the GitLab on %s is asked for as %s', (text, ciUrl, href) => {
  const url = parseRemoteUrl(text);
  expect(requestUrl(findHost(url, { kind: 'gitlab', url: ciUrl }), url)).toMatchObject({ href });
});
