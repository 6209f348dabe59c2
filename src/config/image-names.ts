// Names of images whose versions are found elsewhere: in the history, in other files.
import { parseReference } from '../image/reference.ts';
import { invalidValue } from './input-problem.ts';
import type { InputReader } from './input-reader.ts';

/**
 * Reads the names of images.
 * @param whereVersion begins a remedy for a version beside the name
 * @returns those that are good
 */
export function readImageNames(reader: InputReader, whereVersion: string): readonly string[] {
  return reader.parsedList('image', (text) => {
    const reference = parseReference(text);
    if (reference === undefined)
      throw invalidValue('is not the name of an image', 'write it like "ghcr.io/acme/web"');
    const version = reference.tag ?? reference.digest;
    if (version === undefined) return reference.name;
    throw invalidValue('has a tag or a digest', `write "${reference.name}"; ${whereVersion}`);
  });
}
