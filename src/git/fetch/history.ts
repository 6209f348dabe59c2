import { parseCommit } from '../objects/commit.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { PastCommit } from '../remote.ts';

/**
 * Every commit in the store that is reachable from the tip without passing the base. The store holds all of base..tip,
 * because each tip was fetched with the one before as what is there already; parents that are missing lie before it.
 */
export function commitsSince(base: string, tip: string, store: ObjectStore): PastCommit[] {
  const commits: PastCommit[] = [];
  const seen = new Set([base]);
  const ahead = [tip];
  for (let oid = ahead.pop(); oid !== undefined; oid = ahead.pop()) {
    const object = store.get(oid);
    if (seen.has(oid) || object?.type !== 'commit') continue;
    seen.add(oid);
    const { message, parents } = parseCommit(object);
    commits.push({ commit: oid, message, parents });
    ahead.push(...parents);
  }
  return commits;
}
