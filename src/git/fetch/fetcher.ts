// Fetches objects into a store, in the ways that the server knows.
import { RemoteError } from '../../http/remote-error.ts';
import type { ObjectMemory } from '../objects/object-memory.ts';
import { OversizeError } from '../objects/objects.ts';
import type { Transport } from '../transport/transport.ts';
import { type Advertisement, canFetch } from '../wire/advertisement.ts';
import { type FetchRequestV0, fetchPackV0 } from '../wire/fetch-v0.ts';
import { type Filter, fetchPack } from '../wire/fetch-v2.ts';
import type { PackLimits } from '../wire/packfile.ts';
import { SkippedBlobs } from '../wire/skipped-blobs.ts';
import { type FetchOptions, packfileFor, plainRequest } from './fetch-options.ts';
import { openFilters } from './filters.ts';
import { cheap, few, meaningOfSize, missingObject, plenty } from './pack-room.ts';

/** Fetches from one repository into one store. */
export class Fetcher {
  readonly #transport: Transport;
  readonly #advertised: () => Advertisement | undefined;
  readonly #filters: ReturnType<typeof openFilters>;
  readonly #store: ObjectMemory;
  readonly #skipped = new SkippedBlobs();
  /** A wide folder is in the way again at the next level, and a server looks at all that is in it before it answers. */
  #areFew = true;

  /**
   * @param advertised what the server said; there is something once the first tip is known
   * @param takesTreeDepth whether a server of that agent takes `tree:<n>` beyond 0
   */
  constructor(
    transport: Transport,
    advertised: () => Advertisement | undefined,
    takesTreeDepth: (agent: string) => boolean,
    store: ObjectMemory,
  ) {
    this.#transport = transport;
    this.#advertised = advertised;
    this.#filters = openFilters(advertised, takesTreeDepth);
    this.#store = store;
  }

  hasFilters(): boolean {
    return this.#filters.areThere();
  }

  /** Tells whether the server gives trees and blobs by their ids, and not tips alone. */
  givesObjects(): boolean {
    return this.#advertised()?.version === 2;
  }

  /** Sends one request of protocol v2; what the server does not know is left out of it. False: not all has come. */
  async fetch(options: FetchOptions): Promise<boolean> {
    const { wants, haves, signal } = options;
    const depth = canFetch(this.#advertised(), 'shallow') ? options.depth : undefined;
    const filter = options.filter && this.#filters.allowed(options.filter);
    const request = { wants, haves, depth, filter, signal };
    const ofAll = filter === undefined ? new Set(wants) : undefined;
    try {
      await fetchPack(this.#transport, request, packfileFor(options, ofAll, this.#store, this.#skipped));
      return true;
    } catch (error) {
      if (error instanceof OversizeError && options.limits !== undefined) return false;
      if (filter && !signal?.aborted && this.#filters.refuses(filter, error))
        return options.commits === undefined && this.fetch(options);
      const isWhole = ofAll !== undefined && (depth !== undefined || haves.length > 0);
      throw meaningOfSize(error, this.#transport.name, isWhole);
    }
  }

  /**
   * Makes the error for an object that was asked for and is not there.
   * @returns not-editable where it is too large, unsupported-repository for a damaged repository
   */
  missing(oid: string): RemoteError {
    return missingObject(this.#transport.name, oid, this.#skipped);
  }

  /** Fetches what is wanted by its id, and so many levels of trees below it where they come cheaply. */
  async walk(request: FetchOptions, levels: number): Promise<void> {
    const filter: Filter = `tree:${levels}`;
    if (levels > 0 && this.#areFew && this.#filters.allowed(filter) === filter) {
      this.#areFew = await this.fetch({ ...request, filter, limits: few });
      if (this.#areFew) return;
    }
    const wants = request.wants.filter((oid) => !this.#store.has(oid));
    if (wants.length > 0) await this.fetch({ ...request, wants, filter: 'tree:0' });
  }

  /** Tells whether the last commits of a tip can come along with files: without their trees, which are many. */
  takesCommitsAlong(): boolean {
    return canFetch(this.#advertised(), 'shallow') && this.#filters.allowed('tree:0') === 'tree:0';
  }

  /**
   * Fetches the last commits of a tip, without their trees where the server has filters.
   * @param limits more is not read: commits come first, and a server without filters sends trees and files behind them
   */
  async commits(tip: string, depth: number, limits: PackLimits | undefined): Promise<void> {
    if (await this.#fetchV0({ want: tip, have: undefined, depth }, new Set(), limits)) return;
    await this.fetch({ ...plainRequest, wants: [tip], depth, filter: 'tree:0', limits });
  }

  /**
   * Fetches a tip with all its files, for servers without filters; with a base only what is new since then.
   * @param depth so many commits where there is no base
   * @param wanted ids of files that are to be kept, if they come
   */
  async whole(
    tip: string,
    depth: number | undefined,
    base: string | undefined,
    wanted: ReadonlySet<string>,
  ): Promise<void> {
    if (await this.#fetchV0({ want: tip, have: base, depth }, wanted, undefined)) return;
    await this.fetch({ ...plainRequest, wants: [tip], haves: base === undefined ? [] : [base], depth });
  }

  /**
   * Fetches what is new between two tips, commits and trees. A base that has left the server, as after a forced push,
   * makes that the whole history.
   */
  async since(base: string, tip: string): Promise<void> {
    if (!this.hasFilters()) return this.whole(tip, undefined, base, new Set());
    const request = { ...plainRequest, wants: [tip], haves: [base] };
    if (await this.fetch({ ...request, filter: 'blob:none', limits: cheap })) return;
    if (await this.fetch({ ...request, filter: 'tree:0', limits: plenty })) return;
    const message = `Cannot read "${this.#transport.name}": the history of the branch was rewritten`;
    throw new RemoteError('out-of-time', 'a-while', message, 'run it again when the branch no longer moves');
  }

  /** False: the server speaks protocol v2. */
  async #fetchV0(
    request: FetchRequestV0,
    wanted: ReadonlySet<string>,
    limits: PackLimits | undefined,
  ): Promise<boolean> {
    const server = this.#advertised();
    if (server?.version !== 0) return false;
    const packfile = packfileFor({ ...plainRequest, limits }, wanted, this.#store, this.#skipped);
    try {
      await fetchPackV0(this.#transport, server.capabilities, request, packfile);
    } catch (error) {
      if (error instanceof OversizeError && limits !== undefined) return true;
      throw meaningOfSize(error, this.#transport.name, true);
    }
    return true;
  }
}
