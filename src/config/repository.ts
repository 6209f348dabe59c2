import type { Environment } from './environment.ts';
import { badValue } from './problems.ts';

/** Hosts that people write in front of a path as if it was an address. */
const wellKnown = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];

/**
 * The clone URL that is meant: `owner/name` is on the CI's own host, `host/owner/name` on that host, and anything else
 * is a clone URL as it stands. Throws `invalid-input`.
 */
export function cloneUrl(text: string, { ci, serverUrl }: Environment): string {
  if (!/^\w[\w.-]*(?::\d+)?(?:\/[\w.~-]+)+\/?$/.test(text)) return text;
  const path = text.replace(/\/$/, '').replace(/\.git$/, '');
  const own = serverUrl?.replace(/\/$/, '');
  const base = [own, ...wellKnown.map((host) => `https://${host}`)].find((url) => url && within(path, url));
  if (base !== undefined) return `${base}/${path.slice(bare(base).length + 1)}.git`;
  if (path.includes(':')) return text;
  if (own === undefined)
    throw badValue('names no host, and this is no GitHub or GitLab pipeline', 'write the clone URL');
  if (ci === 'github' && path.split('/').length > 2)
    throw badValue('is not "owner/name"', `write the clone URL, like "https://${path}.git"`);
  return `${own}/${path}.git`;
}

/** `github.com/acme/config` on `https://github.com` */
function within(path: string, url: string): boolean {
  return path.toLowerCase().startsWith(`${bare(url).toLowerCase()}/`);
}

const bare = (url: string): string => url.replace(/^https?:\/\//, '');
