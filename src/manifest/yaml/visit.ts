import { isMap, isSeq } from 'yaml';
import { type Cursor, fieldsOf, isScalarCursor, itemsOf, rootCursor, type ScalarCursor } from './cursor.ts';
import { embeddedDocuments } from './embedded.ts';

/** What is done at the cursors of a document. */
export interface Visitor {
  readonly map?: (cursor: Cursor) => void;
  readonly scalar?: (cursor: ScalarCursor) => void;
}

/**
 * Visits a cursor and all below it in the document's order, as a reader meets them: what an alias means comes once more, and
 * YAML in a block scalar after the scalar.
 */
export function visit(cursor: Cursor, visitor: Visitor): void {
  if (isSeq(cursor.node)) for (const item of itemsOf(cursor)) visit(item, visitor);
  else if (isMap(cursor.node)) {
    visitor.map?.(cursor);
    for (const field of fieldsOf(cursor).values()) visit(field, visitor);
  } else if (isScalarCursor(cursor)) {
    visitor.scalar?.(cursor);
    // Most block scalars are scripts and certificates.
    if (!/image|repo|tag/i.test(cursor.node.source)) return;
    for (const inner of embeddedDocuments(cursor)) visit(rootCursor(inner), visitor);
  }
}
