// Values that are indented less than YAML wants.
import { Lexer } from 'yaml';

/** What the lexer says beside the text: a document begins, brackets are left open, a plain or block scalar follows. */
const controls: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);
const leftOpen = '\u0018';
const scalarFollows = '\u001f';

/**
 * Joins the lines of values that YAML wants to be indented. YAML wants each line of a quoted scalar, and of what stands in
 * brackets, to be indented more than its key. Go's reader, and with it kubectl, Flux and Argo CD, does not, and generated
 * definitions rely on that (https://github.com/yaml/libyaml/blob/master/src/scanner.c).
 * @param text a document's text
 * @returns the text with spaces for the line ends in such values, so that every offset stays; `undefined` where there are none
 */
export function joinUnindented(text: string): string | undefined {
  const parts: string[] = [];
  let rest = text;
  for (let start = unindentedValue(rest); start !== undefined; start = unindentedValue(rest)) {
    const end = endOfValue(rest, start);
    if (end === undefined) return undefined;
    parts.push(rest.slice(0, start), rest.slice(start, end).replace(/[\r\n]/g, ' '));
    // What follows is read on its own: all that the lexer knows of the lines before is their indentation.
    rest = rest.slice(end);
  }
  return parts.length === 0 ? undefined : parts.join('') + rest;
}

/** Where the first value starts that the lexer gives up for its indentation. */
function unindentedValue(text: string): number | undefined {
  let start = 0;
  for (const { lexeme, offset, depth } of lexemesOf(text)) {
    if (lexeme === leftOpen) return start;
    if (depth === 0) start = offset;
    if (isCut(lexeme)) return start;
  }
  return undefined;
}

/** Where the value ends if its indentation does not count; `undefined` if never, or if a comment needs its line end. */
function endOfValue(text: string, start: number): number | undefined {
  for (const { lexeme, offset, depth } of lexemesOf(text.slice(start))) {
    if (lexeme === leftOpen || lexeme.startsWith('#') || isCut(lexeme)) return undefined;
    const isClosed = depth === 0 ? /^["']/.test(lexeme) : depth === 1 && /^[\]}]$/.test(lexeme);
    if (isClosed) return start + offset + lexeme.length;
  }
  return undefined;
}

interface Lexeme {
  readonly lexeme: string;
  readonly offset: number;
  /** Brackets that are open before it. */
  readonly depth: number;
}

/** Plain and block scalars are left out: they may start with any sign. */
function* lexemesOf(text: string): Generator<Lexeme> {
  let [offset, depth, isScalar] = [0, 0, false];
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar) yield { lexeme, offset, depth };
    isScalar = lexeme === scalarFollows;
    if (lexeme === leftOpen) depth = 0;
    else if (/^[[{]$/.test(lexeme)) depth++;
    else if (/^[\]}]$/.test(lexeme) && depth > 0) depth--;
    if (!controls.has(lexeme)) offset += lexeme.length;
  }
}

function isCut(lexeme: string): boolean {
  return /^["']/.test(lexeme) && !/^(?:'[^']*(?:''[^']*)*'|"[^"\\]*(?:\\.[^"\\]*)*")$/s.test(lexeme);
}
