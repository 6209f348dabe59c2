// What one fetch asks for, how much of the answer is read, and where it goes.
import type { ObjectMemory } from '../objects/object-memory.ts';
import type { ObjectStore } from '../objects/objects.ts';
import type { FetchRequest } from '../wire/fetch-v2.ts';
import type { Packfile, PackLimits } from '../wire/packfile.ts';
import type { SkippedBlobs } from '../wire/skipped-blobs.ts';
import { withCommitsApart } from './commit-window.ts';
import { plenty, wholePack } from './pack-room.ts';

/** One request of protocol v2, and how much of the answer is read. */
export interface FetchOptions extends FetchRequest {
  /** More than this is not read on; without limits, more than `plenty` is an error. */
  readonly limits: PackLimits | undefined;
  /** Takes the commits, apart from all else; the request is not sent again without its filter then. */
  readonly commits: ObjectStore | undefined;
  /** Called whenever objects may have come. */
  readonly onArrival: (() => void) | undefined;
}

/** What a request is where nothing else is said. */
export const plainRequest = {
  haves: [],
  depth: undefined,
  filter: undefined,
  signal: undefined,
  limits: undefined,
  commits: undefined,
  onArrival: undefined,
} as const;

/**
 * Says where the pack of an answer goes.
 * @param ofAll ids of what is to be kept of a pack that nothing is left out of; `undefined`: the server leaves out what is not wanted
 * @param memory takes the objects
 * @param skipped takes notes of the blobs of such a pack that are too large
 * @returns the pack, and how far it is read
 */
export function packfileFor(
  { limits, commits, onArrival }: Pick<FetchOptions, 'limits' | 'commits' | 'onArrival'>,
  ofAll: ReadonlySet<string> | undefined,
  memory: ObjectMemory,
  skipped: SkippedBlobs,
): Packfile {
  const store = commits === undefined ? memory : withCommitsApart(memory, commits);
  if (ofAll === undefined) return { store, limits: limits ?? plenty, skipped: undefined, onArrival };
  return { store: memory.forWholePack(ofAll), limits: limits ?? wholePack, skipped, onArrival };
}
