// How deep collections may nest.
import { type CST, Lexer } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { TextSource } from './text-source.ts';

/** Far more than people write, far less than what exhausts the stack of the parser's recursive part. */
const deepest = 200;

/**
 * Refuses brackets that nest too deep, before the parser meets them: its time grows with the square of their depth. Few
 * files have so many open brackets, in scalars too, that it takes a closer look.
 * @param source a document's text
 * @throws {DeployError} not-editable: they nest too deep
 */
export function checkBrackets(source: TextSource): void {
  if (isTooDeep(source.text) && isTooDeep(new Lexer().lex(source.text))) throw tooDeep(source);
}

/** Whether too many brackets are open at once; scalars are lexemes of their own, and no bracket. */
function isTooDeep(lexemes: Iterable<string>): boolean {
  let depth = 0;
  for (const lexeme of lexemes) {
    if ((lexeme === '[' || lexeme === '{') && ++depth > deepest) return true;
    if ((lexeme === ']' || lexeme === '}') && depth > 0) depth--;
  }
  return false;
}

/**
 * Refuses collections that nest too deep. It walks without recursion, for the same reason.
 * @param tokens the document as the yaml library's parser gives it
 * @param source the document's text
 * @throws {DeployError} not-editable: they nest too deep
 */
export function checkDepth(tokens: readonly CST.Token[], source: TextSource): void {
  const open = [...tokens];
  const depths = tokens.map(() => 0);
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    const depth = (depths.pop() ?? 0) + 1;
    if (depth > deepest) throw tooDeep(source);
    pushChildren(token, open);
    while (depths.length < open.length) depths.push(depth);
  }
}

/** Onto the caller's stack, not into a new list: a large file has millions of tokens. */
function pushChildren(token: CST.Token, open: CST.Token[]): void {
  if (token.type === 'document' && token.value !== undefined) open.push(token.value);
  if (!('items' in token)) return;
  for (const { key, value } of token.items) {
    if (key != null && 'items' in key) open.push(key);
    if (value != null && 'items' in value) open.push(value);
  }
}

function tooDeep({ manifest }: TextSource): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": its brackets and lists nest more than ${deepest} deep`,
    'check that the file is a manifest',
  );
}
