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

/** Gives the URL back. Throws `invalid-input` for one over HTTPS where only a key for SSH is given. */
export function checkReach(url: string, hasToken: boolean, hasKey: boolean): string {
  const [, host = '', path = ''] = /^https?:\/\/([^/:@]+)(?::\d+)?\/(.+)$/i.exec(url) ?? [];
  if (path === '' || hasToken || !hasKey) return url;
  throw badValue(
    'is reached by HTTPS, and a key is for SSH',
    `write "git@${host}:${path}", or give "token" in place of "ssh-key"`,
  );
}

/** `github.com/acme/config` on `https://github.com` */
function within(path: string, url: string): boolean {
  return path.toLowerCase().startsWith(`${bare(url).toLowerCase()}/`);
}

const bare = (url: string): string => url.replace(/^https?:\/\//, '');
