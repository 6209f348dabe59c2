// What type a field that is set by its path has to have.
import type { ScalarCursor } from '../yaml/cursor.ts';
import { foreignType, noString } from '../yaml/node-tag.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';

const versionKey = /version$/i;

/**
 * Says whether a value that is set may be read as a number or the like. A tag is a string, whatever the field held: Helm
 * deploys `1.2` for a bare `1.20`. So is a version that is more than a whole number, as those of schemas are.
 * @param key the key that the field is read by; that of a parameter is its name
 * @param value the new value
 * @param field the field as it is; `undefined` where it is added
 * @returns whether it may be bare
 * @throws {DeployError} not-editable: the YAML tag of a tag's field says that its reader makes something else of it
 */
export function mayBeTyped(key: string, value: string, field: ScalarCursor | undefined): boolean {
  if (isTagKey(key)) {
    const type = field && foreignType(field.node);
    if (field !== undefined && type !== undefined) throw noString(field, value, type);
    return false;
  }
  if (versionKey.test(key) && !/^\d{1,9}$/.test(value)) return false;
  return field === undefined || !holdsString(field);
}

/** By the last word of the key in any spelling: `imageTag`, `image_tag`, `image.tag`, `IMAGE_TAG`. */
function isTagKey(key: string): boolean {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.split(/[^a-z0-9]+/).at(-1) === 'tag';
}

/** Whether the field holds a string now: it goes on doing so. */
function holdsString({ node }: ScalarCursor): boolean {
  return node.type !== 'PLAIN' || readsAsString(node.source);
}
