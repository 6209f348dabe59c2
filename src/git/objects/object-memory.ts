// All objects of one job. Of packs that hold every file of the repository, the last blobs alone are kept.
import { CompactStore } from './compact-store.ts';
import type { GitObject, ObjectStore } from './objects.ts';

/** What is kept of the blobs that nobody asked for, bytes: the younger half, and the older one, which goes first. */
const recentBytes = 48 * 2 ** 20;

/** Objects in memory, up to a limit for all together. */
export class ObjectMemory implements ObjectStore {
  readonly #salt: number;
  readonly #kept: CompactStore;
  #younger: CompactStore | undefined;
  #older: CompactStore | undefined;

  /**
   * @param room for all objects, and what is remembered of them, bytes
   * @param salt of 32 bits, which no server can guess
   */
  constructor(room: number, salt: number) {
    this.#salt = salt;
    this.#kept = new CompactStore(room, salt);
  }

  has(oid: string): boolean {
    return this.#kept.has(oid) || this.#isRecent(oid);
  }

  get(oid: string): GitObject | undefined {
    return this.#kept.get(oid) ?? this.#younger?.get(oid) ?? this.#older?.get(oid);
  }

  /** @throws {OversizeError} where there is no room for it */
  set(oid: string, object: GitObject): void {
    this.#kept.set(oid, object);
  }

  /**
   * Opens the memory for a pack with every file: git writes deltas soon behind their bases, so the last blobs are enough
   * to read it.
   * @param wanted ids of the blobs that are to be kept
   * @returns a store that forgets other blobs, the oldest first
   */
  forWholePack(wanted: ReadonlySet<string>): ObjectStore {
    if (this.#younger === undefined) this.#kept.reserve(recentBytes);
    this.#younger ??= this.#half();
    return {
      has: (oid) => this.has(oid),
      get: (oid) => this.get(oid),
      set: (oid, object) => {
        if (object.type !== 'blob' || wanted.has(oid)) this.set(oid, object);
        else this.#setRecent(oid, object);
      },
    };
  }

  #isRecent(oid: string): boolean {
    return (this.#younger?.has(oid) ?? false) || (this.#older?.has(oid) ?? false);
  }

  #setRecent(oid: string, object: GitObject): void {
    if (this.#kept.has(oid) || this.#younger?.has(oid)) return;
    if (!this.#younger?.takes(object)) {
      this.#older = this.#younger;
      this.#younger = this.#half();
    }
    this.#younger.set(oid, object);
  }

  #half(): CompactStore {
    return new CompactStore(recentBytes / 2, this.#salt);
  }
}
