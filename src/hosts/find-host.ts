// The entrance of hosts/: which kind of host a repository is on, and what all hosts say.
import type { RefusalRule } from '../http/refusal-rule.ts';
import { isLoopback } from '../remote/loopback.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { azureDevOps } from './azure-devops.ts';
import { bitbucket } from './bitbucket.ts';
import { bitbucketDataCenter } from './bitbucket-data-center.ts';
import { gerrit } from './gerrit.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { type Host, type TokenUser, unknownHost } from './host.ts';

/** The order counts: the first host that fits, and the first text that a refusal holds. */
const hosts: readonly Host[] = [github, gitlab, bitbucket, gitea, azureDevOps, gerrit, bitbucketDataCenter];

/** The CI that runs this: the kind of the host that it belongs to, and that host's address where it is known. */
export interface CiServer {
  readonly kind: Exclude<Host['kind'], 'gerrit' | 'unknown'> | 'none';
  /** `https://gitlab.acme.dev` */
  readonly url: string | undefined;
}

/**
 * Finds the kind of host that a repository is on: by the CI where it is the CI's own host, else by the
 * server's name, else by the form of the path.
 * @returns the host; one of an unknown kind where nothing tells it
 */
export function findHost(url: RemoteUrl, ci: CiServer): Host {
  const name = serverName(url);
  if (ci.kind !== 'none' && ci.url !== undefined && isSameServer(url, ci.url)) return ofKind(ci.kind);
  return (
    hosts.find(isPublic(name)) ??
    byNameWord(name) ??
    hosts.find((host) => host.hasPath(url.path)) ??
    unknownHost
  );
}

/**
 * Names a repository's server, with its port where it is not the scheme's own. The ports of SSH and of the
 * web are not the same, so that of SSH is left out.
 * @returns `git.example.com:8443`
 */
export function serverName(url: RemoteUrl): string {
  return url.scheme === 'ssh' ? url.host : new URL(url.href).host;
}

/**
 * The texts of every host: by its name alone, the kind of a company's own server is often not known. The most exact one
 * wins: reasons stand before the headings above them.
 */
export const allRefusals: readonly RefusalRule[] = refusalsWith(() => undefined);

/**
 * Gathers the texts of every host, with remedies for one credential.
 * @param remedyOf says how it gets the right to push to a host of a kind; `undefined`: in the words of the rule
 * @returns the rules in the order in which they are tried
 */
export function refusalsWith(remedyOf: (kind: Host['kind']) => string | undefined): readonly RefusalRule[] {
  const reasons = hosts.flatMap(({ kind, refusals }) =>
    refusals.map((rule) =>
      rule.lacks === 'write' ? { ...rule, remedy: remedyOf(kind) ?? rule.remedy } : rule,
    ),
  );
  return [...reasons, ...hosts.flatMap(({ headings }) => headings)];
}

/** The user names that go with tokens of one form. */
export const tokenUsers: readonly TokenUser[] = hosts.flatMap((host) => host.tokenUsers);

/**
 * Finds the kind of host that makes tokens of a form.
 * @param token the secret
 * @returns `undefined` for a token that does not tell
 */
export function hostOfToken(token: string): Host | undefined {
  return hosts.find(({ tokenForm }) => tokenForm?.test(token));
}

/** The host keys that public servers publish, collected 2026-11 from their own pages; a known_hosts file. */
export const publishedHostKeys: string = hosts
  .map(({ publicServer }) => publicServer?.hostKeys.trimStart() ?? '')
  .join('');

/**
 * Says whether a server takes filters of trees that are several levels deep.
 * @param agent the server's capability `agent`; it tells more than the server's name
 * @returns `true` where such a filter is safe to ask for
 */
export function takesTreeDepth(agent: string): boolean {
  return hosts.every((host) => host.takesTreeDepth(agent));
}

/** A runner may reach the CI's host by another port than people do; this machine has a server on every port. */
function isSameServer(url: RemoteUrl, ciUrl: string): boolean {
  const { host, hostname } = new URL(ciUrl);
  return host === serverName(url) || (hostname === url.host && !isLoopback(hostname));
}

function isPublic(name: string): (host: Host) => boolean {
  return ({ publicServer }) => publicServer?.name === name || publicServer?.sshNames.includes(name) === true;
}

/** The first word of the name that tells a kind: `git.gitlab-backup.example` is GitLab's. */
function byNameWord(name: string): Host | undefined {
  const ofWord = (word: string) => hosts.filter(({ nameWords }) => nameWords.includes(word));
  return name.split(/[.:-]/).flatMap(ofWord)[0];
}

/**
 * Gives the host of a kind.
 * @returns one of an unknown kind where there is none
 */
export function ofKind(kind: CiServer['kind'] | Host['kind']): Host {
  return hosts.find((host) => host.kind === kind) ?? unknownHost;
}
