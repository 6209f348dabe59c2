// Globs without braces, name by name.
import { matchesList } from './wildcard.ts';

/** What one character of a name has to be; `star`: any number of any characters. */
type NameToken = 'star' | ((character: string) => boolean);

/** One part between slashes; `folders`: any number of names. */
type PathToken = 'folders' | { readonly tokens: readonly NameToken[]; readonly takesDots: boolean };

/**
 * Makes a test of paths. Names that begin with a dot are matched by a dot alone.
 * @param glob `*` and `?` stand for a part of one name, `[a-z]` and `[!a-z]` for one character, `**` between slashes for any
 *   folders; a backslash takes the meaning of the next character away
 * @returns what says whether a path matches
 */
export function pathTest(glob: string): (path: string) => boolean {
  const wanted = glob.split('/').map(readPart);
  return (path) =>
    matchesList(wanted, path.split('/'), {
      isStar: (part) => part === 'folders',
      takes: (part, name) => part !== 'folders' && matchesName(part, name),
      mayPass: (name) => !name.startsWith('.'),
    });
}

function matchesName({ tokens, takesDots }: Exclude<PathToken, 'folders'>, name: string): boolean {
  if (name === '') return tokens.length === 0;
  if (name.startsWith('.') && !takesDots) return false;
  return matchesList(tokens, name.split(''), {
    isStar: (token) => token === 'star',
    takes: (token, character) => token !== 'star' && token(character),
    mayPass: () => true,
  });
}

function readPart(part: string): PathToken {
  if (part === '**') return 'folders';
  const tokens: NameToken[] = [];
  for (let at = 0; at < part.length; ) {
    const { token, length } = readToken(part, at);
    tokens.push(token);
    at += length;
  }
  return { tokens, takesDots: /^\\?\./.test(part) };
}

function readToken(part: string, at: number): { readonly token: NameToken; readonly length: number } {
  const character = part[at] ?? '';
  const literal = (wanted: string, length: number) => ({
    token: (found: string) => found === wanted,
    length,
  });
  switch (character) {
    case '*':
      return { token: 'star', length: 1 };
    case '?':
      return { token: () => true, length: 1 };
    case '\\':
      return at + 1 < part.length ? literal(part[at + 1] ?? '', 2) : literal(character, 1);
    case '[':
      return readClass(part, at) ?? literal(character, 1);
    default:
      return literal(character, 1);
  }
}

/** `undefined`: the bracket is never closed, and stands for itself. */
function readClass(
  part: string,
  at: number,
): { readonly token: NameToken; readonly length: number } | undefined {
  const [whole, not, body = ''] = /^\[([!^]?)(\]?[^\]]*)\]/.exec(part.slice(at)) ?? [];
  if (whole === undefined || body === '') return undefined;
  const ranges: (readonly [string, string])[] = [];
  for (let place = 0; place < body.length; place += 1) {
    const [first = '', dash, last] = body.slice(place, place + 3);
    const isRange = dash === '-' && last !== undefined;
    ranges.push([first, isRange ? last : first]);
    if (isRange) place += 2;
  }
  const isIn = (character: string): boolean =>
    ranges.some(([first, last]) => first <= character && character <= last);
  return { token: not ? (character) => !isIn(character) : isIn, length: whole.length };
}
