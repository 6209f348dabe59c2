// Helm parameters of Argo CD: those that Helm reads as another type than text, and those that overrule the values beside.
import type { Operation } from '../edit/operation.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, textOf } from '../yaml/cursor.ts';
import { lineOf, outward, pathOf } from '../yaml/position.ts';
import { parameterName } from './fields/parameter.ts';
import { namedParameters } from './parameters.ts';

/** What `--set` takes for no text: https://github.com/helm/helm/blob/main/pkg/strvals/parser.go; `1.20` stays one. */
const untyped = /^(?:true|false|null|0|-?[1-9]\d{0,18})$/i;

/**
 * Names the parameters of an Argo CD Application whose new value Helm takes for a number or the like: they go to Helm as
 * `--set`, unless `forceString` is set.
 * @param operations all that changes
 * @returns a sentence for each
 */
export function untypedParameters(operations: readonly Operation[]): readonly string[] {
  return operations.flatMap((operation) => {
    const { kind, cursor } = operation;
    if (kind !== 'write' || !untyped.test(operation.value) || !isOfHelm(cursor)) return [];
    const where = `${cursor.document.source.manifest.path}:${lineOf(cursor)}`;
    return [
      `${where} gives Helm ${operation.value} as ${parameterName(cursor)}, which is no text to it; "forceString: true" beside it makes it one`,
    ];
  });
}

function isOfHelm(cursor: Cursor): boolean {
  const list = cursor.parent?.parent;
  if (parameterName(cursor) === undefined || list?.key !== 'parameters' || list.parent?.key !== 'helm')
    return false;
  const force = cursor.parent && fieldsOf(cursor.parent).get('forceString');
  return textOf(force) !== 'true';
}

/**
 * Names the values of an Argo CD Application that a parameter beside them overrules, so that what is written there deploys
 * nothing. https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-value-precedence
 * @param operations all that changes
 * @returns a sentence for each
 */
export function overruledValues(operations: readonly Operation[]): readonly string[] {
  const written = new Set<unknown>(operations.map(({ cursor }) => cursor.node));
  return operations.flatMap((operation) => {
    const { kind, cursor } = operation;
    const values = kind === 'write' ? valuesAround(cursor) : undefined;
    if (values?.parent === undefined) return [];
    const path = pathOf(cursor).slice(pathOf(values).length + 1);
    const [, parameter] = namedParameters(values.parent).find(([name]) => name === path) ?? [];
    if (parameter === undefined || written.has(parameter.node) || textOf(parameter) === operation.value)
      return [];
    const { manifest } = cursor.document.source;
    const [at, line] = [lineOf(cursor), lineOf(parameter)];
    return [
      `${manifest.path}:${at} deploys nothing: the parameter ${path} at line ${line} overrules it with ${textOf(parameter) ?? 'nothing'}`,
    ];
  });
}

function valuesAround(cursor: Cursor): Cursor | undefined {
  return [...outward(cursor)].find(
    ({ key, parent }) => (key === 'values' || key === 'valuesObject') && parent?.key === 'helm',
  );
}
