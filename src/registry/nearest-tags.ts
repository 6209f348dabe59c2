// The tags that are most like the one that is not there.
import { editDistance } from '../image/edit-distance.ts';
import { listTags } from './list-tags.ts';
import type { RegistryClient } from './registry-client.ts';

/** A registry may have a hundred thousand of them. */
const bounds = { mostTags: 3000, mostPages: 3 };
/** How many tags are shown. */
const mostShown = 3;

/**
 * Asks for the tags of a repository, and gives those that are most like the wanted one; where the registry does not list them, none.
 * @param wanted a tag that is not there
 * @returns up to three tags, the likeliest first
 */
export async function nearestTags(client: RegistryClient, wanted: string): Promise<readonly string[]> {
  const action = `list the tags beside "${wanted}"`;
  // Whoever is told that the image is missing can do without them.
  const list = await listTags(client, { ...bounds, action, retry: (job) => job() }).catch(() => undefined);
  return (list?.tags ?? [])
    .map((tag) => ({ tag, distance: editDistance(tag, wanted) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, mostShown)
    .map(({ tag }) => tag);
}
