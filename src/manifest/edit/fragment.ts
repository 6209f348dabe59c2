// YAML that is added, and how it is printed in a document's style.
import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { type PlainContext, printDoubleQuoted, printPlain } from './print-scalar.ts';

/** YAML to be added: a scalar, or fields or items in their order. */
export type Fragment =
  | string
  | { readonly kind: 'map'; readonly fields: readonly (readonly [key: string, value: Fragment])[] }
  | { readonly kind: 'list'; readonly items: readonly Fragment[] };

/** How a document's author lays out what is added. */
export interface Layout {
  readonly json: boolean;
  readonly quotes: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
  /** How far the items of a list stand to the right of its key: 0 or 2 as a rule. */
  readonly listIndent: number;
  readonly typed: boolean;
}

/**
 * Prints `key: value` in one line, for a flow map.
 * @param key the field's key
 * @param value what it holds
 * @param layout the document's style
 * @returns the text
 */
export function printFlowField(key: string, value: Fragment, layout: Layout): string {
  return `${printKey(key, layout)}: ${printFlow(value, layout)}`;
}

/**
 * Prints a fragment in one line, with brackets around what is no scalar.
 * @param fragment what is added
 * @param layout the document's style
 * @returns the text
 */
export function printFlow(fragment: Fragment, layout: Layout): string {
  if (typeof fragment === 'string') return printValue(fragment, layout, true);
  if (fragment.kind === 'list')
    return `[${fragment.items.map((item) => printFlow(item, layout)).join(', ')}]`;
  return `{${fragment.fields.map(([key, value]) => printFlowField(key, value, layout)).join(', ')}}`;
}

/**
 * Prints `key: value` in lines.
 * @param key the field's key
 * @param value what it holds
 * @param layout the document's style
 * @returns the lines, without the indentation that the first one has where it stands
 */
export function printBlockField(key: string, value: Fragment, layout: Layout): readonly string[] {
  const name = printKey(key, layout);
  if (typeof value === 'string') return [`${name}: ${printValue(value, layout, false)}`];
  const indent = value.kind === 'list' ? layout.listIndent : 2;
  return [`${name}:`, ...printBlock(value, layout).map((line) => ' '.repeat(indent) + line)];
}

/**
 * Prints an item of a list in lines.
 * @param item what is added
 * @param layout the document's style
 * @returns the lines from the dash on
 */
export function printBlockItem(item: Fragment, layout: Layout): readonly string[] {
  return printBlock(item, layout).map((line, index) => (index === 0 ? '- ' : '  ') + line);
}

function printBlock(fragment: Fragment, layout: Layout): readonly string[] {
  if (typeof fragment === 'string') return [printValue(fragment, layout, false)];
  if (fragment.kind === 'list') return fragment.items.flatMap((item) => printBlockItem(item, layout));
  return fragment.fields.flatMap(([key, value]) => printBlockField(key, value, layout));
}

/**
 * Says whether a node reads as a fragment.
 * @param node a parsed node
 * @param fragment what was added
 * @returns whether they are the same, key by key and item by item
 */
export function isFragment(node: ParsedNode | null, fragment: Fragment): boolean {
  if (typeof fragment === 'string') return isScalar(node) && node.source === fragment;
  if (fragment.kind === 'list')
    return (
      isSeq(node) &&
      same(node.items.length, fragment.items, (item, at) => isFragment(node.items[at] as ParsedNode, item))
    );
  return (
    isMap(node) &&
    same(node.items.length, fragment.fields, ([key, value], at) => {
      const pair = node.items[at];
      return (
        isScalar(pair?.key) &&
        pair.key.source === key &&
        isFragment((pair.value ?? null) as ParsedNode | null, value)
      );
    })
  );
}

function same<T>(count: number, expected: readonly T[], holds: (item: T, index: number) => boolean): boolean {
  return count === expected.length && expected.every(holds);
}

function printKey(key: string, { json, quotes }: Layout): string {
  return printString(key, { json, quotes, typed: false, inFlow: true });
}

function printValue(value: string, { json, quotes, typed }: Layout, inFlow: boolean): string {
  return printString(value, { json, quotes, typed, inFlow });
}

function printString(value: string, context: PlainContext): string {
  return context.json ? printDoubleQuoted(value) : printPlain(value, context);
}
