import type { CST } from 'yaml';
import { DeployError } from '../errors.ts';
import type { Source } from './source.ts';

/** Far more than people write, far less than what exhausts the stack of the parser's recursive part. */
const deepest = 200;

/** Throws `not-editable` when collections nest too deep. Walks without recursion, for the same reason. */
export function checkDepth(tokens: readonly CST.Token[], source: Source): void {
  const open: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) throw tooDeep(source);
    for (const child of children(token)) open.push({ token: child, depth: depth + 1 });
  }
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((child) => child != null));
}

function tooDeep({ manifest }: Source): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${manifest.path}": its brackets and lists nest more than ${deepest} deep`,
    'check that the file is a manifest',
  );
}
