import { GitHubClient } from '../../src/hosts/github-client.ts';
import { commitRefusal } from '../../src/hosts/github-commit.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

const client = new GitHubClient({
  apiUrl: 'https://api.github.com',
  graphqlUrl: undefined,
  url: parseRemoteUrl('https://github.com/acme/config.git'),
  userAgent: 'test',
  token: () => Promise.resolve('token'),
  username: undefined,
  fetch: () => Promise.reject(new Error('nothing is sent')),
  signal: new AbortController().signal,
  now: () => 0,
});

test.each<[string, string, 'moved' | 'refused']>([
  ['STALE_DATA', 'Expected branch to point to "a" but it did not', 'moved'],
  ['UNPROCESSABLE', 'File path apps/timeout.yaml is restricted', 'refused'],
  ['UNPROCESSABLE', 'A rule says: internal errors are for the owners, or something went wrong', 'refused'],
])('an error %s "%s" is an answer: %s', (type, message, is) => {
  expect(commitRefusal([{ type, message }], client).is).toBe(is);
});

test.each<[string, string, string, string]>([
  ['', 'Something went wrong while executing your query', 'out-of-time', 'maybe'],
  ['', 'Resource not accessible by integration', 'permission-denied', 'no'],
  ['FORBIDDEN', 'apps/timeout.yaml: internal error', 'permission-denied', 'no'],
  ['NOT_FOUND', "Could not resolve to a Repository with the name 'acme/config'.", 'permission-denied', 'no'],
])('an error %s "%s" is thrown as %s', (type, message, code, applied) => {
  expect(() => commitRefusal([{ type, message }], client)).toThrow(
    expect.objectContaining({ code, applied }),
  );
});
