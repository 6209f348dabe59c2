// The GitHub App of a deploy, opened where one is given.
import type { Connection } from '../config/connection-config.ts';
import { findHost } from '../hosts/find-host.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';

/**
 * Opens the App that makes the token; nothing is sent before it is used.
 * @returns `undefined` where the deploy has another credential, or none: nothing of it is loaded then
 * @throws {DeployError} invalid-input for a repository that is not on GitHub
 */
export async function openAppToken(
  { app, url, allowHttp }: Connection,
  context: CommandContext,
): Promise<GitHubAppToken | undefined> {
  if (app === undefined || url.scheme === 'ssh') return undefined;
  const { given, hide, now, monotonicNow } = context;
  const { kind, serverUrl, apiUrl } = given.ci;
  const host = findHost(url, { kind, url: serverUrl });
  const { openGitHubApp } = await import('../hosts/github-app-token.ts');
  return openGitHubApp(host, url, {
    app,
    own: { serverUrl, apiUrl },
    allowHttp,
    userAgent: `gitops-deploy/${version}`,
    network: given.network,
    now,
    monotonicNow,
    hide,
  });
}
