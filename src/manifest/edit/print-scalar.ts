// A value as a scalar's text, in the style that the author uses.
import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import { fitsBare, isOneLine, readsAsString } from '../yaml/plain-scalar.ts';

/** Where a new value goes, if it can stand bare. */
export interface PlainContext {
  /** In `[]` or `{}`, where commas and brackets end a bare value. */
  readonly inFlow: boolean;
  /** In a JSON file, where strings have double quotes and no others exist. */
  readonly json: boolean;
  /** A bare value may be read as number, boolean, date or null: when the author of the value meant that. */
  readonly typed: boolean;
  /** The quotes to add where a bare value needs some. */
  readonly quotes: 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
}

/** Where a new value goes: how the old one stood there. */
export interface ScalarContext extends PlainContext {
  /** The old scalar's style, as the yaml library names it; an empty value is `PLAIN`. */
  readonly style: Scalar.Type;
}

/**
 * Prints a value in the old scalar's style: for `"1.2"` the quotes are part of the text, for a block scalar it is the one
 * line of content, without header and indentation. A bare value that any YAML reader would take for something else gets quotes.
 * @param value what the scalar has to hold
 * @param context how the old scalar stands
 * @returns the scalar's text
 * @throws {DeployError} not-editable: a block scalar would hold more than one line
 */
export function printScalar(value: string, context: ScalarContext): string {
  switch (context.style) {
    case 'PLAIN':
      return printPlain(value, context);
    case 'QUOTE_SINGLE':
      return printSingleQuoted(value);
    case 'QUOTE_DOUBLE':
      return printDoubleQuoted(value);
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return printBlockLine(value);
  }
}

/** Whether `value` stands bare there, in quotes otherwise. */
function staysBare(value: string, { inFlow, json, typed }: PlainContext): boolean {
  if (json) return typed && jsonLiteral.test(value);
  return fitsBare(value, inFlow) && (typed || readsAsString(value));
}

const jsonLiteral = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)$/;

/**
 * Prints a value bare where every reader takes it for what it is, else in quotes.
 * @param value what the scalar has to hold
 * @param context where it stands
 * @returns the scalar's text
 */
export function printPlain(value: string, context: PlainContext): string {
  if (staysBare(value, context)) return value;
  const single = context.quotes === 'QUOTE_SINGLE' && !context.json;
  return single ? printSingleQuoted(value) : printDoubleQuoted(value);
}

function printSingleQuoted(value: string): string {
  if (value !== '' && !isOneLine(value)) return printDoubleQuoted(value);
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * Prints a value in double quotes, with JSON's escapes only, which YAML shares: `\xNN` would break a JSON file.
 * @param value what the scalar has to hold
 * @returns the scalar's text, with its quotes
 */
export function printDoubleQuoted(value: string): string {
  if (value === '' || isOneLine(value)) return `"${value.replace(/["\\]/g, '\\$&').replaceAll('\t', '\\t')}"`;
  return JSON.stringify(value).replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function printBlockLine(value: string): string {
  if (isOneLine(value) && !/^\s/.test(value)) return value;
  throw new DeployError(
    'not-editable',
    `Cannot write ${JSON.stringify(value.slice(0, 80))}: the old value is a block scalar, which holds lines of plain text`,
    'write the value in quotes on one line first',
  );
}
