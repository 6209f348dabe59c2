import { openFetcher } from './fetcher.ts';
import { type Flood, startFlood } from './flood.ts';
import type { ObjectStore } from './objects.ts';
import type { Transport } from './transport/transport.ts';
import type { Advertisement } from './wire/advertisement.ts';
import type { FetchRequest } from './wire/fetch.ts';
import { wireError } from './wire/wire-error.ts';

/** Objects of one repository in memory, fetched when they are missed, each once. */
export interface ObjectSource {
  readonly store: ObjectStore;
  /**
   * Brings a tip with every commit since the tip before; over and above that as many trees as come cheaply.
   * @param everything whether all trees will be needed, as for a glob
   */
  bringTip(commit: string, everything?: boolean): Promise<void>;
  /** Brings objects by their ids, all that are missing in one request. */
  bring(oids: readonly string[]): Promise<void>;
  /** Nobody waits any more for what is still on its way. */
  settle(): void;
}

/**
 * Two ways lead to the trees on a path, and which is faster shows only when they are gone: all trees at once
 * (`blob:none`, one round trip), or from tree to tree (`tree:0`, one round trip each). So both start together where
 * requests may overlap. A server without filters sends everything at once.
 */
export function openObjectSource(
  transport: Transport,
  advertised: () => Advertisement | undefined,
): ObjectSource {
  const store: ObjectStore = new Map();
  const fetcher = openFetcher(transport, advertised, store);
  /** Tips that came with all that belongs to them; the commit alone may be there from an answer that was cut. */
  const brought = new Set<string>();
  let lastTip: string | undefined;
  let flood: Flood | undefined;

  async function bringFirst(commit: string, everything: boolean): Promise<void> {
    if (!fetcher.hasFilters()) return fetcher.whole(commit, undefined);
    settle();
    flood = startFlood(fetcher, store, commit, everything);
    await besideFlood({ wants: [commit], shallow: true, filter: 'tree:0' });
  }

  /** Whatever comes first: the flood with all that is wanted, or the wanted alone. */
  async function besideFlood(request: FetchRequest): Promise<void> {
    const coming = flood?.brings(request.wants) ?? Promise.resolve(false);
    if ((flood === undefined || !transport.parallel) && (await coming)) return;
    const stop = new AbortController();
    const own = fetcher.fetch({ ...request, signal: stop.signal });
    if (!(await Promise.race([coming, own.then(() => false)]))) return void (await own);
    own.catch(() => undefined);
    stop.abort();
  }

  async function bringTip(commit: string, everything = false): Promise<void> {
    if (brought.has(commit)) return;
    if (lastTip !== undefined) await fetcher.since(lastTip, commit);
    // Of a branch that was set back nothing is new: its tip is an ancestor of the one before.
    if (lastTip === undefined || !store.has(commit)) await bringFirst(commit, everything);
    if (!store.has(commit)) throw wireError(transport.name, `commit ${commit} did not come`);
    brought.add(commit);
    lastTip = commit;
  }

  async function bring(oids: readonly string[]): Promise<void> {
    const wants = [...new Set(oids)].filter((oid) => !store.has(oid));
    if (wants.length === 0) return;
    // An object that was there before the tips that are known, and is again: nobody sent it.
    if (!fetcher.givesObjects() && lastTip !== undefined) await fetcher.whole(lastTip, undefined);
    else await besideFlood({ wants, filter: 'tree:0' });
    const missing = wants.find((oid) => !store.has(oid));
    if (missing !== undefined) throw wireError(transport.name, `object ${missing} did not come`);
  }

  function settle(): void {
    flood?.stop();
    flood = undefined;
  }

  return { store, bringTip, bring, settle };
}
