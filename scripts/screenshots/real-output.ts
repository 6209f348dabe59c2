// A real deploy on this machine, and what it wrote: the job summary, and messages.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFiles } from '../../demo/config-repository.ts';
import type { TeamsMessage } from '../../src/notify/teams-message.ts';
import { runBundle } from '../../testing/bundle.ts';
import { startGitServer } from '../../testing/git-server.ts';
import { type SlackMessage, startSlackReceiver } from '../../testing/slack-receiver.ts';

/** What people see of a deploy. */
export interface RealOutput {
  /** Markdown. */
  readonly summary: string;
  readonly message: SlackMessage;
  readonly card: TeamsMessage;
}

/** A commit of the service, and the one that the config repository got: the clock would make another each time. */
const built = '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b';
const landed = 'c41d7f02b9e6a58d3f1c0e7a4b2d9c8e5f6a1b30';

/**
 * Deploys with the bundle of what src/ is now, as a job of GitHub Actions.
 * @returns its output, with a name in place of this machine's address, and the same commit and time at every run
 */
export async function realOutput(): Promise<RealOutput> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-deploy-screenshots-'));
  const [server, slack] = await Promise.all([startGitServer({ files: configFiles() }), startSlackReceiver()]);
  const [summary, output] = [join(folder, 'summary'), join(folder, 'output')];
  try {
    await Promise.all([writeFile(summary, ''), writeFile(output, '')]);
    const origin = new URL(server.url).origin;
    const job = {
      ...{ GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output },
      ...{ GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: origin, GITHUB_REPOSITORY: 'acme/vehicles' },
      ...{ GITHUB_SHA: built, GITHUB_REF: 'refs/heads/main', GITHUB_RUN_ID: '70417', GITHUB_ACTOR: 'jo' },
    };
    const run = await runBundle([], { ...inputs(server.url), 'slack-webhook-url': slack.url }, job);
    if (run.exit !== 0) throw new Error(`Cannot deploy: ${run.stdout}${run.stderr}`);
    const commit = await server.repository.tip();
    const told = (text: string): string => steady(text, origin, commit);
    const message = JSON.parse(told(slack.posts[0]?.body ?? '{}')) as SlackMessage;
    const card = JSON.parse(told(await cardOf(output, inputs(server.url), job))) as TeamsMessage;
    return { summary: told(await readFile(summary, 'utf8')), message, card };
  } finally {
    await Promise.all([server.close(), slack.close(), rm(folder, { recursive: true })]);
  }
}

/** The outputs of the job, as GitHub keeps them, given to the command that shows messages. */
async function cardOf(
  output: string,
  flags: Record<string, string>,
  job: Record<string, string>,
): Promise<string> {
  const text = await readFile(output, 'utf8');
  const outputs = [...text.matchAll(/^([\w-]+)<<(\S+)\n(.*?)\n\2$/gms)].map(([, name, , value]) => [
    name,
    value,
  ]);
  const result = `${output}.json`;
  await writeFile(result, JSON.stringify(Object.fromEntries(outputs)));
  const { file = '', image = '', 'dashboard-url': dashboard = '' } = flags;
  const shown = await runBundle(['message'], { result, file, image, 'dashboard-url': dashboard }, job);
  if (shown.exit !== 0) throw new Error(`Cannot show messages: ${shown.stdout}${shown.stderr}`);
  return JSON.stringify((JSON.parse(shown.stdout) as { readonly teams: unknown }).teams);
}

function inputs(repository: string): Record<string, string> {
  return {
    repository,
    file: 'apps/vehicles/prod/deployment.yaml',
    image: 'dockerhub/microservice-vehicles:release-1179-344b590f',
    'version-env': 'DD_VERSION',
    'dashboard-url': 'https://dashboard.acme.io/#/search?namespace={namespace}&q={name}',
  };
}

function steady(text: string, origin: string, commit: string): string {
  return text
    .replaceAll(`${origin}/config.git`, 'https://github.com/acme/config')
    .replaceAll(`${origin}/config/`, 'https://github.com/acme/config/')
    .replaceAll(origin, 'https://github.com')
    .replaceAll(commit, landed)
    .replaceAll(commit.slice(0, 8), landed.slice(0, 8))
    .replace(/in \d+\.\d s\b/g, 'in 0.6 s');
}
