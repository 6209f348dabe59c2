import { isMap, isSeq } from 'yaml';
import { embeddedDocuments } from './embedded.ts';
import { fieldsOf, isScalarSpot, itemsOf, rootSpot, type ScalarSpot, type Spot } from './spot.ts';

/** What is done at the spots of a document. */
export interface Visitor {
  readonly map?: (spot: Spot) => void;
  readonly scalar?: (spot: ScalarSpot) => void;
}

/**
 * Visits a spot and all below it in the document's order, as a reader meets them: what an alias means comes once more, and
 * YAML in a block scalar after the scalar.
 */
export function visit(spot: Spot, visitor: Visitor): void {
  if (isSeq(spot.node)) for (const item of itemsOf(spot)) visit(item, visitor);
  else if (isMap(spot.node)) {
    visitor.map?.(spot);
    for (const field of fieldsOf(spot).values()) visit(field, visitor);
  } else if (isScalarSpot(spot)) {
    visitor.scalar?.(spot);
    // Most block scalars are scripts and certificates.
    if (!/image|repo|tag/i.test(spot.node.source)) return;
    for (const inner of embeddedDocuments(spot)) visit(rootSpot(inner), visitor);
  }
}
