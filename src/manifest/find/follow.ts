import { isMap, isSeq } from 'yaml';
import type { Step } from '../path.ts';
import type { Document } from '../yaml/document.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import { fieldsOf, itemsOf, rootSpot, type Spot, textOf } from '../yaml/spot.ts';

/** Where a field path may start: at the document's root, and at each object of a `kind: List`. */
export function startsOf(document: Document): readonly Spot[] {
  const root = rootSpot(document);
  const fields = fieldsOf(root);
  const items = fields.get('items');
  const isList = textOf(fields.get('kind'))?.endsWith('List') === true;
  return isList && items !== undefined ? [root, ...itemsOf(items)] : [root];
}

/** All spots that a field path leads to, through YAML in block scalars too. */
export function follow(spot: Spot, steps: readonly Step[]): readonly Spot[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [spot];
  const direct = stepInto(spot, step).flatMap((next) => follow(next, rest));
  return direct.length > 0 || step.kind !== 'key' ? direct : followDotted(spot, step.key, rest);
}

/** A key may hold dots itself, `image.tag: v1`, and the path not say so. */
function followDotted(spot: Spot, key: string, steps: readonly Step[]): readonly Spot[] {
  const [step, ...rest] = steps;
  if (step?.kind !== 'key' || !isMap(spot.node)) return [];
  const joined = `${key}.${step.key}`;
  const direct = stepInto(spot, { kind: 'key', key: joined }).flatMap((next) => follow(next, rest));
  return direct.length > 0 ? direct : followDotted(spot, joined, rest);
}

function stepInto(spot: Spot, step: Step): readonly Spot[] {
  const inner = embeddedDocuments(spot);
  if (inner.length > 0) return inner.flatMap((document) => stepInto(rootSpot(document), step));
  const items = itemsOf(spot);
  switch (step.kind) {
    case 'all':
      return isSeq(spot.node) ? items : [...fieldsOf(spot).values()];
    case 'index':
      return items.slice(step.index, step.index + 1);
    case 'match':
      return items.filter((item) => textOf(fieldsOf(item).get(step.field)) === step.value);
    case 'key':
      return isSeq(spot.node) ? itemAt(items, step.key) : [fieldsOf(spot).get(step.key) ?? []].flat();
  }
}

/** kustomize writes the index of an item as a bare number as well. */
function itemAt(items: readonly Spot[], key: string): readonly Spot[] {
  return items.filter((item) => String(item.key) === key);
}
