// The documents of a file that may hold a field.
import type { PathStep } from '../field-path.ts';
import type { Document } from '../yaml/cursor.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { mayHoldPath } from './path-text.ts';

/**
 * Reads the documents that may hold a field, or the map for it. What cannot be read does harm where it may hold that; beside
 * other files nothing else does.
 * @param file an open file
 * @param isWanted says of a document's text whether the document is wanted
 * @param steps the path of the field, or of the map; none for the root
 * @param isAlone whether it is the only file
 * @returns the documents
 * @throws {DeployError} invalid-yaml, not-editable: a document that may hold the field cannot be read
 */
export function readHolding(
  file: OpenFile,
  isWanted: (text: string) => boolean,
  steps: readonly PathStep[],
  isAlone: boolean,
): readonly Document[] {
  const { documents, failures } = readDocuments(file, isWanted);
  const harm = failures.find(({ text }) => {
    // At the root of a template stand other things than values.
    const mayHold = steps.length === 0 ? !text.includes('{{') : mayHoldPath(text, steps);
    return isAlone || mayHold;
  });
  if (harm !== undefined) throw harm.error;
  return documents;
}
