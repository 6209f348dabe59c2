// Text to nodes, by the yaml library.
import { Composer, type ParsedNode, Parser } from 'yaml';
import { checkDepth } from './nesting.ts';
import { checkSize } from './size.ts';
import type { TextSource } from './text-source.ts';

/**
 * The failsafe schema reads every scalar as the text it is: what a reader makes of `1.10` or `yes` is the business of
 * plain-scalar.ts. Keys that appear twice are refused only where an edit goes through them.
 */
const options = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;

/** What a text reads as. */
export interface Composition {
  readonly root: ParsedNode | null;
  readonly error: { readonly offset: number; readonly message: string } | undefined;
}

/**
 * Reads a text of one document.
 * @param text the text
 * @param source the document that the text is, or is a part of
 * @returns its root, and the first error in it
 * @throws {DeployError} not-editable: it nests too deep, or holds too many values
 */
export function compose(text: string, source: TextSource): Composition {
  checkSize(text, source.manifest);
  const tokens = [...new Parser().parse(text)];
  checkDepth(tokens, source);
  const [first, second] = [...new Composer(options).compose(tokens, true, text.length)];
  const error = first?.errors[0];
  const root = first?.contents ?? null;
  if (error !== undefined) return { root, error: { offset: error.pos[0], message: error.message } };
  if (second === undefined) return { root, error: undefined };
  return { root, error: { offset: second.range[0], message: 'a second document without "---"' } };
}
