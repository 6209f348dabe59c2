// The fields of a map and the items of a list, as cursors.
import { isMap, isPair, isScalar, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { type Content, type Cursor, type Document, resolve } from './cursor.ts';

/** The fields of a map by their keys. */
export type Fields = ReadonlyMap<string, Cursor>;

const noFields: Fields = new Map();
const known = new WeakMap<Cursor, Fields>();

/**
 * Gives the fields of a map. They are read once, for every image in a long map asks what is around it.
 * @param cursor any node
 * @returns the map's fields, merged ones (`<<`) after its own; none for anything else
 */
export function fieldsOf(cursor: Cursor): Fields {
  if (!isMap(cursor.node)) return noFields;
  const fields = known.get(cursor) ?? readFields(cursor);
  known.set(cursor, fields);
  return fields;
}

function readFields(cursor: Cursor): Fields {
  const fields = new Map<string, Cursor>();
  addFields(fields, cursor, cursor.node);
  return fields;
}

/**
 * Gives the items of a list.
 * @param cursor any node
 * @returns the list's items in their order; none for anything else
 */
export function itemsOf(cursor: Cursor): readonly Cursor[] {
  const { document, node } = cursor;
  if (!isSeq(node)) return [];
  return (node as YAMLSeq.Parsed).items.flatMap((item, key) =>
    isPair(item) ? [] : [itemAt(cursor, key, resolve(document, item))],
  );
}

function itemAt(parent: Cursor, key: number, node: Content | null): Cursor {
  return { document: parent.document, node, key, keyNode: undefined, parent, doubled: false };
}

function addFields(fields: Map<string, Cursor>, cursor: Cursor, node: Content | null): void {
  if (!isMap(node)) return;
  const { document } = cursor;
  const own = new Set<string>();
  const merged: Content[] = [];
  for (const { key, value } of (node as YAMLMap.Parsed).items) {
    const keyNode = resolve(document, key);
    if (!isScalar(keyNode)) continue;
    const name = keyNode.source;
    const content = resolve(document, value);
    if (name === '<<' && content !== null) merged.push(...sources(document, content));
    else if (own.has(name) || !fields.has(name)) {
      fields.set(name, {
        document,
        node: content,
        key: name,
        keyNode,
        parent: cursor,
        doubled: own.has(name),
      });
      own.add(name);
    }
  }
  for (const source of merged) addFields(fields, cursor, source);
}

/** `<<` takes one map or a list of maps, the first of which wins (https://yaml.org/type/merge.html). */
function sources(document: Document, content: Content): Content[] {
  if (!isSeq(content)) return [content];
  return (content as YAMLSeq.Parsed).items.flatMap(
    (item) => resolve(document, isPair(item) ? null : item) ?? [],
  );
}
