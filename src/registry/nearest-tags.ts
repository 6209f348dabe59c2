// The tags that are most like the one that is not there.

import type { ServiceAnswer } from '../http/client.ts';
import { editDistance } from '../image/edit-distance.ts';
import { isTag } from '../image/reference.ts';
import type { RegistryClient } from './registry-client.ts';

/** So many tags are asked for at once, and so many pages are read: a registry may have a hundred thousand of them. */
const [pageSize, mostPages] = [1000, 3];
/** How many tags are shown. */
const mostShown = 3;

/**
 * Asks for the tags of a repository, and gives those that are most like the wanted one; where the registry does not list them, none.
 * @param wanted a tag that is not there
 * @returns up to three tags, the likeliest first
 */
export async function nearestTags(client: RegistryClient, wanted: string): Promise<readonly string[]> {
  const tags: string[] = [];
  let path: string | undefined = `tags/list?n=${pageSize}`;
  // Whoever is told that the image is missing can do without them.
  for (let page = 0; page < mostPages && path !== undefined; page++) {
    const answer: ServiceAnswer | undefined = await client
      .ask('GET', path, 'application/json', `list the tags beside "${wanted}"`, [])
      .catch(() => undefined);
    const own: readonly string[] = tagsIn(answer?.body.toString() ?? '').slice(0, pageSize);
    tags.push(...own);
    // The link to the next page is only whether there is one: where it leads is for the server to say, and not for us to follow.
    const hasMore: boolean = answer?.headers.link !== undefined && own.length > 0;
    path = hasMore ? `tags/list?n=${pageSize}&last=${encodeURIComponent(own.at(-1) ?? '')}` : undefined;
  }
  return likeliest(tags, wanted);
}

function likeliest(tags: readonly string[], wanted: string): readonly string[] {
  return tags
    .map((tag) => ({ tag, distance: editDistance(tag, wanted) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostShown)
    .map(({ tag }) => tag);
}

function tagsIn(text: string): readonly string[] {
  try {
    const { tags } = Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
    return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string' && isTag(tag)) : [];
  } catch {
    return [];
  }
}
