// Why not `yq` and `git push`, in seconds: a git server and a Slack receiver on this machine, and the committed bundle.

import type { TeamsMessage } from '../src/notify/teams-message.ts';
import { type GitServer, startGitServer } from '../testing/git-server.ts';
import { type SlackReceiver, startSlackReceiver } from '../testing/slack-receiver.ts';
import { cloneAndPush } from './clone-and-push.ts';
import { configFiles, serverConfig, services } from './config-repository.ts';
import { writeMessagePage } from './message-page.ts';
import { runStep, type StepRun } from './pipeline.ts';
import { proposeTwice, writeRequestPage } from './protected-branch.ts';
import { readableMessage } from './slack-text.ts';

const file = 'apps/vehicles/prod/deployment.yaml';
const token = 'a-token-that-may-push';
const color = process.stdout.isTTY;
const title = (text: string): void => console.log(color ? `\n\x1b[1m${text}\x1b[0m\n` : `\n# ${text}\n`);

const server = await startGitServer({ files: configFiles(), token, config: serverConfig });
const slack = await startSlackReceiver();
try {
  const ends = [
    await deployOne(server, slack),
    await deployTen(server),
    await propose(server),
    await misspell(server),
  ];
  title('Try it on your own files now');
  console.log('  node dist/index.js edit path/to/deployment.yaml --image ghcr.io/acme/web:v2 --dry-run');
  process.exitCode = ends.every(Boolean) ? 0 : 1;
} finally {
  await Promise.all([server.close(), slack.close()]);
}

/** A good deploy: its log, and the message as people see it. */
async function deployOne({ url }: GitServer, { url: webhook, posts }: SlackReceiver): Promise<boolean> {
  const image = 'dockerhub/microservice-vehicles:release-1179-344b590f';
  title(`1. A pipeline has built ${image}. Its last step changes the tag, and nothing else`);
  const dashboard = 'https://dashboard.acme.io/#/search?namespace={namespace}&q={name}';
  const teams = `teams+${new URL(webhook).origin}/teams`;
  const told = { 'slack-webhook-url': webhook, 'notify-url': teams, 'dashboard-url': dashboard };
  const here = { 'allow-http': 'true', 'notify-allow-private': 'true' };
  const run = await step({ repository: url, file, image, 'version-env': 'DD_VERSION', ...told, ...here });
  console.log(indented(run.log));
  title('   People see');
  const card = posts.find(({ path }) => path === '/teams')?.message as TeamsMessage | undefined;
  const message = posts.find(({ path }) => path !== '/teams')?.message;
  if (card === undefined || message === undefined) return false;
  console.log(readableMessage(message));
  console.log(`\n  As they see it in Slack and in Microsoft Teams: ${await writeMessagePage(message, card)}`);
  return run.exit === 0 && posts.length === 2;
}

/** Ten pipelines at once, by a script and by this. */
async function deployTen({ url, repository }: GitServer): Promise<boolean> {
  title('2. Ten pipelines push to one branch at the same time');
  const byScript = await cloneAndPush(repository, services);
  console.log(
    `  with git clone, an edit and git push   ${bar(byScript)}  ${byScript} of 10 landed, the others were rejected`,
  );
  const before = (await repository.log()).length;
  process.stdout.write('  with gitops-deploy                     ');
  const runs = await Promise.all(
    services.map(async ({ file, image }) => {
      const run = await step({ repository: url, file, image: `${image}:v3` });
      process.stdout.write(run.exit === 0 ? '█' : '✗');
      return run;
    }),
  );
  const commits = (await repository.log()).length - before;
  console.log(`  ${commits} of 10 landed, each once`);
  return commits === 10 && runs.every(({ exit }) => exit === 0);
}

/** A branch that takes no push. */
async function propose(server: GitServer): Promise<boolean> {
  title(
    '3. The branch is protected now: the change becomes a pull request, and the next tag goes into the same one',
  );
  const image = 'dockerhub/microservice-vehicles';
  const { runs, requests } = await proposeTwice(server, image, (inputs) => step({ file, ...inputs }));
  const [request] = requests;
  console.log(indented(runs[0]?.log ?? ''));
  if (request === undefined) return false;
  console.log(`\n  ...and after the next tag: ${requests.length} open pull request, "${request.title}"`);
  console.log(`  As people see it on GitHub: ${await writeRequestPage(request)}`);
  return requests.length === 1 && runs.every(({ exit }) => exit === 0);
}

/** A name that no file has. */
async function misspell({ url }: GitServer): Promise<boolean> {
  title('4. A misspelt image changes nothing, and the answer says what is there');
  const run = await step({ repository: url, file, image: 'dockerhub/microservice-vehicle:v2' });
  console.log(indented(run.log));
  return run.exit === 3;
}

function step(inputs: Readonly<Record<string, string>>): Promise<StepRun> {
  return runStep({ inputs, token, color });
}

function bar(count: number): string {
  return '█'.repeat(count).padEnd(10, '·');
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}
