// A field that is added, where a path leads to nothing.
import { isMap, isScalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { Fragment } from '../edit/fragment.ts';
import { lastField, standsEmpty } from '../edit/insertion-point.ts';
import { fieldChange, type Operation } from '../edit/operation.ts';
import type { PathStep } from '../field-path.ts';
import { pathRoots, resolvePath } from '../find/resolve-path.ts';
import type { Assignment, Selector } from '../target.ts';
import { type Cursor, rootCursor } from '../yaml/cursor.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { lineOf } from '../yaml/position.ts';
import { mayBeTyped } from './field-type.ts';
import { readHolding } from './read-holding.ts';
import { selectCursors } from './selectors.ts';

/** A node on a path, and the keys that it lacks. */
interface Gap {
  readonly cursor: Cursor;
  readonly keys: readonly string[];
}

/**
 * Adds the keys that the path's end lacks, to each file that lacks them: there one document alone has to go furthest along the
 * path.
 * @param files open files, those that have the field already left out
 * @param assignment the path and its value
 * @param select the selectors
 * @returns an operation for each file with a selected document
 * @throws {DeployError} path-not-found: no document of a file, or several, could get the field
 * @throws {DeployError} not-editable: something else than fields stands where the field would be added
 * @throws {DeployError} invalid-yaml, not-editable: where a file cannot be read
 */
export function createField(
  files: readonly OpenFile[],
  assignment: Assignment,
  select: Selector,
): readonly Operation[] {
  const starts = files
    .flatMap((file) => readHolding(file, () => true, assignment.steps.slice(0, -1), files.length === 1))
    .flatMap(pathRoots);
  const { kind, items } = selectCursors(starts, (start) => start, select);
  if (kind === 'unplaced') return [];
  const manifests = [...new Set(items.map(({ document }) => document.source.manifest))];
  return manifests.map((manifest) =>
    createIn(
      items.filter(({ document }) => document.source.manifest === manifest),
      assignment,
    ),
  );
}

/** Adds the field to the one start that goes furthest. */
function createIn(starts: readonly Cursor[], assignment: Assignment): Operation {
  const gaps = starts.flatMap((start) => gapAt(start, assignment.steps));
  const fewest = Math.min(...gaps.map(({ keys }) => keys.length));
  const [gap, second] = gaps.filter(({ keys }) => keys.length === fewest);
  if (gap === undefined || second !== undefined) throw noRoom(starts, assignment);
  const { value, fromImage } = assignment;
  const [first = '', ...rest] = gap.keys;
  const fragment = rest.reduceRight<Fragment>((inner, key) => mapOf(key, inner), value);
  const typed = !fromImage && mayBeTyped(gap.keys.at(-1) ?? '', value, undefined);
  const shared = { typed, change: fieldChange('', value) };
  const last = lastField(gap.cursor);
  if (last !== undefined) return { kind: 'add', cursor: last, key: first, value: fragment, ...shared };
  if (!standsEmpty(gap.cursor.node, gap.cursor.document.source)) throw notEmpty(gap.cursor, assignment);
  return { kind: 'fill', cursor: gap.cursor, value: mapOf(first, fragment), ...shared };
}

function noRoom([start]: readonly Cursor[], { path }: Assignment): DeployError {
  const file = start?.document.source.manifest.path ?? '';
  return new DeployError(
    'path-not-found',
    `Cannot set "${path}": no selected document of ${file} has this field`,
    'check the path: only keys are added, and only where one document alone has the map for them',
  );
}

function notEmpty(cursor: Cursor, { path }: Assignment): DeployError {
  const file = cursor.document.source.manifest.path;
  return new DeployError(
    'not-editable',
    `Cannot add "${path}" to "${file}": something else than fields is at line ${lineOf(cursor)}, and nothing is removed`,
    'write the field by hand, or set the whole value by its path',
  );
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

/** A map, whatever its keys are, and nothing at all; a null that is written is a value. */
function takesKeys({ node, document }: Cursor): boolean {
  return isMap(node) || (isScalar(node) && standsEmpty(node, document.source));
}

function mapOf(key: string, value: Fragment): Fragment {
  return { kind: 'map', fields: [[key, value]] };
}
