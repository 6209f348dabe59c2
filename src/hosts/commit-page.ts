// Links to the web pages of a host.
import type { RemoteUrl } from '../remote/url.ts';
import type { CiServer } from './find-host.ts';
import type { Host } from './host.ts';
import { webOrigin } from './web-origin.ts';

/**
 * Makes the address of a commit's page.
 * @param host the kind of host that the repository is on
 * @param url the clone URL
 * @param commit its id, 40 hex digits
 * @param ci tells of its own host whether its pages are on https://
 * @returns `undefined` where the host's pages are not known: no link is better than a dead one
 */
export function commitPage(host: Host, url: RemoteUrl, commit: string, ci: CiServer): string | undefined {
  return pageOf(host, url, host.commitPath(url.path, commit), ci);
}

/**
 * Makes the address of the page that compares two commits.
 * @param host the kind of host that the repository is on
 * @param url the clone URL
 * @param from the older commit, which may be abbreviated
 * @param to the newer commit
 * @param ci tells of its own host whether its pages are on https://
 * @returns `undefined` where the host's pages are not known
 */
export function comparePage(
  host: Host,
  url: RemoteUrl,
  from: string,
  to: string,
  ci: CiServer,
): string | undefined {
  return pageOf(host, url, host.comparePath(url.path, from, to), ci);
}

/**
 * Makes the address of the page that shows a line of a file at a commit.
 * @param host the kind of host that the repository is on
 * @param url the clone URL
 * @param commit its id, 40 hex digits
 * @param place the path of the file in the repository, and the line from 1 on
 * @param ci tells of its own host whether its pages are on https://
 * @returns `undefined` where the host's pages are not known
 */
export function filePage(
  host: Host,
  url: RemoteUrl,
  commit: string,
  { file, line }: { readonly file: string; readonly line: number },
  ci: CiServer,
): string | undefined {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  return pageOf(host, url, host.filePath(url.path, commit, encoded, line), ci);
}

function pageOf(host: Host, url: RemoteUrl, path: string | undefined, ci: CiServer): string | undefined {
  return path === undefined ? undefined : `${webOrigin(host, url, ci)}${path}`;
}
