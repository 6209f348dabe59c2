// Several runs of one target write their request at once: it says what its branch holds, whoever was the last to write.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from '../../testing/github-requests.ts';
import { runHereForJson } from '../../testing/run-here.ts';

const token = 'S3cretTokenOfTheTest';
const manifest = 'image: acme/web:v1\n';

let server: GitServer;
let github: GitHubRequestsServer;
beforeEach(async () => {
  server = await startGitServer({ files: { 'web.yaml': manifest }, token });
  github = await startGitHubRequests(server.repository);
});
afterEach(async () => {
  expect(github.faults).toEqual([]);
  await Promise.all([github.close(), server.close()]);
});

/** Proposes the tag of a number, which is its order too. */
const propose = (number: number, more: Flags = {}) =>
  runHereForJson({
    repository: `http://127.0.0.1:${server.port}/acme/config.git`,
    file: 'web.yaml',
    image: `acme/web:v${number}`,
    order: `web ${number}`,
    token,
    mode: 'pull-request',
    'api-url': github.url,
    'host-type': 'github',
    timeout: '60s',
    ...more,
  });
const ourBranch = async () =>
  (await server.repository.git('branch', '--list', '--format=%(refname:short)', 'gitops-deploy/*')).trim();
const commitByHand = async () => {
  await server.repository.commit({ 'notes.md': 'x\n' }, 'A note', await ourBranch());
  return 'usual' as const;
};
/** The open requests: what they say, and what they hold. */
const open = async () =>
  Promise.all(
    github.requests
      .filter(({ state }) => state === 'open')
      .map(async ({ title, body, head }) => ({
        title,
        body,
        holds: (await server.repository.show('web.yaml', head)).trim(),
      })),
  );
const says = (number: number) => ({
  title: `Deploy web v${number}`,
  body: expect.stringContaining(`v${number}`),
  holds: `image: acme/web:v${number}`,
});
const denied = { status: 403, body: { message: 'Resource not accessible by integration' } };

test('a commit that somebody puts on top before a run has written its words takes nothing from them', async () => {
  await propose(2);
  github.plan('GET /pulls', commitByHand);
  const run = await propose(3);
  expect(run.report.result).toBe('proposed');
  expect(await open()).toEqual([says(3)]);
});

test.each([
  ['answered', 'usual'],
  ['done, and its answer lost', 'lost'],
] as const)(
  'words of an older run that come after those of a newer one are taken back: they are %s',
  async (_, answer) => {
    await propose(2);
    github.plan('PATCH /pulls/{pull_number}', async () => {
      expect((await propose(4)).report.result).toBe('proposed');
      return answer;
    });
    expect((await propose(3)).report.result).toBe('proposed');
    expect(await open()).toEqual([says(4)]);
  },
);

test('what an older run opens says what a newer one has pushed that failed behind its push', async () => {
  github.plan('POST /pulls', async () => {
    github.plan('GET /pulls', denied);
    expect((await propose(3)).report.error).toMatchObject({ code: 'permission-denied' });
    return 'usual';
  });
  expect((await propose(2)).report.result).toBe('proposed');
  expect(await open()).toEqual([says(3)]);
});

test('a superseded run that opens a request for a newer one says what that one proposes', async () => {
  await propose(3);
  Object.assign(github.requests[0] ?? {}, { state: 'closed' });
  expect((await propose(2)).report.result).toBe('superseded');
  expect(await open()).toEqual([says(3)]);
});

test('a run that goes on where it was stopped says what it has pushed, also beside the work of others', async () => {
  await propose(2);
  await commitByHand();
  github.plan('PATCH /pulls/{pull_number}', denied);
  expect((await propose(3)).report.error).toMatchObject({ code: 'permission-denied' });
  await propose(3);
  expect(await open()).toEqual([says(3)]);
});
