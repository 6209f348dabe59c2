// Objects as git stores them, and their ids.
import { createHash } from 'node:crypto';

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

/** One object as git stores it, without its header. */
export interface GitObject {
  readonly type: ObjectType;
  readonly data: Buffer;
}

/** Objects in memory by their id, 40 hex digits. */
export type ObjectStore = Map<string, GitObject>;

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
