// Every node of a document in turn.
import { isMap, isSeq } from 'yaml';
import { fieldsOf, itemsOf } from './collection.ts';
import { type Cursor, isScalarCursor, rootCursor, type ScalarCursor } from './cursor.ts';
import { embeddedDocuments } from './embedded.ts';

/** Most block scalars are scripts and certificates; those that name some image, whichever, hold one of these words. */
const wordsOfImages = /image|repo|tag/i;

/**
 * Visits a node and all below it in the document's order, as a reader meets them: what an alias stands for comes once more,
 * and YAML in a block scalar after the scalar.
 * @param cursor the node to begin at
 * @param see is called with each map, list and scalar
 */
export function visit(cursor: Cursor, see: (cursor: Cursor) => void): void {
  if (cursor.node !== null) see(cursor);
  if (isSeq(cursor.node)) for (const item of itemsOf(cursor)) visit(item, see);
  else if (isMap(cursor.node)) for (const field of fieldsOf(cursor).values()) visit(field, see);
  else if (isScalarCursor(cursor) && isWorthReading(cursor))
    for (const inner of embeddedDocuments(cursor)) visit(rootCursor(inner), see);
}

/** Whether a text may hold what is looked for, or an image to list. */
function isWorthReading({ node, document }: ScalarCursor): boolean {
  const { words } = document.source;
  return wordsOfImages.test(node.source) || words.some((word) => node.source.includes(word));
}
