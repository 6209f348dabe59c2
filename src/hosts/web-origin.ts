// Where the web pages of a repository's host are.
import { isLoopback } from '../remote/loopback.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { type CiServer, serverName } from './find-host.ts';
import type { Host } from './host.ts';

/**
 * Finds the web server of a repository's host. A clone URL over HTTP tells it; beside SSH, only the CI of the same host knows
 * its scheme and port.
 * @param host the kind of host that the repository is on
 * @param url the clone URL
 * @param ci tells of its own host
 * @returns `https://git.acme.dev`
 */
export function webOrigin({ publicServer }: Host, url: RemoteUrl, ci: CiServer): string {
  if (url.scheme !== 'ssh') return new URL(url.href).origin;
  const server = ci.url === undefined ? undefined : new URL(ci.url);
  if (server?.hostname === url.host && !isLoopback(url.host)) return server.origin;
  const name = serverName(url);
  const isSshName = publicServer?.sshNames.includes(name) === true;
  return `https://${isSshName ? publicServer?.name : name}`;
}
