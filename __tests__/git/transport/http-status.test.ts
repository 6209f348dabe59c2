import { type Refusal, refusalError } from '../../../src/git/transport/http-status.ts';
import { startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

const refusal: Refusal = {
  server: { name: 'git.example/acme/config', refusals: [] },
  url: 'https://git.example/acme/config.git',
  status: 503,
  headers: {},
  text: '',
  hasToken: true,
  writeRemedy: 'give it the right',
  isPush: false,
  now: Date.parse('2026-11-21T12:00:00Z'),
};
const noon = 'Sat, 21 Nov 2026 12:00:00 GMT';
const tenPast = 'Sat, 21 Nov 2026 12:00:10 GMT';

test.each([
  ['nothing', {}, undefined],
  ['seconds', { 'retry-after': '7' }, 7000],
  ['a date, and the server tells no time', { 'retry-after': tenPast }, 10_000],
  [
    'a date, on a runner with a slow clock',
    { 'retry-after': tenPast, date: 'Sat, 21 Nov 2026 12:00:09 GMT' },
    1000,
  ],
  [
    'a date, on a runner with a fast clock',
    { 'retry-after': noon, date: 'Sat, 21 Nov 2026 11:59:57 GMT' },
    3000,
  ],
  ['a date that is over', { 'retry-after': noon, date: tenPast }, 0],
  ['words', { 'retry-after': 'soon' }, undefined],
])('a server that says to come again after %s is waited for so long', (_, headers, ms) => {
  expect(refusalError({ ...refusal, headers }).retryAfterMs).toBe(ms);
});

test.each([
  [408, 'maybe'],
  [425, 'maybe'],
  [429, 'no'],
  [502, 'maybe'],
  [504, 'maybe'],
])('status %i is tried again, and a push with it may have been applied: %s', (status, applied) => {
  expect(refusalError({ ...refusal, status, isPush: true })).toMatchObject({
    code: 'out-of-time',
    retry: 'later',
    applied,
  });
  expect(refusalError({ ...refusal, status })).toMatchObject({ retry: 'later', applied: 'no' });
});

test.each([
  [401, 'authentication-failed', 'the server asks for a token (401)'],
  [404, 'repository-not-found', 'it is not shown without a token (404)'],
])('without a token, of %i the misspelt name of a secret is said', (status, code, what) => {
  const error = refusalError({ ...refusal, status, hasToken: false });
  expect(error).toMatchObject({ code, message: expect.stringContaining(what) });
  expect(error.remedy).toContain(
    'check the spelling of its secret: a name that does not exist arrives empty',
  );
  expect(refusalError({ ...refusal, status }).remedy).not.toContain('empty');
});

test('a push that was applied and answered with 408 is found', async () => {
  let spoilt = false;
  const server = await startGitServer({
    files: { 'app.yaml': 'tag: v1\n' },
    intercept: async ({ entry, run, send, response }) => {
      const answer = await run();
      if (spoilt || entry.method === 'GET' || entry.service !== 'receive-pack') return send(answer);
      spoilt = true;
      response.writeHead(408).end();
    },
  });
  const repository = openTestRepository(server.url);
  const landing = await repository.land('main', replacing('app.yaml', 'v1', 'v2'));
  expect(landing).toMatchObject({ result: 'pushed', attempts: 1 });
  expect(await server.repository.log()).toHaveLength(2);
  await server.close();
});
