// The clone URL that the input `repository` means.

import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import type { CiRun } from './ci/ci-run.ts';
import { invalidValue } from './input-problem.ts';

/** Hosts that people write in front of a path as if it was an address. */
const wellKnown = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];

/** The hosts whose projects are never below more than an owner. */
const ofTwoParts: readonly CiRun['kind'][] = ['github', 'gitea', 'bitbucket'];

/**
 * Resolves `owner/name` on the CI's own host, and `host/owner/name` on that host.
 * @param text the input as it is given
 * @returns the clone URL that is meant; anything else is one as it stands
 * @throws {DeployError} invalid-input where no host is known
 */
export function cloneUrl(text: string, { kind, serverUrl }: Pick<CiRun, 'kind' | 'serverUrl'>): string {
  if (!/^\w[\w.-]*(?::\d+)?(?:\/[\w.~-]+)+\/?$/.test(text)) return text;
  const path = text.replace(/\/$/, '').replace(/\.git$/, '');
  const own = serverUrl?.replace(/\/$/, '');
  const base = [own, ...wellKnown.map((host) => `https://${host}`)].find((url) => url && isBelow(path, url));
  if (base !== undefined) return `${base}/${path.slice(withoutScheme(base).length + 1)}.git`;
  if (path.includes(':')) return text;
  if (own === undefined)
    throw invalidValue(
      'names no host, and no CI says on which host its own project is',
      'write the clone URL',
    );
  if (kind === 'azure-devops') return azureUrl(own, path);
  if (ofTwoParts.includes(kind) && path.split('/').length > 2)
    throw invalidValue('is not "owner/name"', `write the clone URL, like "https://${path}.git"`);
  return `${own}/${path}.git`;
}

/** `project/name` below an organization, or `organization/project/name` as people write it too. */
function azureUrl(own: string, path: string): string {
  const parts = path.split('/');
  const hasOrg = parts.length === 3 && own.endsWith(`/${parts[0]}`);
  const [project, name, more] = hasOrg ? parts.slice(1) : parts;
  if (project === undefined || name === undefined || more !== undefined)
    throw invalidValue('is not "project/name"', 'write the clone URL');
  return `${own}/${project}/_git/${name}`;
}

/**
 * Checks that what is given to log in fits the way that the URL goes.
 * @param hasToken whether the input `token` is given
 * @param hasKey whether the input `ssh-key` is given
 * @returns the URL as it is
 * @throws {DeployError} invalid-input for one over HTTPS where only a key for SSH is given
 */
export function checkReach(url: RemoteUrl, hasToken: boolean, hasKey: boolean): RemoteUrl {
  if (url.scheme === 'ssh' || hasToken || !hasKey) return url;
  throw invalidValue(
    'is reached by HTTPS, and a key is for SSH',
    `write "git@${url.host}:${url.path.slice(1)}", or give ${inputName('token')} in place of ${inputName('ssh-key')}`,
  );
}

/** Says whether a path begins with the host: `github.com/acme/config` with `https://github.com`. */
function isBelow(path: string, url: string): boolean {
  return path.toLowerCase().startsWith(`${withoutScheme(url).toLowerCase()}/`);
}

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');
