// A secret in the wrong input reaches no server.

import { startGitServer } from '../../testing/git-server.ts';
import { runHere } from '../../testing/run-here.ts';
import { startSlackReceiver } from '../../testing/slack-receiver.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

const { privateKey } = makeKeyPair('ed25519');
const pgp = '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQVYBGcs\n-----END PGP PRIVATE KEY BLOCK-----';

test.each([
  ['a private key', privateKey],
  ['a GPG key', pgp],
  ['a token of Slack', 'xoxb-1234567890-hunter2'],
])('%s in the place of the token is sent to nobody', async (_, token) => {
  const server = await startGitServer({ files: { 'a.yaml': 'image: acme/web:v1\n' } });
  const slack = await startSlackReceiver();
  try {
    const env = { GITOPS_DEPLOY_TOKEN: token, GITOPS_DEPLOY_SLACK_WEBHOOK_URL: slack.url };
    const run = await runHere([], { repository: server.url, file: 'a.yaml', image: 'acme/web:v2' }, env);
    expect(run.exit).toBe(2);
    expect(server.requests).toEqual([]);
    expect(run.stdout + run.stderr + JSON.stringify(slack.posts)).not.toContain(token.slice(-20));
  } finally {
    await Promise.all([server.close(), slack.close()]);
  }
});
