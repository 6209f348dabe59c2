// Which operations there is work left for, and whether they agree.
import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import { parseReference } from '../../image/reference.ts';
import { sameName } from '../../image/repository-name.ts';
import { foreignType, isTaggedString, noString } from '../yaml/node-tag.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';
import { lineOf, outward } from '../yaml/position.ts';
import type { Operation, WriteScalar } from './operation.ts';

/**
 * Keeps one operation for each scalar, and none for a scalar that has its value already.
 * @param operations operations of one file
 * @returns those that change something
 * @throws {DeployError} not-editable: a key on the way is twice in its map, or a YAML tag says that the value is no string
 * @throws {DeployError} invalid-input: one scalar would have to hold two values
 */
export function neededOperations(operations: readonly Operation[]): readonly Operation[] {
  const own = operations.map(keepLineEnd);
  own.forEach(refuseDoubledKeys);
  const needed = onePerScalar(own).filter((operation) => !isDone(operation));
  needed.forEach(refuseForeignType);
  refuseSecondAddition(needed);
  return needed;
}

/** The value of a literal block scalar ends with a line end, and a tag has none: the scalar goes on ending as it did. */
function keepLineEnd(operation: Operation): Operation {
  if (operation.kind !== 'write' || operation.value.endsWith('\n')) return operation;
  const { cursor, value, change } = operation;
  const end = cursor.node.type === 'BLOCK_LITERAL' ? (/\s*$/.exec(cursor.node.source)?.[0] ?? '') : '';
  if (end === '') return operation;
  return { ...operation, value: value + end, change: change && { ...change, from: change.from.trimEnd() } };
}

/**
 * Keeps one operation for each scalar, which several places may share.
 * @throws {DeployError} invalid-input: they want different values for it
 */
function onePerScalar(operations: readonly Operation[]): readonly Operation[] {
  const byNode = new Map<Scalar, WriteScalar>();
  for (const operation of operations) {
    if (operation.kind !== 'write') continue;
    const { cursor, value } = operation;
    const known = byNode.get(cursor.node);
    if (known !== undefined && !isSameReference(known.value, value))
      throw new DeployError(
        'invalid-input',
        `Cannot edit "${cursor.document.source.manifest.path}": line ${lineOf(cursor)} would have to be both "${known.value}" and "${value}"`,
        'check the images and the fields that are set',
      );
    if (known === undefined) byNode.set(cursor.node, operation);
  }
  return operations.filter(
    (operation) => operation.kind !== 'write' || byNode.get(operation.cursor.node) === operation,
  );
}

/** An image keeps the spelling of its name, where `set` writes it as it was given. */
function isSameReference(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseReference(a), parseReference(b)];
  if (one === undefined || other === undefined || !sameName(one.name, other.name)) return false;
  // A tag alone is no name.
  return (one.tag ?? one.digest) !== undefined && one.tag === other.tag && one.digest === other.digest;
}

/**
 * Refuses to put two things into one place that is not there yet: each of them would bring its own.
 * @throws {DeployError} not-editable
 */
function refuseSecondAddition(operations: readonly Operation[]): void {
  const taken = new Map<unknown, Set<string>>();
  for (const operation of operations) {
    const { kind, cursor } = operation;
    if (kind === 'write' || (kind === 'add' && operation.key === undefined)) continue;
    const [place, key] = kind === 'add' ? [cursor.parent?.node, operation.key ?? ''] : [cursor.node, ''];
    const keys = taken.get(place) ?? new Set<string>();
    if (keys.has(key))
      throw new DeployError(
        'not-editable',
        `Cannot edit "${cursor.document.source.manifest.path}": two of the fields that are set would both add ${key === '' ? `the contents at line ${lineOf(cursor)}` : `"${key}"`}`,
        'set one of them first, and the other in a second run',
      );
    taken.set(place, keys.add(key));
  }
}

/**
 * Refuses to write a string where a YAML tag says that its reader makes something else of it.
 * @throws {DeployError} not-editable
 */
function refuseForeignType(operation: Operation): void {
  if (operation.kind !== 'write' || operation.typed) return;
  const { node } = operation.cursor;
  const type = foreignType(node);
  // A field that is set by its path may have a tag of another program, for which the value is meant.
  if (type?.startsWith('!!')) throw noString(operation.cursor, operation.value, type);
}

function isDone(operation: Operation): boolean {
  if (operation.kind !== 'write') return false;
  const {
    cursor: { node },
    value,
    typed,
  } = operation;
  const isText = typed || node.type !== 'PLAIN' || isTaggedString(node) || readsAsString(value);
  if (!typed && foreignType(node)?.startsWith('!!')) return false;
  return node.source === value && isText;
}

/**
 * Refuses to edit below a key that is twice in its map: which of the two counts depends on the reader. Elsewhere in
 * the file they do no harm.
 * @throws {DeployError} not-editable
 */
function refuseDoubledKeys({ cursor }: Operation): void {
  for (const around of outward(cursor))
    if (around.doubled)
      throw new DeployError(
        'not-editable',
        `Cannot edit "${cursor.document.source.manifest.path}": the key "${around.key}" at line ${lineOf(around)} is twice in its map`,
        'remove one of them',
      );
}
