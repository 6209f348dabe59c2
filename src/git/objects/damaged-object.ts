// Objects that are not what they have to be, however they came to be so.
import { type GitObject, type ObjectStore, type ObjectType, objectId } from './objects.ts';

/** An object that cannot be read as what it is used for: asking for it again brings the same bytes. */
export class DamagedObjectError extends RangeError {
  override readonly name = 'DamagedObjectError';

  /**
   * @param oid of the object, 40 hex digits
   * @param what is wrong with it, as the end of a sentence
   */
  constructor(oid: string, what: string) {
    super(`object ${oid} ${what}`);
  }
}

/**
 * Makes the error for an object whose own bytes are wrong.
 * @param what is wrong with it, as the end of a sentence
 * @returns the error, which names the object by its id
 */
export function damagedObject(object: GitObject, what: string): DamagedObjectError {
  return new DamagedObjectError(objectId(object), what);
}

/**
 * Gives the bytes of an object that was brought.
 * @param oid 40 hex digits
 * @param type what it has to be
 * @returns the bytes as git stores them
 * @throws {DamagedObjectError} where it is of another type, as where the mode of an entry says "file" and its id a folder's
 */
export function dataOf(store: Pick<ObjectStore, 'get'>, oid: string, type: ObjectType): Buffer {
  const object = store.get(oid);
  if (object?.type === type) return object.data;
  throw new DamagedObjectError(
    oid,
    object === undefined ? 'is not there' : `is a ${object.type}, and a ${type} is due there`,
  );
}
