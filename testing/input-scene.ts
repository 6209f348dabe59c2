// Everything that an input can have an effect on: config repositories behind HTTP and SSH, a proxy, and Slack.
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.ts';
import { type BundleRun, runBundle } from './bundle.ts';
import { startConnectProxy } from './connect-proxy.ts';
import { type GitServer, startGitServer } from './git-server.ts';
import { type GitHubApi, startGitHubApi } from './github-api.ts';
import { type GitHubDeploymentsServer, startGitHubDeployments } from './github-deployments.ts';
import { type GitHubRequestsServer, startGitHubRequests } from './github-requests.ts';
import { type InputTexts, type Spelling, spell } from './input-spelling.ts';
import { loginsOf } from './logins.ts';
import { type RegistryDouble, startRegistryDouble } from './registry-double.ts';
import { noteMade } from './repository-state.ts';
import { needsProcess, runHere } from './run-here.ts';
import { plant } from './seed.ts';
import { type SlackReceiver, startSlackReceiver } from './slack-receiver.ts';
import { type SlackWebApi, startSlackWebApi } from './slack-web-api.ts';
import { type KeyPair, makeKeyPair } from './ssh-keys.ts';
import { hasSshd, type SshServer, startSshServer } from './ssh-server.ts';
import { githubStatusDialect } from './status-dialects.ts';
import { type StatusHub, startStatusHub } from './status-hub.ts';

/** Servers that all rows share; every run begins with the repositories as they were. */
export interface InputScene {
  readonly server: GitServer;
  /** `undefined` where openssh-server is not installed. */
  readonly ssh: SshServer | undefined;
  /** Opens the SSH server, and signs. */
  readonly key: KeyPair;
  readonly webhook: SlackReceiver;
  readonly slackApi: SlackWebApi;
  /** Of images. */
  readonly registry: RegistryDouble;
  /** GitHub's, for Apps. */
  readonly githubApi: GitHubApi;
  /** GitHub's, for pull requests. */
  readonly githubRequests: GitHubRequestsServer;
  /** GitHub's, for statuses of commits. */
  readonly githubStatuses: StatusHub;
  /** GitHub's, for deployments. */
  readonly githubDeployments: GitHubDeploymentsServer;
  /** A name that is not this machine, reached over plain HTTP; leads to `server`. */
  readonly remote: { readonly url: string; readonly env: Readonly<Record<string, string>> };
  /** Runs with these inputs and nothing else: as an Action the bundle, and in this process what flags and variables add to it. */
  run(inputs: InputTexts, spelling: Spelling, env: Readonly<Record<string, string>>): Promise<BundleRun>;
  /** The lines of the commit that landed on a branch since the run began, `-old` and `+new`. */
  landed(branch?: string): Promise<readonly string[]>;
  /** `user:password` of all requests since the run began, each once. */
  logins(): readonly string[];
  /** What arrived at Slack since the run began, by webhook and by web API. */
  posts(): SlackReceiver['posts'];
  /** @throws {Error} where calls or answers of GitHub's stand-ins do not fit its description */
  close(): Promise<void>;
}

/** Says which push options it got. */
const sayOptions = `#!/bin/sh
env | sed -n 's/^GIT_PUSH_OPTION_[0-9]*=/option /p' | sort >&2`;

/**
 * Starts the servers.
 * @param files what the config repositories hold, on the branches `main` and `staging`
 * @returns the scene, to be closed
 */
export async function setInputScene(files: Readonly<Record<string, string>>): Promise<InputScene> {
  const key = makeKeyPair('ed25519');
  const server = await startGitServer({
    files,
    config: { 'receive.advertisePushOptions': 'true', 'core.hooksPath': '../hooks' },
  });
  const hooks = join(server.repository.root, 'hooks');
  await mkdir(hooks, { recursive: true });
  await writeFile(join(hooks, 'post-receive'), sayOptions, { mode: 0o755 });
  const ssh = hasSshd ? await startSshServer({ files, authorized: [key] }) : undefined;
  const repositories = [server.repository, ...(ssh ? [ssh.repository] : [])];
  const rewinds = await Promise.all(repositories.map(rewinding));
  const [webhook, slackApi, githubApi] = await Promise.all([
    startSlackReceiver(),
    startSlackWebApi(),
    startGitHubApi(),
  ]);
  const githubRequests = await startGitHubRequests(server.repository);
  const githubStatuses = await startStatusHub(githubStatusDialect);
  const githubDeployments = await startGitHubDeployments(server.repository);
  const registry = await startRegistryDouble();
  const proxy = await startConnectProxy({ to: server.port });
  let before: SlackReceiver['posts'] = [];
  const arrived = (): SlackReceiver['posts'] => [...webhook.posts, ...slackApi.posts];
  return {
    ...{
      server,
      ssh,
      key,
      webhook,
      slackApi,
      githubApi,
      githubRequests,
      githubStatuses,
      githubDeployments,
      registry,
    },
    remote: { url: 'http://git.example.test/config.git', env: { HTTP_PROXY: proxy.url } },
    async run(inputs, spelling, env) {
      await Promise.all(rewinds.map((rewind) => rewind()));
      server.requests.length = 0;
      githubApi.requests.length = 0;
      registry.requests.length = 0;
      before = arrived();
      const start = spell(inputs, spelling);
      const variables = { ...start.env, ...env };
      const run = needsProcess(variables) ? runBundle : runHere;
      return run([], start.flags, variables);
    },
    landed: (branch = 'main') => server.repository.diff(`start..${branch}`),
    logins: () => loginsOf(server.requests),
    posts: () => arrived().filter((post) => !before.includes(post)),
    async close() {
      const all = [
        proxy,
        webhook,
        slackApi,
        githubApi,
        githubRequests,
        githubStatuses,
        githubDeployments,
        registry,
        server,
        ...(ssh ? [ssh] : []),
      ];
      await Promise.all(all.map((one) => one.close()));
      const faults = [githubRequests, githubStatuses, githubDeployments].flatMap((hub) => hub.faults);
      if (faults.length > 0) throw new Error(`Stand-ins do not fit their description: ${faults.join('; ')}`);
    },
  };
}

/** Marks where a repository stands as `start`, and gives the way back there: files, in place of processes. */
async function rewinding({ directory, tip }: BareRepository): Promise<() => Promise<void>> {
  const start = `${await tip()}\n`;
  await mkdir(join(directory, 'refs/tags'), { recursive: true });
  for (const name of ['heads/staging', 'tags/start']) await writeFile(join(directory, 'refs', name), start);
  const like = `${directory} at its start`;
  const copyBack = () => plant(like, directory, (folder) => cp(directory, folder, { recursive: true }));
  await copyBack();
  return async () => {
    await rm(directory, { recursive: true, maxRetries: 5 });
    await copyBack();
    noteMade(directory, like);
  };
}
