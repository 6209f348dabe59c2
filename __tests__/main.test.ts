// Command lines from end to end: what is printed, and the exit code.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHere } from '../testing/run-here.ts';

test.each([
  [['help'], 'Usage:'],
  [['--help'], 'Usage:'],
  [['-h'], 'Usage:'],
  [['deploy', '--help'], 'gitops-deploy [deploy]'],
  [['--help', 'edit'], 'gitops-deploy edit FILE...'],
  [['help', 'deploy'], 'gitops-deploy [deploy]'],
  [['help', 'edit'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['edit', '--help'], 'gitops-deploy edit FILE...'],
  [['help', 'inputs'], '--slack-webhook-url, GITOPS_DEPLOY_SLACK_WEBHOOK_URL'],
  [['help', 'inputs'], 'Also DOCKER_REPO, DOCKER_IMAGE, DOCKER_TAG.'],
  [['help', 'exit-codes'], '7  unknown'],
  [['help', 'slack-channel'], '--slack-channel, GITOPS_DEPLOY_SLACK_CHANNEL'],
  [['help', '--slack-channel'], '--slack-channel, GITOPS_DEPLOY_SLACK_CHANNEL'],
  [['deploy', '--repository', 'x', '--help'], 'gitops-deploy [deploy]'],
  [['--file', 'a.yaml', '--help'], 'gitops-deploy [deploy]'],
  [['--help', '--file', 'a.yaml'], 'gitops-deploy [deploy]'],
  [['--dry-run', '-h'], 'gitops-deploy [deploy]'],
  [['edit', 'a.yaml', '-h'], 'gitops-deploy edit FILE...'],
  [['edit', '--help', 'a.yaml', '--image', 'web:v2'], 'gitops-deploy edit FILE...'],
  [['--help', '--image'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['--help', 'image'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['image', '--help'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['--help', '--imgae', 'web:v2'], 'Usage:'],
  [['deploy', '--help', '--imgae'], 'gitops-deploy [deploy]'],
  [['a.yaml', '--help', '--image', 'web:v2'], 'Usage:'],
  [['--image', 'web:v2', '--help', '--branch'], 'Usage:'],
  [['--dry-run=true', '--help'], '--dry-run, GITOPS_DEPLOY_DRY_RUN'],
  [['-help'], 'Usage:'],
  [['-?'], 'Usage:'],
  [['deploy', '-?'], 'gitops-deploy [deploy]'],
  [['help', 'deploy', 'image'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['help', 'GITOPS_DEPLOY_IMAGE'], '--image, GITOPS_DEPLOY_IMAGE'],
  [['help', 'YAML_FILE_PATH'], '--file, GITOPS_DEPLOY_FILE'],
])('%j helps', async (words, text) => {
  const run = await runHere(words);
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain(text);
});

test.each([
  [['deplyo'], 'is not a command'],
  [['deploy', 'now'], 'neither a flag nor a command'],
  [['--repostory', 'x'], 'write --repository'],
  [['help', 'me'], 'there is no help on'],
  [['help', 'repo'], 'write "gitops-deploy help repository"'],
  [['help', 'imgae'], 'write "gitops-deploy help image"'],
  [['help', 'GITOPS_DEPLOY_FILES'], 'write "gitops-deploy help file"'],
  [['--image', 'web', '--version', 'v2'], 'with nothing else beside it'],
  [['--version', 'v2', '--image', 'web'], 'with nothing else beside it'],
  [['version', 'v2'], 'with nothing else beside it'],
  [['--file', 'a.yaml', 'help'], 'with nothing else beside it'],
  [['--message', '--help'], "'--message' argument is ambiguous"],
  [['--message=--help'], 'repository: is missing'],
  [['--mesage', '--help'], 'write --message'],
  [['edit', '--', '--help'], 'image: is missing'],
  [['deplyo', '--help'], 'there is no help on'],
  [['--help', 'me'], 'there is no help on'],
])('%j is bad input', async (words, says) => {
  const run = await runHere(words);
  expect(run).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(says) });
});

test.each<[string[], Record<string, string>]>([
  [['--json', '--repostory', 'x'], {}],
  [['--json=true', 'deploi'], {}],
  [['deploi'], { GITOPS_DEPLOY_JSON: 'true' }],
  [['help', 'me', '--json'], {}],
])('%j with %j prints one JSON object, though it cannot be read', async (words, env) => {
  const run = await runHere(words, {}, env);
  expect(run.exit).toBe(2);
  expect(JSON.parse(run.stdout)).toMatchObject({ result: 'failed', error: { code: 'invalid-input' } });
});

test('a key may be given as the path of its file, as GitLab does with File variables', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'key-'));
  try {
    const key = join(folder, 'GITOPS_DEPLOY_SSH_KEY');
    await writeFile(key, 'ssh-ed25519 AAAAC3 me\n');
    const flags = { repository: 'git@git.example.com:c.git', file: 'a.yaml', image: 'a:1' };
    const run = (path: string) => runHere([], flags, { GITOPS_DEPLOY_SSH_KEY: path });
    expect((await run(key)).stderr).toContain('GITOPS_DEPLOY_SSH_KEY (value hidden): it is a public key');
    expect((await run(`${key}x`)).stderr).toContain('it is the name of a file that is not here');
  } finally {
    await rm(folder, { recursive: true });
  }
});
