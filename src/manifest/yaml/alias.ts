// What aliases stand for.
import { type Alias, isAlias, isMap, isPair, isSeq, type ParsedNode } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { TextSource } from './text-source.ts';

/** An honest manifest stays far below; "billion laughs" is far above (https://en.wikipedia.org/wiki/Billion_laughs_attack). */
const mostNodes = 1_000_000;

/**
 * Finds what each alias stands for. An anchor may be set again: an alias means the last one before it.
 * @param root the document's root
 * @param source the document's text
 * @returns a node for each alias that has an anchor
 * @throws {DeployError} not-editable: the aliases would grow the document without bounds
 */
export function bindAliases(root: ParsedNode | null, source: TextSource): ReadonlyMap<Alias, ParsedNode> {
  const bound = new Map<Alias, ParsedNode>();
  if (root === null || !source.text.includes('*')) return bound;
  const anchors = new Map<string, ParsedNode>();
  const bind = (node: ParsedNode): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) bound.set(node, target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    for (const child of childrenOf(node)) bind(child);
  };
  bind(root);
  if (bound.size > 0 && grownSize(root, bound) > mostNodes) throw bomb(source);
  return bound;
}

/**
 * Gives the nodes right under a collection.
 * @param node any node
 * @returns its keys, values and items; none for a scalar
 */
export function childrenOf(node: ParsedNode): readonly ParsedNode[] {
  if (isSeq(node)) return node.items.filter((item) => !isPair(item));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => (value === null ? [key] : [key, value]));
}

/** Counts the nodes once every alias is followed; infinitely many when an alias stands inside what it means. */
function grownSize(root: ParsedNode, bound: ReadonlyMap<Alias, ParsedNode>): number {
  const sizes = new Map<ParsedNode, number>();
  const sizeOf = (node: ParsedNode): number => {
    const known = sizes.get(node);
    if (known !== undefined) return known;
    sizes.set(node, Number.POSITIVE_INFINITY);
    const target = isAlias(node) ? bound.get(node) : undefined;
    const below = target === undefined ? childrenOf(node) : [target];
    const size = below.reduce((sum, child) => sum + sizeOf(child), 1);
    sizes.set(node, size);
    return size;
  };
  return sizeOf(root);
}

function bomb({ manifest }: TextSource): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": its aliases grow to more than ${mostNodes} values`,
    'check that the file is a manifest',
  );
}
