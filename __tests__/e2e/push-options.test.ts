// Options that go along with a push, from inputs onto a real git server.

import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHereForJson } from '../../testing/run-here.ts';

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files: { 'web.yaml': 'kind: Pod\nimage: acme/web:v1\n' } });
});
afterAll(() => server.close());

const deploy = (options: string) =>
  runHereForJson({ repository: server.url, file: 'web.yaml', image: 'acme/web:v2', 'push-options': options });

test('a server that takes no options gets no push', async () => {
  const { exit, report } = await deploy('ci.skip');
  expect([exit, report.error]).toEqual([
    5,
    {
      code: 'push-refused',
      message: expect.stringContaining('with the push option "ci.skip": the server takes no push options'),
      remedy: expect.stringContaining('receive.advertisePushOptions'),
    },
  ]);
  expect(server.requests.filter(({ method, service }) => method + service === 'POSTreceive-pack')).toEqual(
    [],
  );
});

test.each([
  ['one that cannot be printed', 'title=a\u0007b', 'has a character that cannot be printed'],
  ['one that is too long', `title=${'a'.repeat(5000)}`, 'is longer than 4096 characters'],
  [
    'one with a secret',
    'ci.variable=ghp_0123456789abcdefghijABCDEFGHIJ012345',
    'holds the value of a secret',
  ],
])('an option is refused before anything is sent: %s', async (_, option, what) => {
  const { exit, report } = await deploy(option);
  expect([exit, report.error]).toMatchObject([2, { code: 'invalid-input' }]);
  expect(JSON.stringify(report.error)).toContain(what);
});
