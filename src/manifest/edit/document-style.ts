// How the author of a document writes.
import { isCollection, type ParsedNode } from 'yaml';
import { childrenOf } from '../yaml/alias.ts';
import type { Document } from '../yaml/cursor.ts';
import { lineIndex } from '../yaml/text-source.ts';

/** How the author of a document writes. */
export interface DocumentStyle {
  readonly json: boolean;
  /** The quotes to add where some are needed: single ones only where there are no others. */
  readonly quotes: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
  /** How far the items of a list stand to the right of its key. */
  readonly listIndent: number;
}

const known = new WeakMap<Document, DocumentStyle>();

/**
 * Says how the author of a document writes. The whole text is read, so once for a document and all its edits.
 * @param document a parsed document
 * @returns its style
 */
export function styleOf(document: Document): DocumentStyle {
  const style = known.get(document) ?? readStyle(document.source.text);
  known.set(document, style);
  return style;
}

function readStyle(text: string): DocumentStyle {
  const single = /[:-] '/.test(text) && !/[:-] "/.test(text);
  return {
    json: isJson(text),
    quotes: single ? 'QUOTE_SINGLE' : 'QUOTE_DOUBLE',
    listIndent: listIndent(text),
  };
}

function listIndent(text: string): number {
  const [, key = '', item = ''] = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n( *)- /m.exec(text) ?? [];
  return Math.max(item.length - key.length, 0);
}

function isJson(text: string): boolean {
  if (!/^[\uFEFF\s]*[[{]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch {
    return false;
  }
}

/** Where the outermost `[]` and `{}` of a document start and end, in its order. */
interface Flows {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const knownFlows = new WeakMap<Document, Flows>();

/**
 * Says whether a text stands in `[]` or `{}`. It is looked up, for a document may have an edit at every line.
 * @param document a parsed document
 * @param offset where the text starts, in the document's text
 * @returns whether brackets are around it
 */
export function isInFlow(document: Document, offset: number): boolean {
  const { starts, ends } = knownFlows.get(document) ?? readFlows(document);
  const last = lineIndex(starts, offset);
  return (starts[last] ?? offset) < offset && offset < (ends[last] ?? 0);
}

function readFlows(document: Document): Flows {
  const flows = document.root === null ? [] : outermostFlows(document.root);
  const ranges = { starts: flows.map(({ range }) => range[0]), ends: flows.map(({ range }) => range[1]) };
  knownFlows.set(document, ranges);
  return ranges;
}

function outermostFlows(node: ParsedNode): readonly ParsedNode[] {
  return isCollection(node) && node.flow === true ? [node] : childrenOf(node).flatMap(outermostFlows);
}
