// The config repository, opened for whatever a command does with it.
import type { Config } from '../config/config.ts';
import type { Connection } from '../config/connection-config.ts';
import type { Given } from '../config/given.ts';
import { type GitRepository, openRepository } from '../git/repository.ts';
import type { CiServer } from '../hosts/find-host.ts';
import { gitHost, gitUserAgent, requestUrl } from '../hosts/git-access.ts';
import type { AppPurpose } from '../hosts/github-app-purpose.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import { type Host, repositoryPage } from '../hosts/host.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import type { Credential } from '../hosts/write-access.ts';
import { version } from '../version.ts';
import { openAppToken } from './app-token.ts';
import type { CommandContext } from './command.ts';
import { hostOf } from './host-of.ts';

/** How commits are made, and get to the server. */
type CommitWay = Pick<Config, 'signingKey' | 'pushOptions' | 'commitThrough' | 'proposal'>;

/** The repository, until it is closed. */
export interface OpenConfigRepository {
  readonly repository: GitRepository;
  /** The kind of its host. */
  readonly host: Host;
  readonly app: GitHubAppToken | undefined;
  readonly close: () => void;
}

/**
 * Opens the config repository; nothing is sent before it is used.
 * @param writes how commits are made and pushed; `undefined`: none are
 * @param deadline the end of the time, milliseconds of the monotonic clock
 * @param purpose what an App's token is for
 * @returns the repository, to be closed
 * @throws {DeployError} invalid-input for a credential that cannot be used there
 */
export async function openConfigRepository(
  connection: Connection,
  writes: CommitWay | undefined,
  deadline: number,
  context: CommandContext,
  purpose: AppPurpose = writes === undefined || writes.proposal.mode === 'push' ? 'push' : 'propose',
): Promise<OpenConfigRepository> {
  const { given, log, now, monotonicNow, signal } = context;
  const { url, token, username, allowHttp, sshKey, sshKnownHosts } = connection;
  const host = hostOf(connection, given.ci);
  if (token !== undefined) checkTokenHost(host, url, 'token', token, given.ci.jobToken);
  const app = await openAppToken(connection, purpose, context);
  const closing: (() => void)[] = [];
  const way = writes?.commitThrough === 'api' ? await import('./commits-by-host.ts') : undefined;
  const onOpen = (close: () => void): void => void closing.push(close);
  const openCommits = writes && way?.commitsByHost(connection, writes.proposal, host, app, context, onOpen);
  const repository = openRepository({
    url: requestUrl(host, url),
    host: gitHost(host, url, credentialOf(connection, given.ci)),
    token: app ?? token,
    username,
    allowHttp,
    sshKey,
    knownHosts: sshKnownHosts,
    signingKey: writes?.signingKey,
    pushOptions: writes?.pushOptions ?? [],
    openCommits,
    network: given.network,
    userAgent: gitUserAgent(version),
    deadline,
    now,
    monotonicNow,
    random: Math.random,
    signal,
    log,
  });
  const close = (): void => {
    repository.close();
    app?.close();
    for (const each of closing) each();
  };
  return { repository, host, app, close };
}

/**
 * Tells of the CI's own host.
 * @returns its kind and its address
 */
export function ciServer({ kind, serverUrl }: Given['ci']): CiServer {
  return { kind, url: serverUrl };
}

/** GitHub and GitLab write a project as `owner/name`, clone URLs with a suffix. */
function credentialOf({ token, app, url }: Connection, { jobToken, repository }: Given['ci']): Credential {
  const path = repositoryPage(url.path).slice(1);
  return {
    token,
    isApp: app !== undefined,
    isJobToken: token !== undefined && token === jobToken,
    isOwnRepository: repository !== undefined && repository.toLowerCase() === path.toLowerCase(),
  };
}
