// The GitHub App of a deploy, opened where one is given.
import type { Connection } from '../config/connection-config.ts';
import type { AppPurpose } from '../hosts/github-app-purpose.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';
import { hostOf } from './host-of.ts';

/**
 * Opens the App that makes the token; nothing is sent before it is used.
 * @param purpose what its token is for
 * @returns `undefined` where the deploy has another credential, or none: nothing of it is loaded then
 * @throws {DeployError} invalid-input for a repository that is not on GitHub
 */
export async function openAppToken(
  connection: Connection,
  purpose: AppPurpose,
  context: CommandContext,
): Promise<GitHubAppToken | undefined> {
  const { app, url, allowHttp } = connection;
  if (app === undefined || url.scheme === 'ssh') return undefined;
  const { given, hide, now, monotonicNow } = context;
  const { serverUrl, apiUrl } = given.ci;
  const host = hostOf(connection, given.ci);
  const { openGitHubApp } = await import('../hosts/github-app-token.ts');
  return openGitHubApp(host, url, {
    app,
    own: { serverUrl, apiUrl },
    allowHttp,
    purpose,
    userAgent: `gitops-deploy/${version}`,
    network: given.network,
    now,
    monotonicNow,
    hide,
  });
}
