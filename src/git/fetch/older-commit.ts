// How an older commit of a branch is reached where the server gives the tips of branches alone.
import type { Advertisement } from '../wire/advertisement.ts';
import type { LogEntry } from './history.ts';

/** From which tip, and how many commits from there on, as `deepen` counts them. */
export interface Reach {
  readonly tip: string;
  readonly depth: number;
}

/** So many commits may have come on top since the history was read. */
const mostSince = 100;

/**
 * Says how to reach a commit that is no tip. Protocol v2 gives every commit, and v0 where the server says so.
 * Source: https://git-scm.com/docs/protocol-capabilities#_allow_reachable_sha1_in_want
 * @param server what it said
 * @param commits the history as far as it was read, its tip first
 * @param tip id of the branch's tip as it is now
 * @param commit id of the one to reach
 * @returns `undefined` where the commit can be asked for by its id, or where it is not known how far back it is
 */
export function reachOf(
  server: Advertisement | undefined,
  commits: readonly LogEntry[],
  tip: string,
  commit: string,
): Reach | undefined {
  if (server?.version !== 0 || server.capabilities.has('allow-reachable-sha1-in-want')) return undefined;
  const byId = new Map(commits.map((each) => [each.id, each]));
  const since = byId.has(tip) ? 0 : mostSince;
  const seen = new Set<string>();
  let level = [commits[0]?.id ?? ''];
  for (let depth = 1; level.length > 0; depth += 1) {
    if (level.includes(commit)) return { tip, depth: depth + since };
    for (const id of level) seen.add(id);
    const parents = level.flatMap((id) => byId.get(id)?.parents ?? []);
    level = [...new Set(parents)].filter((id) => !seen.has(id));
  }
  return undefined;
}
