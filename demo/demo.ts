// The last step of a pipeline, for real: a git server and a Slack receiver on this machine, and the committed bundle.
// Run it again and the next release is deployed; remove demo/.state to start anew.
import { startGitServer } from '../testing/git-server.ts';
import { startSlackReceiver } from '../testing/slack-receiver.ts';
import { openConfigRepository } from './config-repository.ts';
import { runPipelineStep } from './pipeline.ts';
import { deployedTag, nextRelease } from './release.ts';
import { readableMessage } from './slack-text.ts';

const file = 'apps/vehicles/prod/deployment.yaml';
const token = 'a-token-that-may-push';

const color = process.stdout.isTTY;
const title = (text: string): void => console.log(color ? `\n\x1b[1m${text}\x1b[0m\n` : `\n# ${text}\n`);

const repository = await openConfigRepository();
const server = await startGitServer({ repository, token });
const slack = await startSlackReceiver();
try {
  const release = nextRelease(deployedTag(await repository.show(file)));
  title('The config repository');
  console.log(`${server.url}\n${await repository.git('ls-tree', '-r', '--name-only', 'main')}`.trimEnd());

  title(`The pipeline has pushed dockerhub/microservice-vehicles:${release.tag}; its last step`);
  const exit = await runPipelineStep({ server: server.url, token, file, release, slack: slack.url });

  if (exit === 0) {
    title('The commit in the config repository');
    const show = ['show', '--stat', '--patch', `--color=${color ? 'always' : 'never'}`, 'main'];
    console.log((await repository.git(...show)).trimEnd());
  }
  title('The message in Slack');
  for (const { message } of slack.posts) console.log(readableMessage(message ?? {}));
  process.exitCode = exit;
} finally {
  await Promise.all([server.close(), slack.close()]);
}
