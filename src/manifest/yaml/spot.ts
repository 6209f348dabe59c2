import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Document } from './document.ts';

type Content = Scalar.Parsed | YAMLMap.Parsed | YAMLSeq.Parsed;

/** A place in a document as a reader meets it: aliases followed, merged keys in. One node may be at several spots. */
export interface Spot {
  readonly document: Document;
  readonly node: Content | null;
  /** Key in a map, index in a list; `undefined` at the root. */
  readonly key: string | number | undefined;
  readonly keyNode?: Scalar.Parsed;
  readonly parent?: Spot;
  /** The key stands twice in its map. */
  readonly doubled: boolean;
}

export type ScalarSpot = Spot & { readonly node: Scalar.Parsed };

export type Fields = ReadonlyMap<string, Spot>;

export function rootSpot(document: Document): Spot {
  return { document, node: resolve(document, document.root), key: undefined, doubled: false };
}

const known = new WeakMap<Spot, Fields>();

/**
 * The fields of a map, merged ones (`<<`) after its own; none for anything else. Read once, for every place in a long
 * map asks what is around it.
 */
export function fieldsOf(spot: Spot): Fields {
  const fields = known.get(spot) ?? readFields(spot);
  known.set(spot, fields);
  return fields;
}

function readFields(spot: Spot): Fields {
  const fields = new Map<string, Spot>();
  addFields(fields, spot, spot.node);
  return fields;
}

export function itemsOf(spot: Spot): readonly Spot[] {
  const { document, node } = spot;
  if (!isSeq(node)) return [];
  return (node as YAMLSeq.Parsed).items.flatMap((item, key) =>
    isPair(item) ? [] : [{ document, node: resolve(document, item), key, parent: spot, doubled: false }],
  );
}

function addFields(fields: Map<string, Spot>, spot: Spot, node: Content | null): void {
  if (!isMap(node)) return;
  const { document } = spot;
  const own = new Set<string>();
  const merged: Content[] = [];
  for (const { key, value } of (node as YAMLMap.Parsed).items) {
    const keyNode = resolve(document, key);
    if (!isScalar(keyNode)) continue;
    const name = keyNode.source;
    const content = resolve(document, value);
    if (name === '<<' && content !== null) merged.push(...sources(document, content));
    else if (own.has(name) || !fields.has(name)) {
      fields.set(name, { document, node: content, key: name, keyNode, parent: spot, doubled: own.has(name) });
      own.add(name);
    }
  }
  for (const source of merged) addFields(fields, spot, source);
}

/** `<<` takes one map or a list of maps, the first of which wins (https://yaml.org/type/merge.html). */
function sources(document: Document, content: Content): Content[] {
  if (!isSeq(content)) return [content];
  return (content as YAMLSeq.Parsed).items.flatMap(
    (item) => resolve(document, isPair(item) ? null : item) ?? [],
  );
}

/** Follows aliases; `null` for what is not there and for an alias without its anchor. */
function resolve(document: Document, node: ParsedNode | null): Content | null {
  if (!isAlias(node)) return node;
  return resolve(document, document.aliases.get(node) ?? null);
}

/** The text of a scalar; `undefined` for null (`~`, `null`, nothing), for collections and for absent spots. */
export function textOf(spot: Spot | undefined): string | undefined {
  const node = spot?.node;
  if (!isScalar(node)) return undefined;
  const isNull = node.type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(node.source);
  return isNull ? undefined : node.source;
}

export function isScalarSpot(spot: Spot | undefined): spot is ScalarSpot {
  return isScalar(spot?.node);
}
