// The application's commit that was built, as people are shown it.
import { movesImage } from '../change/changed-images.ts';
import { previousSource } from '../change/previous-source.ts';
import type { BuiltSource } from '../config/origin-config.ts';
import { assertDeployError } from '../errors.ts';
import { commitPage, comparePage } from '../hosts/commit-page.ts';
import { type CiServer, findHost } from '../hosts/find-host.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import type { NotifiedSource } from '../notify/notification.ts';
import { parseRemoteUrl, type RemoteUrl } from '../remote/url.ts';

/** Letters of a commit's title. */
const longestTitle = 150;

/**
 * Describes the commit that was built: its title, its page, and what lies between it and the one that was deployed before.
 * @param sourceBefore what the branch says of the latter, `owner/name@COMMIT`; without it, the tags may tell
 * @param ci tells of its own host whether its pages are on https://
 * @returns `undefined` where nobody says which commit was built
 */
export function builtCommit(
  source: BuiltSource | undefined,
  sourceBefore: string | undefined,
  edit: ManifestEdit,
  ci: CiServer,
): NotifiedSource | undefined {
  if (source?.commit === undefined) return undefined;
  const { commit, repository, repositoryUrl, subject = '', author } = source;
  const title =
    subject
      .trim()
      .split(/[\r\n]/)[0]
      ?.slice(0, longestTitle) ?? '';
  const url = repositoryUrl === undefined ? undefined : readUrl(repositoryUrl);
  const host = url && findHost(url, ci);
  const before = commitIn(sourceBefore, source) ?? commitBefore(edit, commit);
  const compared = host && before && comparePage(host, url, before, commit, ci);
  return {
    title: title || [repository, commit.slice(0, 8)].filter(Boolean).join('@'),
    author: author?.name,
    url: host && commitPage(host, url, commit, ci),
    comparison: compared
      ? { label: `${before.slice(0, 8)}...${commit.slice(0, 8)}`, url: compared }
      : undefined,
  };
}

/** A commit of another repository is nothing to compare with, and the same one is no change. */
function commitIn(sourceBefore: string | undefined, { repository, commit }: BuiltSource): string | undefined {
  const [, name, before] = /^(.+)@([0-9a-f]{7,64})$/.exec(sourceBefore ?? '') ?? [];
  return name === repository && before !== commit ? before : undefined;
}

/** Several images, or several old tags, have no one commit before. */
function commitBefore({ changes }: ManifestEdit, commit: string): string | undefined {
  const befores = new Set(changes.filter(movesImage).map(({ from, to }) => previousSource(from, to, commit)));
  return befores.size === 1 ? [...befores][0] : undefined;
}

/** What a CI says of its repository need not be a clone URL. */
function readUrl(text: string): RemoteUrl | undefined {
  try {
    return parseRemoteUrl(text);
  } catch (error) {
    assertDeployError(error);
    return undefined;
  }
}
