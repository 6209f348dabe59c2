// Objects as git stores them, and their ids.
import { createHash } from 'node:crypto';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** One object as git stores it, without its header. */
export interface GitObject {
  readonly type: ObjectType;
  readonly data: Buffer;
}

/** Objects in memory by their id, 40 hex digits; a Map is one. */
export interface ObjectStore {
  has(oid: string): boolean;
  get(oid: string): GitObject | undefined;
  /** @throws {OversizeError} where there is no room for it */
  set(oid: string, object: GitObject): unknown;
}

/** More than there is room for: no damage, so that asking again does not help. The message says what is too big. */
export class OversizeError extends RangeError {
  override readonly name = 'OversizeError';
}

const words = {
  commit: 'a commit',
  tree: 'a folder',
  blob: 'a file',
  tag: 'a tag',
  delta: 'what changed in an object',
} as const;

/** One object is larger than any that is read. */
export class LargeObjectError extends OversizeError {
  readonly type: ObjectType | 'delta';

  /** @param size bytes */
  constructor(type: ObjectType | 'delta', size: number) {
    super(`${words[type]} of ${inMebibytes(size)} is larger than ${inMebibytes(largestOf(type))}`);
    this.type = type;
  }
}

/**
 * Says how large an object may be: a file that is edited has 5 MiB, a folder of 200,000 files 8 MiB, a commit a few kB (a message of a
 * megabyte was seen).
 * @returns bytes
 */
export function largestOf(type: ObjectType | 'delta'): number {
  return (type === 'commit' || type === 'tag' ? 4 : 16) * 2 ** 20;
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toLocaleString('en', { maximumFractionDigits: 1 })} MiB`;
}

/** An object with the id it will have everywhere. */
export interface NamedObject extends GitObject {
  readonly oid: string;
}

/**
 * Computes the id of an object. Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 * @returns 40 hex digits
 */
export function objectId({ type, data }: GitObject): string {
  return createHash('sha1').update(`${type} ${data.length}\0`).update(data).digest('hex');
}

/**
 * Names an object by its id.
 * @returns the object with its id
 */
export function nameObject(object: GitObject): NamedObject {
  return { ...object, oid: objectId(object) };
}

/** An object that was made from one that the server has. */
export interface RevisedObject extends NamedObject {
  readonly base: NamedObject;
}

/**
 * Makes an object out of one that the server has.
 * @param base that one
 * @param data the new content
 * @returns the new object, which remembers its base
 */
export function reviseObject(base: NamedObject, data: Buffer): RevisedObject {
  return { ...nameObject({ type: base.type, data }), base };
}
