import { RemoteError } from '../../http/remote-error.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { Transport } from '../transport/transport.ts';
import { type Advertisement, canFetch } from '../wire/advertisement.ts';
import { type FetchRequest, type Filter, fetchPack } from '../wire/fetch.ts';
import { fetchPackV0 } from '../wire/fetch-v0.ts';
import type { Packfile } from '../wire/packfile.ts';
import { openFilters } from './filters.ts';

interface FetchOptions extends FetchRequest, Partial<Omit<Packfile, 'store'>> {}

/** Fetches into a store, in the ways that the server knows. */
export interface Fetcher {
  hasFilters(): boolean;
  /** Whether the server gives trees and blobs by their ids, and not tips alone. */
  givesObjects(): boolean;
  /** One request of protocol v2; what the server does not know is left out of it. False: over the limits. */
  fetch(options: FetchOptions): Promise<boolean>;
  /** What is wanted by its id, and so many levels of trees below it where they come cheaply. */
  walk(request: FetchRequest, levels: number): Promise<void>;
  /** What is new between two tips, commits and trees. */
  since(base: string, tip: string): Promise<void>;
  /** A tip with all its files, on servers without filters; with a base only what is new since then. */
  whole(tip: string, base: string | undefined): Promise<void>;
}

/** All trees of a repository are taken unasked up to this size: it is some thousand folders. */
export const cheap = { objects: 20_000, bytes: 2 * 2 ** 20, unpacked: 32 * 2 ** 20 };
/** So much is taken for some round trips less; it is some hundred folders. */
const few = { objects: 4000, bytes: 512 * 2 ** 10, unpacked: 8 * 2 ** 20 };
/** What memory bears when there is no other way. */
export const plenty = { objects: 2_000_000, bytes: 256 * 2 ** 20, unpacked: 2 ** 30 };

export function openFetcher(
  transport: Transport,
  advertised: () => Advertisement | undefined,
  takesTreeDepth: (agent: string) => boolean,
  store: ObjectStore,
): Fetcher {
  const { name } = transport;
  const filters = openFilters(advertised, takesTreeDepth);
  /** A wide folder is in the way again at the next level, and a server looks at all that is in it before it answers. */
  let areFew = true;

  const hasFilters = filters.areThere;
  const givesObjects = () => advertised()?.version === 2;

  async function fetch(options: FetchOptions): Promise<boolean> {
    const { limits, onArrival, ...request } = options;
    const shallow = request.shallow === true && canFetch(advertised(), 'shallow');
    const filter = request.filter && filters.allowed(request.filter);
    const packfile = { store, limits: limits ?? plenty, onArrival };
    try {
      const result = await fetchPack(transport, { ...request, shallow, filter }, packfile);
      if (result === 'too-big' && limits === undefined) throw tooBig(name);
      return result === 'complete';
    } catch (error) {
      if (filter && !request.signal?.aborted && filters.refuses(filter, error)) return fetch(options);
      throw error;
    }
  }

  async function walk(request: FetchRequest, levels: number): Promise<void> {
    const filter: Filter = `tree:${levels}`;
    if (levels > 0 && areFew && filters.allowed(filter) === filter) {
      areFew = await fetch({ ...request, filter, limits: few });
      if (areFew) return;
    }
    const wants = request.wants.filter((oid) => !store.has(oid));
    if (wants.length > 0) await fetch({ ...request, wants, filter: 'tree:0' });
  }

  async function whole(tip: string, base: string | undefined): Promise<void> {
    const server = advertised();
    if (server?.version === 0) {
      const request = { want: tip, have: base };
      const result = await fetchPackV0(transport, server.capabilities, request, { store, limits: plenty });
      if (result === 'too-big') throw tooBig(name);
      return;
    }
    await fetch(base === undefined ? { wants: [tip], shallow: true } : { wants: [tip], haves: [base] });
  }

  /** A base that has left the server, as after a forced push, makes "what is new" the whole history. */
  async function since(base: string, tip: string): Promise<void> {
    if (!hasFilters()) return whole(tip, base);
    const request = { wants: [tip], haves: [base] };
    if (await fetch({ ...request, filter: 'blob:none', limits: cheap })) return;
    if (await fetch({ ...request, filter: 'tree:0', limits: plenty })) return;
    const message = `Cannot read "${name}": the history of the branch was rewritten`;
    throw new RemoteError('out-of-time', 'a-while', message, 'run it again when the branch stands still');
  }

  return { hasFilters, givesObjects, fetch, walk, since, whole };
}

function tooBig(name: string): RemoteError {
  return new RemoteError(
    'unsupported-repository',
    'never',
    `Cannot read "${name}": the server sends more than ${plenty.bytes / 2 ** 20} MiB for what was asked`,
    'use a server that knows partial clones (git config uploadpack.allowFilter true), or a smaller repository',
  );
}
