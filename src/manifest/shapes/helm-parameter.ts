// Helm parameters of Argo CD that Helm reads as another type than text.
import type { Operation } from '../edit/operation.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, textOf } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import { parameterName } from './fields/parameter.ts';

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
