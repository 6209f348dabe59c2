import { runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';

let server: GitServer;
afterEach(() => server.close());

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_OUTPUT: '/absent/output',
  GITHUB_STEP_SUMMARY: '/absent/summary',
};

interface Case {
  readonly what: string;
  readonly env: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly warns?: string;
}

const cases: readonly Case[] = [
  { what: "a container without the runner's files", env: github, warns: '::Cannot set the outputs: ' },
  { what: 'a container without a job summary', env: github, warns: '::Cannot write the job summary: ' },
  { what: 'a server URL without a scheme', env: { GITLAB_CI: 'true', CI_SERVER_URL: 'git.example.com' } },
  {
    what: 'a name that no link can hold',
    env: { GITOPS_DEPLOY_DASHBOARD_URL: 'https://dash.example.com/{name}' },
    name: '"web\\ud800"',
    warns: 'Warning: Cannot tell people: URIError',
  },
];

test.each(cases)(
  '$what makes no failure of a push that landed',
  async ({ env, name = 'web', warns = '' }) => {
    const yaml = `kind: Deployment\nmetadata: {name: ${name}}\nspec: {image: acme/web:v1}\n`;
    server = await startGitServer({ files: { 'web.yaml': yaml } });
    const slack = await startSlackReceiver();
    try {
      const flags = { repository: server.url, file: 'web.yaml', image: 'acme/web:v2' };
      const run = await runBundle([], flags, { GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url, ...env });
      expect([run.exit, run.stdout + run.stderr]).toEqual([0, expect.stringContaining(warns)]);
      expect(run.stdout).toContain('Pushed ');
      expect(await server.repository.log()).toHaveLength(2);
    } finally {
      await slack.close();
    }
  },
);

test('what is pushed is said before people are told', async () => {
  server = await startGitServer({ files: { 'web.yaml': 'image: acme/web:v1\n' } });
  const slack = await startSlackReceiver({ usual: { status: 404, body: 'no_service' } });
  try {
    const flags = { repository: server.url, file: 'web.yaml', image: 'acme/web:v2' };
    // The log of Azure Pipelines has its warnings in the same stream.
    const { stdout } = await runBundle([], flags, {
      GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url,
      TF_BUILD: 'True',
    });
    expect(stdout).toMatch(/\nPushed web v2: [\s\S]*Cannot post to Slack/);
  } finally {
    await slack.close();
  }
});
