import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHere, runHereForJson } from '../../testing/run-here.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';

const token = 'right-token-0123456789';
const file = 'web.yaml';
const text = 'kind: Deployment\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';
/** Too little for an answer that comes late: it would be out-of-time, exit 6. */
const timeout = '15s';

let server: GitServer;
afterEach(() => server.close());

interface Case {
  readonly what: string;
  readonly flags?: Flags;
  readonly env?: Readonly<Record<string, string>>;
  readonly exit: number;
  readonly code: string;
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'a wrong token',
    env: { GITOPS_DEPLOY_TOKEN: 'wrong-token-9876543210' },
    exit: 4,
    code: 'authentication-failed',
    says: ['401', 'token'],
  },
  {
    what: 'a missing file',
    flags: { file: 'nope.yaml' },
    exit: 3,
    code: 'file-not-found',
    says: ['nope.yaml'],
  },
  {
    what: 'an image that is not in the file',
    flags: { image: 'acme/wbe:v2' },
    exit: 3,
    code: 'image-not-found',
    says: ['acme/wbe', 'acme/web', 'web.yaml:2'],
  },
  {
    what: 'a bad tag',
    flags: { image: 'acme/web:v 2' },
    exit: 2,
    code: 'invalid-input',
    says: ['acme/web:v 2'],
  },
  { what: 'a missing branch', flags: { branch: 'nope' }, exit: 3, code: 'branch-not-found', says: ['nope'] },
];

test.each(cases)(
  '$what ends with exit code $exit and says what to do',
  async ({ flags, env, exit, code, says }) => {
    server = await startGitServer({ files: { [file]: text }, token });
    const run = await runHereForJson(
      { repository: server.url, file, image: 'acme/web:v2', timeout, ...flags },
      { GITOPS_DEPLOY_TOKEN: token, ...env },
    );
    expect([run.exit, run.report]).toMatchObject([exit, { result: 'failed', error: { code } }]);
    for (const part of says) expect(JSON.stringify(run.report)).toContain(part);
    expect((run.report.error as { remedy: string }).remedy).not.toBe('');
    expect(run.stdout + run.stderr).not.toMatch(/right-token|wrong-token/);
    expect(await server.repository.git('rev-list', '--count', 'main')).toBe('1\n');
  },
);

test('a protected branch is refused once, quoted, and told on Slack', async () => {
  const refusal = 'echo "error: GH006: Protected branch update failed for refs/heads/main." >&2\nexit 1\n';
  server = await startGitServer({ files: { [file]: text }, hooks: { 'pre-receive': refusal } });
  const slack = await startSlackReceiver();
  try {
    const run = await runHereForJson(
      { repository: server.url, file, image: 'acme/web:v2', timeout },
      { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url },
    );
    expect([run.exit, run.report]).toMatchObject([5, { error: { code: 'push-refused' } }]);
    expect(run.stderr).toContain('GH006');
    expect(run.stderr).toContain('bypass');
    expect(
      server.requests.filter(({ method, service }) => method === 'POST' && service === 'receive-pack'),
    ).toHaveLength(1);
    expect(JSON.stringify(slack.posts)).toContain('failed');
  } finally {
    await slack.close();
  }
});

test('bad inputs are named all at once, before anything is sent', async () => {
  server = await startGitServer({ files: { [file]: text } });
  const run = await runHere([], {
    repository: 'ext::sh -c id',
    branch: 'a..b',
    file: '../x',
    image: 'web',
  });
  expect(run.exit).toBe(2);
  for (const input of ['repository', 'branch', 'file', 'image'])
    expect(run.stderr).toContain(`- --${input} "`);
  expect(server.requests).toHaveLength(0);
});
