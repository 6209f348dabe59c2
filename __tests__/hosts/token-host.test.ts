import { type CiServer, findHost } from '../../src/hosts/find-host.ts';
import { checkTokenHost } from '../../src/hosts/token-host.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import { refusal } from '../../testing/refusal.ts';

const noCi: CiServer = { kind: 'none', url: undefined };
const check = (text: string, token: string, ci = noCi, input: 'token' | 'api-token' = 'token'): void => {
  const url = parseRemoteUrl(text);
  checkTokenHost(findHost(url, ci), url, input, token, 'eyJob.token');
};

test.each([
  ['https://gitlab.com/a/b', 'ghp_x', 'it is a token of GitHub, and the server is GitLab'],
  ['https://gitlab.acme.dev/a/b', 'github_pat_x', 'of GitHub, and the server is GitLab'],
  ['https://github.com/a/b', 'glpat-x', 'it is a token of GitLab, and the server is GitHub'],
  ['https://github.com/a/b', 'glcbt-64_x', 'of GitLab, and the server is GitHub'],
  ['https://codeberg.org/a/b', 'ghs_x', 'of GitHub, and the server is Gitea or Forgejo'],
  ['https://dev.azure.com/a/b/_git/c', 'ghp_x', 'of GitHub, and the server is Azure DevOps'],
  ['https://bitbucket.org/a/b', 'BBDC-x', 'of Bitbucket Data Center, and the server is Bitbucket'],
  ['https://github.com/a/b', 'ACME-glpat-x', 'of GitLab, and the server is GitHub'],
  ['https://github.com/a/b', 'eyJob.token', 'of GitLab, and the server is GitHub'],
  ['https://github.com/a/b', 'ATATT3x', 'of Bitbucket, and the server is GitHub'],
])('%s does not get %s', (url, token, what) => {
  const error = refusal(() => check(url, token));
  expect(error.code).toBe('invalid-input');
  expect(error.message).toContain(what);
  expect(`${error.message}${error.remedy}`).not.toContain(token);
});

test.each([
  ['https://github.com/a/b', 'ghs_x'],
  ['https://github.acme.dev/a/b', 'ghp_x'],
  ['https://gitlab.com/a/b', 'glpat-x'],
  ['https://git.acme.dev/a/b', 'ghp_x'],
  ['https://git.acme.dev/a/b', 'glcbt-64_x'],
  ['https://gitlab.acme.dev/a/b', 'eyJob.token'],
  ['https://github.com/a/b', 'eyJ.of.another'],
  ['https://bitbucket.org/a/b', 'ATCTT3x'],
  ['https://gitlab.com/a/b', 'a-password'],
  ['git@gitlab.com:a/b', 'ghp_x'],
])('%s gets %s, or nothing at all', (url, token) => {
  expect(() => check(url, token)).not.toThrow();
});

test('the host of the CI is known by the CI', () => {
  const ci: CiServer = { kind: 'gitlab', url: 'https://code.acme.dev' };
  expect(refusal(() => check('https://code.acme.dev/a/b', 'ghp_x', ci)).code).toBe('invalid-input');
});

test('a token for the API is sent where the repository is reached by SSH too', () => {
  expect(() => check('git@gitlab.com:a/b', 'ghp_x', noCi, 'api-token')).toThrow('it is a token of GitHub');
});
