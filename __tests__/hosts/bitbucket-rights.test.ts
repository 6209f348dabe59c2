import { apiUrlOf } from '../../src/hosts/api-url.ts';
import { bitbucketMeaning, rightOfToken } from '../../src/hosts/bitbucket-rights.ts';
import { ofKind } from '../../src/hosts/find-host.ts';

test.each([
  ['required: write:pullrequest:bitbucket', 'ATATTx', '"write:pullrequest:bitbucket"'],
  ['required: pullrequest:write', 'ATCTTx', '"pullrequest:write"'],
  ['required: pullrequest:write: granted: repository:write', 'ATCTTx', '"pullrequest:write"'],
  ['', 'ATATTx', '"read:pullrequest:bitbucket"'],
  ['', 'ATCTTx', '"pullrequest"'],
])('an answer with "%s" to the token %s names the right %s', (text, token, right) => {
  const named = rightOfToken('pullrequest', token);
  expect(bitbucketMeaning(403, text, named, 'acme/config').what).toContain(right);
});

test.each([
  ['https://bitbucket.org', 'https://api.bitbucket.org/2.0'],
  ['https://git.acme.dev', undefined],
  ['http://bitbucket.org', undefined],
])('a token for %s gets to %s', (origin, api) => {
  const none = { serverUrl: undefined, apiUrl: undefined };
  expect(apiUrlOf(ofKind('bitbucket'), origin, '/acme/config.git', none)).toBe(api);
});
