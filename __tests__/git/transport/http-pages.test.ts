// Pages and statuses that come where git was asked.
import { type Refusal, refusalError } from '../../../src/git/transport/http-status.ts';

const refusal: Refusal = {
  server: { name: 'git.example/acme/config', refusals: [] },
  url: 'https://git.example/acme/config.git/info/refs?service=git-upload-pack',
  status: 302,
  headers: {},
  text: '',
  hasToken: true,
  writeRemedy: 'give it the right',
  isPush: false,
  now: 0,
};
const html = { 'content-type': 'text/html; charset=utf-8' };

test.each([
  'https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com',
  '/users/sign_in',
  '/login?return_to=%2Facme',
  '../../../user/login',
  'https://login.microsoftonline.com/common/oauth2/authorize?client_id=1',
  'https://acme.okta.com/app/x',
  'https://sso.acme.example/start',
])('a redirect to "%s" says that the token is not accepted', (location) => {
  expect(refusalError({ ...refusal, headers: { location } })).toMatchObject({
    code: 'authentication-failed',
    retry: 'never',
    remedy: expect.stringContaining('has not expired'),
  });
  const { code } = refusalError({ ...refusal, headers: { location }, hasToken: false });
  expect(code).toBe('not-a-git-server');
});

test('203 says the same of a token, and nothing of none', () => {
  const page = { ...refusal, status: 203, headers: html, text: '<title>Sign In</title>' };
  expect(refusalError(page)).toMatchObject({
    code: 'authentication-failed',
    message: expect.stringContaining('the page is called "Sign In"'),
  });
  expect(refusalError({ ...page, hasToken: false }).code).toBe('not-a-git-server');
});

test.each([
  [
    'https://git.example/login/config.git/info/refs?service=git-upload-pack',
    'https://git.example/login/config.git',
  ],
  ['/acme/settings.git/info/refs?service=git-upload-pack', 'https://git.example/acme/settings.git'],
  ['../../settings.git/info/refs', 'https://git.example/acme/settings.git'],
  ['//other.example/acme/config.git/info/refs', 'https://other.example/acme/config.git'],
])('a redirect to "%s" names the new address', (location, address) => {
  const error = refusalError({ ...refusal, status: 301, headers: { location } });
  expect(error).toMatchObject({ code: 'not-a-git-server', remedy: expect.stringContaining(`"${address}"`) });
});

test('a redirect to the address that was asked gives no address to write', () => {
  const error = refusalError({ ...refusal, status: 302, headers: { location: refusal.url } });
  expect(error).toMatchObject({ code: 'not-a-git-server', retry: 'never' });
  expect(error.remedy).not.toContain('https://git.example');
});

test.each([
  [402, 'permission-denied', 'billing'],
  [410, 'repository-not-found', 'deleted'],
  [451, 'permission-denied', 'notice'],
  [511, 'not-a-git-server', 'sign in'],
])('%i ends at once as %s', (status, code, remedy) => {
  const error = refusalError({ ...refusal, status });
  expect(error).toMatchObject({ code, retry: 'never', remedy: expect.stringContaining(remedy) });
  expect(error.message).toContain(`(${status})`);
});

test.each([
  [403, '<title>Attention Required! | Cloudflare</title>'],
  [200, '<title>Request Rejected</title>The requested URL was rejected. Your support ID is: 123'],
  [403, '<title>Access Denied</title>Reference #18.1 https://errors.edgesuite.net/18.1'],
  [403, '<title>ERROR: The request could not be satisfied</title>Request blocked.'],
  [403, '<h1>Web Page Blocked!</h1>FortiGuard'],
])('%i with the page of a firewall is named: %s', (status, text) => {
  const error = refusalError({ ...refusal, status, headers: html, text: `<!doctype html>${text}` });
  expect(error).toMatchObject({ code: 'not-a-git-server', retry: 'never' });
  expect(error.message).toContain('a firewall or a proxy');
});
