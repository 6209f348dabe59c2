import { isAlias, isCollection, type ParsedNode } from 'yaml';
import { childrenOf } from './alias.ts';
import type { Document } from './document.ts';

/** How the author of a document writes. */
export interface DocumentStyle {
  readonly json: boolean;
  /** The quotes to add where some are needed: single ones only where there are no others. */
  readonly quotes: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
  /** How far the items of a list stand to the right of its key. */
  readonly listIndent: number;
}

const known = new WeakMap<Document, DocumentStyle>();

/** Reads the whole text, so once for a document and all its edits. */
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

/** Whether the text at the offset stands in `[]` or `{}`. */
export function isInFlow(root: ParsedNode | null, offset: number): boolean {
  for (let node = root; node !== null && !isAlias(node); ) {
    if (isCollection(node) && node.flow === true) return true;
    node = childrenOf(node).find(({ range }) => range[0] <= offset && offset <= range[1]) ?? null;
  }
  return false;
}
