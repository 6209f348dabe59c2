// Braces of globs, written out.
import { DeployError } from './errors.ts';

/** Braces of braces of braces: nobody means more. */
const mostGlobs = 256;

/**
 * Writes out the braces of a glob, as shells do: `{a,b}.yaml` is `a.yaml` and `b.yaml`, `{1..3}` is `1`, `2` and `3`. Braces
 * that hold neither a comma nor a range stand for themselves.
 * @param glob as shells write it
 * @returns globs without braces
 * @throws {DeployError} invalid-input where they are too many
 */
export function expandBraces(glob: string): string[] {
  const done: string[] = [];
  const open = [{ text: glob, from: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { text, from } = next;
    const braces = firstBraces(text, from);
    if (braces === undefined) done.push(text);
    else {
      const [front, behind] = [text.slice(0, braces.start), text.slice(braces.end + 1)];
      const choices = choicesOf(text.slice(braces.start + 1, braces.end));
      if (choices.length === 0) open.push({ text, from: braces.start + 1 });
      for (const choice of choices.toReversed())
        open.push({ text: `${front}${choice}${behind}`, from: braces.start });
    }
    if (done.length + open.length > mostGlobs) throw tooMany(glob);
  }
  return done;
}

/** The first braces from there on that are closed. */
function firstBraces(
  text: string,
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  const stack: number[] = [];
  let outer: { start: number; end: number } | undefined;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') stack.push(at);
    else if (text[at] === '}' && stack.length > 0) {
      outer = { start: stack.pop() ?? at, end: at };
      if (stack.length === 0) return outer;
    }
  }
  // A brace that is never closed stands for itself; one inside of it may be closed.
  return outer;
}

/** What stands between the commas of this level, or a range; none for anything else. */
function choicesOf(body: string): string[] {
  const [, first, last] = /^(-?\d{1,4}|[a-zA-Z])\.\.(-?\d{1,4}|[a-zA-Z])$/.exec(body) ?? [];
  if (first !== undefined && last !== undefined) return rangeOf(first, last);
  const choices = [''];
  let depth = 0;
  for (let at = 0; at < body.length; at += 1) {
    const escaped = body[at] === '\\';
    const part = body.slice(at, at + (escaped ? 2 : 1));
    if (part === ',' && depth === 0) choices.push('');
    else choices.push(`${choices.pop()}${part}`);
    if (part === '{') depth += 1;
    if (part === '}') depth -= 1;
    if (escaped) at += 1;
  }
  return choices.length > 1 ? choices : [];
}

function rangeOf(first: string, last: string): string[] {
  const isNumber = /\d/.test(first);
  if (isNumber !== /\d/.test(last)) return [];
  const [low, high] = isNumber ? [Number(first), Number(last)] : [first.charCodeAt(0), last.charCodeAt(0)];
  const length = Math.min(Math.abs(high - low), mostGlobs) + 1;
  const numbers = Array.from({ length }, (_, index) => (low <= high ? low + index : low - index));
  const width = isNumber && /^-?0\d/.test(first) ? first.length : 0;
  return numbers.map((value) => (isNumber ? String(value).padStart(width, '0') : String.fromCharCode(value)));
}

function tooMany(glob: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot use the glob "${glob.slice(0, 200)}": its braces stand for more than ${mostGlobs} globs`,
    'use "*", or several lines',
  );
}
