// Field paths, as kustomize writes them.
import { DeployError } from '../errors.ts';

/** One step of a field path. A `key` of digits is an index where it meets a list. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'match'; readonly field: string; readonly value: string }
  | { readonly kind: 'all' };

/**
 * Reads kustomize's field path: `spec.containers.[name=web].image`, `images[0].newTag`, `items.*.tag`; `\.` is a dot in a
 * key. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 * @param text a field path
 * @returns its steps, at least one
 * @throws {DeployError} invalid-input: the text is no field path
 */
export function parsePath(text: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^(?:\[([^\]]*)\]|((?:\\.|[^.[\\])+))(?:\.(?!$)|(?=\[)|$)/.exec(rest);
    if (match === null) throw badPath(text);
    const [whole, bracket, key = ''] = match;
    steps.push(bracket === undefined ? keyStep(key) : bracketStep(bracket, text));
    rest = rest.slice(whole.length);
  }
  if (steps.length === 0) throw badPath(text);
  if (/^\$(?:[.[]|$)/.test(text))
    throw new DeployError(
      'invalid-input',
      `Cannot read the path "${text}": it starts with "$", the root of JSONPath`,
      `write it without, "${text.replace(/^\$\.?/, '')}"; a key "$" is written as ["$"]`,
    );
  return steps;
}

/**
 * Writes steps so that `parsePath` reads them again.
 * @param steps steps of a path
 * @returns a field path
 */
export function formatPath(steps: readonly PathStep[]): string {
  return steps.map(formatStep).join('.');
}

function formatStep(step: PathStep): string {
  switch (step.kind) {
    case 'key':
      return formatKey(step.key);
    case 'index':
      return `[${step.index}]`;
    case 'match':
      return `[${step.field}=${step.value}]`;
    case 'all':
      return '*';
  }
}

/** A `=` would end the path of an assignment, and `*` and `$` have a meaning of their own: such keys stand in quotes. */
function formatKey(key: string): string {
  if (key === '*' || key === '$' || key === '' || (key.includes('=') && !/[\]"]/.test(key)))
    return `["${key}"]`;
  return key.replace(/[\\.[=]/g, '\\$&');
}

function keyStep(key: string): PathStep {
  return key === '*' ? { kind: 'all' } : { kind: 'key', key: key.replace(/\\(.)/g, '$1') };
}

function bracketStep(inside: string, path: string): PathStep {
  if (inside === '*') return { kind: 'all' };
  if (/^\d{1,9}$/.test(inside)) return { kind: 'index', index: Number(inside) };
  const quoted = /^(["'])(.*)\1$/.exec(inside);
  if (quoted !== null) return { kind: 'key', key: quoted[2] ?? '' };
  const equals = inside.indexOf('=');
  if (equals < 1) throw badPath(path);
  return { kind: 'match', field: inside.slice(0, equals), value: inside.slice(equals + 1) };
}

function badPath(path: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot read the path "${path}": it is not a field path`,
    'write it like "spec.containers.[name=web].image", "images[0].newTag" or "items.*.tag", a dot in a key as "\\."',
  );
}
