// Whether a node after an edit is what it has to be.
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parse, type Scalar } from 'yaml';
import type { TextSource } from '../yaml/text-source.ts';
import type { WriteScalar } from './operation.ts';

/**
 * Says whether two nodes are the same, except for what is below them: kind, anchor, tag, style and text. The same letters in
 * the same style mean the same to any reader.
 * @param old a node before the edit
 * @param fresh the node in its place after the edit
 * @returns whether they are the same
 */
export function isSame(old: ParsedNode, fresh: ParsedNode): boolean {
  if (isAlias(old) || isAlias(fresh)) return isAlias(old) && isAlias(fresh) && old.source === fresh.source;
  if (!hasSameProperties(old, fresh)) return false;
  if (isScalar(old)) return isScalar(fresh) && old.type === fresh.type && old.source === fresh.source;
  if (isMap(old)) return isMap(fresh) && old.flow === fresh.flow;
  return isSeq(old) && isSeq(fresh) && old.flow === fresh.flow;
}

/**
 * Says whether two nodes have the same anchor and tag.
 * @param old a node before the edit
 * @param fresh the node in its place after the edit
 * @returns whether they have; never for an alias
 */
export function hasSameProperties(old: ParsedNode, fresh: ParsedNode): boolean {
  return !isAlias(old) && !isAlias(fresh) && old.anchor === fresh.anchor && old.tag === fresh.tag;
}

/**
 * Says whether a scalar holds what an operation has written, and keeps its anchor and tag.
 * @param old the scalar before the edit
 * @param fresh the node in its place after the edit
 * @param write the operation
 * @param source the text of the edited document
 * @returns whether every reader takes it for the written value
 */
export function isWritten(
  old: ParsedNode,
  fresh: ParsedNode,
  { value, typed }: WriteScalar,
  source: TextSource,
): boolean {
  if (!isScalar(fresh) || !hasSameProperties(old, fresh) || fresh.source !== value) return false;
  return typed || readsAsText(fresh, source);
}

/** Whether both versions of YAML take the scalar for a string. */
function readsAsText(node: Scalar.Parsed, { text }: TextSource): boolean {
  if (node.type !== 'PLAIN' || node.tag !== undefined) return true;
  const raw = text.slice(node.range[0], node.range[1]);
  return ['1.1' as const, '1.2' as const].every((version) => parse(raw, { version }) === node.source);
}
