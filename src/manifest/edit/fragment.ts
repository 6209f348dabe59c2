import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import { printScalar, type ScalarContext } from './print-scalar.ts';

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

/** `key: value` in one line, for a flow map. */
export function printFlowField(key: string, value: Fragment, layout: Layout): string {
  return `${printKey(key, layout)}: ${printFlow(value, layout)}`;
}

export function printFlow(fragment: Fragment, layout: Layout): string {
  if (typeof fragment === 'string') return scalar(fragment, { ...layout, inFlow: true });
  if (fragment.kind === 'list')
    return `[${fragment.items.map((item) => printFlow(item, layout)).join(', ')}]`;
  return `{${fragment.fields.map(([key, value]) => printFlowField(key, value, layout)).join(', ')}}`;
}

/** The lines of `key: value`, without the indentation of the first. */
export function printBlockField(key: string, value: Fragment, layout: Layout): readonly string[] {
  const name = printKey(key, layout);
  if (typeof value === 'string') return [`${name}: ${scalar(value, { ...layout, inFlow: false })}`];
  const indent = value.kind === 'list' ? layout.listIndent : 2;
  return [`${name}:`, ...printBlock(value, layout).map((line) => ' '.repeat(indent) + line)];
}

export function printBlockItem(item: Fragment, layout: Layout): readonly string[] {
  return printBlock(item, layout).map((line, index) => (index === 0 ? '- ' : '  ') + line);
}

function printBlock(fragment: Fragment, layout: Layout): readonly string[] {
  if (typeof fragment === 'string') return [scalar(fragment, { ...layout, inFlow: false })];
  if (fragment.kind === 'list') return fragment.items.flatMap((item) => printBlockItem(item, layout));
  return fragment.fields.flatMap(([key, value]) => printBlockField(key, value, layout));
}

/** Whether the node reads as the fragment. */
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

function printKey(key: string, layout: Layout): string {
  return scalar(key, { ...layout, typed: false, inFlow: true });
}

function scalar(value: string, context: Omit<ScalarContext, 'style'>): string {
  return printScalar(value, { ...context, style: context.json ? 'QUOTE_DOUBLE' : 'PLAIN' });
}
