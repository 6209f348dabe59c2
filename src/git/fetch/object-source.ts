import type { ObjectStore } from '../objects/objects.ts';
import type { Transport } from '../transport/transport.ts';
import type { Advertisement } from '../wire/advertisement.ts';
import type { FetchRequest } from '../wire/fetch.ts';
import { wireError } from '../wire/wire-error.ts';
import { openFetcher } from './fetcher.ts';
import { type Flood, startFlood } from './flood.ts';

/** Objects of one repository in memory, fetched when they are missed, each once. */
export interface ObjectSource {
  readonly store: ObjectStore;
  /**
   * Brings a tip with every commit since the tip before; over and above that as many trees as come cheaply.
   * @param levels how many levels of trees will be needed, the root first; `Infinity`: all trees
   */
  bringTip(commit: string, levels?: number): Promise<void>;
  /**
   * Brings objects by their ids, all that are missing in one request.
   * @param levels how many levels of trees will be needed below them
   */
  bring(oids: readonly string[], levels?: number): Promise<void>;
  /** Nobody waits any more for what is still on its way. */
  settle(): void;
}

/** Levels of trees that are asked for at once where not all are needed: near the root are the fewest folders. */
const atOnce = { fromTheTop: 3, furtherDown: 1 };

/**
 * Two ways lead to the trees on a path, and which is faster shows only when they are gone: all trees at once
 * (`blob:none`, one round trip), or some levels at a time (`tree:3`; on servers that know only `tree:0`, one round trip for
 * each tree). So both start together where requests may overlap. A server without filters sends everything at once.
 */
export function openObjectSource(
  transport: Transport,
  advertised: () => Advertisement | undefined,
  takesTreeDepth: (agent: string) => boolean,
): ObjectSource {
  const store: ObjectStore = new Map();
  const fetcher = openFetcher(transport, advertised, takesTreeDepth, store);
  /** Tips that came with all that belongs to them; the commit alone may be there from an answer that was cut. */
  const brought = new Set<string>();
  let lastTip: string | undefined;
  let flood: Flood | undefined;

  async function bringFirst(commit: string, levels: number): Promise<void> {
    if (!fetcher.hasFilters()) return fetcher.whole(commit, undefined);
    settle();
    flood = startFlood(fetcher, store, commit, levels === Infinity);
    await besideFlood({ wants: [commit], shallow: true }, some(levels, atOnce.fromTheTop));
  }

  /** Whatever comes first: the flood with all that is wanted, or the wanted alone. */
  async function besideFlood(request: FetchRequest, levels: number): Promise<void> {
    const coming = flood?.brings(request.wants) ?? Promise.resolve(false);
    if ((flood === undefined || !transport.parallel) && (await coming)) return;
    const stop = new AbortController();
    const own = fetcher.walk({ ...request, signal: stop.signal }, levels);
    if (!(await Promise.race([coming, own.then(() => false)]))) return void (await own);
    own.catch(() => undefined);
    stop.abort();
  }

  async function bringTip(commit: string, levels = 0): Promise<void> {
    if (brought.has(commit)) return;
    if (lastTip !== undefined) await fetcher.since(lastTip, commit);
    // Of a branch that was set back nothing is new: its tip is an ancestor of the one before.
    if (lastTip === undefined || !store.has(commit)) await bringFirst(commit, levels);
    if (!store.has(commit)) throw wireError(transport.name, `commit ${commit} did not come`);
    brought.add(commit);
    lastTip = commit;
  }

  async function bring(oids: readonly string[], levels = 0): Promise<void> {
    const wants = [...new Set(oids)].filter((oid) => !store.has(oid));
    if (wants.length === 0) return;
    // An object that was there before the tips that are known, and is again: nobody sent it.
    if (!fetcher.givesObjects() && lastTip !== undefined) await fetcher.whole(lastTip, undefined);
    else await besideFlood({ wants }, some(levels, atOnce.furtherDown));
    const missing = wants.find((oid) => !store.has(oid));
    if (missing !== undefined) throw wireError(transport.name, `object ${missing} did not come`);
  }

  function settle(): void {
    flood?.stop();
    flood = undefined;
  }

  return { store, bringTip, bring, settle };
}

const some = (levels: number, most: number): number => (levels === Infinity ? 0 : Math.min(levels, most));
