// A field that is added, where a path leads to nothing.
import { isCollection, isMap } from 'yaml';
import type { Fragment } from '../edit/fragment.ts';
import { lastField } from '../edit/insertion-point.ts';
import { fieldChange, type Operation } from '../edit/operation.ts';
import type { PathStep } from '../field-path.ts';
import { pathRoots, resolvePath } from '../find/resolve-path.ts';
import type { Assignment, Selector } from '../target.ts';
import { type Cursor, isScalarCursor, rootCursor, textOf } from '../yaml/cursor.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { mayBeTyped } from './field-type.ts';
import { selectCursors } from './selectors.ts';

/** A node on a path, and the keys that it lacks. */
interface Gap {
  readonly cursor: Cursor;
  readonly keys: readonly string[];
}

/**
 * Adds the keys that the path's end lacks, where one document alone goes furthest along it.
 * @param files open files
 * @param assignment the path and its value
 * @param select the selectors
 * @returns the operation; `undefined` where no document, or several, could get the field
 * @throws {DeployError} invalid-yaml, not-editable: where a file cannot be read
 */
export function createField(
  files: readonly OpenFile[],
  { steps, value, fromImage }: Assignment,
  select: Selector,
): Operation | undefined {
  const starts = files.flatMap(({ documents }) => documents(() => true)).flatMap(pathRoots);
  const { kind, items } = selectCursors(starts, (start) => start, select);
  if (kind === 'unplaced') return undefined;
  const gaps = items.flatMap((start) => gapAt(start, steps));
  const fewest = Math.min(...gaps.map(({ keys }) => keys.length));
  const [gap, second] = gaps.filter(({ keys }) => keys.length === fewest);
  if (gap === undefined || second !== undefined) return undefined;
  const [first = '', ...rest] = gap.keys;
  const fragment = rest.reduceRight<Fragment>((inner, key) => mapOf(key, inner), value);
  const typed = !fromImage && mayBeTyped(gap.keys.at(-1) ?? '', value, undefined);
  const shared = { typed, change: fieldChange('', value) };
  const last = lastField(gap.cursor);
  if (last !== undefined) return { kind: 'add', cursor: last, key: first, value: fragment, ...shared };
  return { kind: 'fill', cursor: gap.cursor, value: mapOf(first, fragment), ...shared };
}

/** Finds the furthest node on the path that can take keys; none where the rest of the path is more than keys. */
function gapAt(start: Cursor, steps: readonly PathStep[]): readonly Gap[] {
  for (let known = steps.length - 1; known >= 0; known--) {
    const [cursor, second] = resolvePath(start, steps.slice(0, known)).map(insideOf);
    if (cursor === undefined) continue;
    const rest = steps.slice(known);
    const keys = rest.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
    return second === undefined && keys.length === rest.length && takesKeys(cursor) ? [{ cursor, keys }] : [];
  }
  return [];
}

/** YAML in a block scalar takes keys, the scalar itself takes none. */
function insideOf(cursor: Cursor): Cursor {
  const [document] = embeddedDocuments(cursor);
  return document === undefined ? cursor : rootCursor(document);
}

function takesKeys(cursor: Cursor): boolean {
  return (
    isMap(cursor.node) ||
    (isScalarCursor(cursor) && textOf(cursor) === undefined && !isCollection(cursor.node))
  );
}

function mapOf(key: string, value: Fragment): Fragment {
  return { kind: 'map', fields: [[key, value]] };
}
