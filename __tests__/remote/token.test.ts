import { authorization, checkTokenMayTravel } from '../../src/http/authorization.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import { parseHttpUrl } from '../../src/remote/url-http.ts';

const users = [
  ['https://github.com/a/b', 'ghs_1', 'x-access-token'],
  ['https://github.acme.dev/a/b', 'ghp_1', 'x-access-token'],
  ['https://gitlab.com/a/b', 'glpat-1', 'oauth2'],
  ['https://gitlab.acme.dev/a/b', 'glpat-1', 'oauth2'],
  ['https://gitlab.com/a/b', 'glcbt-64_1', 'gitlab-ci-token'],
  ['https://code.acme.dev/a/b', 'glcbt-64_1', 'gitlab-ci-token'],
  ['https://bitbucket.org/a/b', 'ATCTT3x', 'x-token-auth'],
  ['https://bitbucket.org/a/b', 'ATATT3x', 'x-bitbucket-api-token-auth'],
  ['https://gitlab.acme.dev/scm/web/config', 'glpat-1', 'oauth2'],
  ['https://code.acme.dev/acme/scm/config', 'x', 'x-access-token'],
  ['https://notgitlab.com/a/b', 'x', 'x-access-token'],
  ['https://codeberg.org/a/b', 'x', 'x-access-token'],
] as const;

test.each(users)('%s with %s logs in as %s', (text, token, user) => {
  const url = parseRemoteUrl(text);
  if (url.scheme === 'ssh') throw new TypeError('SSH takes no token');
  const basic = (name: string) => `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`;
  expect(authorization(url, token)).toBe(basic(user));
  expect(authorization(url, token, 'bot')).toBe(basic('bot'));
});

test.each([
  ['https://bitbucket.acme.dev/scm/web/config.git', 'MDM0/x+y='],
  ['https://git.acme.dev/context/scm/~ann/config', 'BBDC-MDM0'],
])('%s is on Bitbucket Data Center, which takes a token with no user name', (text, token) => {
  const url = parseHttpUrl(text);
  expect(authorization(url, token)).toBe(`Bearer ${token}`);
  expect(authorization(url, token, 'ann')).toMatch(/^Basic /);
  expect(authorization(url, 'no header\n')).toMatch(/^Basic /);
});

const safe = [
  'https://git.acme.dev/r.git',
  'http://localhost:3000/r.git',
  'http://127.0.0.1:3000/r.git',
  'http://127.9.9.9/r.git',
  'http://0x7f000001/r.git',
  'http://[::1]:3000/r.git',
  'git@git.acme.dev:r.git',
];
const unsafe = [
  'http://git.localhost/r.git',
  'http://git.acme.dev/r.git',
  'http://localhost.evil.example/r.git',
  'http://127.0.0.1.evil.example/r.git',
  'http://10.0.0.1/r.git',
  'http://0.0.0.0/r.git',
  'http://[::ffff:10.0.0.1]/r.git',
];

test.each(safe)('a token may travel to %s', (text) => {
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), false)).not.toThrow();
});

test.each(unsafe)('a token travels to %s only when plain HTTP is allowed', (text) => {
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), false)).toThrow(
    expect.objectContaining({ code: 'invalid-input', remedy: expect.stringContaining('allow-http') }),
  );
  expect(() => checkTokenMayTravel(parseRemoteUrl(text), true)).not.toThrow();
});
