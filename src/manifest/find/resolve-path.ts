// Where a field path leads.
import { isMap, isSeq } from 'yaml';
import type { PathStep } from '../field-path.ts';
import { fieldsOf, itemsOf } from '../yaml/collection.ts';
import { type Cursor, type Document, rootCursor, textOf } from '../yaml/cursor.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';

/**
 * Says where a field path may start: at the document's root, and at each object of a `kind: List`.
 * @param document a parsed document
 * @returns the root, and the objects of a list
 */
export function pathRoots(document: Document): readonly Cursor[] {
  const root = rootCursor(document);
  const fields = fieldsOf(root);
  const items = fields.get('items');
  const isList = textOf(fields.get('kind'))?.endsWith('List') === true;
  return isList && items !== undefined ? [root, ...itemsOf(items)] : [root];
}

/**
 * Follows a field path, through YAML in block scalars too.
 * @param cursor where the path starts
 * @param steps the path
 * @returns every node that it leads to
 */
export function resolvePath(cursor: Cursor, steps: readonly PathStep[]): readonly Cursor[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [cursor];
  const direct = stepInto(cursor, step).flatMap((next) => resolvePath(next, rest));
  return direct.length > 0 || step.kind !== 'key' ? direct : resolveDotted(cursor, step.key, rest);
}

/** A key may hold dots itself, `image.tag: v1`, and the path not say so. */
function resolveDotted(cursor: Cursor, key: string, steps: readonly PathStep[]): readonly Cursor[] {
  const [step, ...rest] = steps;
  if (step?.kind !== 'key' || !isMap(cursor.node)) return [];
  const joined = `${key}.${step.key}`;
  const direct = stepInto(cursor, { kind: 'key', key: joined }).flatMap((next) => resolvePath(next, rest));
  return direct.length > 0 ? direct : resolveDotted(cursor, joined, rest);
}

function stepInto(cursor: Cursor, step: PathStep): readonly Cursor[] {
  const inner = embeddedDocuments(cursor);
  if (inner.length > 0) return inner.flatMap((document) => stepInto(rootCursor(document), step));
  const items = itemsOf(cursor);
  switch (step.kind) {
    case 'all':
      return isSeq(cursor.node) ? items : [...fieldsOf(cursor).values()];
    case 'index':
      return items.slice(step.index, step.index + 1);
    case 'match':
      return items.filter((item) => textOf(fieldsOf(item).get(step.field)) === step.value);
    case 'key':
      return isSeq(cursor.node) ? itemAt(items, step.key) : [fieldsOf(cursor).get(step.key) ?? []].flat();
  }
}

/** kustomize writes the index of an item as a bare number as well. */
function itemAt(items: readonly Cursor[], key: string): readonly Cursor[] {
  return items.filter((item) => String(item.key) === key);
}
