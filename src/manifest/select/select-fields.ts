// Which fields a path of `set` means, and what they get.
import { DeployError } from '../../errors.ts';
import { fieldChange, type Operation } from '../edit/operation.ts';
import type { PathStep } from '../field-path.ts';
import { pathRoots, resolvePath } from '../find/resolve-path.ts';
import { keyOfField } from '../shapes/fields/parameter.ts';
import type { Assignment, Target } from '../target.ts';
import { type Cursor, isScalarCursor } from '../yaml/cursor.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { lineOf } from '../yaml/position.ts';
import { createField } from './create-field.ts';
import { mayBeTyped } from './field-type.ts';
import { readHolding } from './read-holding.ts';
import { selectCursors } from './selectors.ts';

/** The path means no field that could be set. */
export type UnselectedFields =
  | { readonly kind: 'absent' }
  /** Selectors leave out every object that has the field. */
  | { readonly kind: 'excluded'; readonly cursors: readonly Cursor[] }
  /** Several files have the field, and none of these says the namespace that was asked for. */
  | { readonly kind: 'unplaced'; readonly cursors: readonly Cursor[] }
  /** Several objects of one file have the field. */
  | { readonly kind: 'ambiguous'; readonly cursors: readonly Cursor[] };

/** What has to change for an assignment. */
export interface SelectedFields {
  readonly kind: 'selected';
  readonly operations: readonly Operation[];
}

/**
 * Selects the fields at an assignment's path, and says what has to change there.
 * @param files open files
 * @param assignment path and value
 * @param target selectors, and whether a field may be added
 * @returns the operations, or why there are none
 * @throws {DeployError} not-editable: where the field holds more than one value, or a file cannot be read
 */
export function selectFields(
  files: readonly OpenFile[],
  assignment: Assignment,
  target: Target,
): SelectedFields | UnselectedFields {
  const { steps } = assignment;
  const likely = narrow(fieldsIn(files, steps, mayHold(steps)), assignment, target);
  if (likely.kind !== 'absent') return withAdded(likely, files, assignment, target);
  const all = fieldsIn(files, steps, () => true);
  const meant = narrow(all, assignment, target);
  if (meant.kind !== 'absent') return withAdded(meant, files, assignment, target);
  const before = narrow(
    fieldsIn(files, afterwards(steps, assignment.value), () => true),
    assignment,
    target,
  );
  if (before.kind === 'selected') return before;
  const created = target.create ? createField(files, assignment, target.select) : [];
  if (created.length > 0) return { kind: 'selected', operations: created };
  return all.length > 0 ? { kind: 'excluded', cursors: all.map(cursorOf) } : { kind: 'absent' };
}

/** With `create` the files that lack the field get it as well: none is left out in silence. */
function withAdded(
  found: SelectedFields | UnselectedFields,
  files: readonly OpenFile[],
  assignment: Assignment,
  { create, select }: Target,
): SelectedFields | UnselectedFields {
  if (found.kind !== 'selected' || !create) return found;
  const having = new Set(found.operations.map(({ cursor }) => cursor.document.source.manifest));
  const lacking = files.filter(({ manifest }) => !having.has(manifest));
  if (lacking.length === 0) return found;
  return { ...found, operations: [...found.operations, ...createField(lacking, assignment, select)] };
}

/** Where `[tag=v1].tag` has been set before, the item is found by its new value. */
function afterwards(steps: readonly PathStep[], value: string): readonly PathStep[] {
  const last = steps.at(-1);
  return steps.map((step, index) =>
    index === steps.length - 2 && step.kind === 'match' && last?.kind === 'key' && step.field === last.key
      ? { ...step, value }
      : step,
  );
}

/** A document that has the path has its keys, except for those written with escapes. */
function mayHold(steps: readonly PathStep[]): (text: string) => boolean {
  const keys = steps.flatMap((step) => (step.kind === 'key' ? [step.key] : []));
  return (text) => keys.every((key) => text.includes(key));
}

/** A field at the path, and the object that the path starts at. */
interface FieldAtPath {
  readonly root: Cursor;
  readonly cursor: Cursor;
}

function fieldsIn(
  files: readonly OpenFile[],
  steps: readonly PathStep[],
  isWanted: (text: string) => boolean,
): readonly FieldAtPath[] {
  return files
    .flatMap((file) => readHolding(file, isWanted, steps, files.length === 1))
    .flatMap(pathRoots)
    .flatMap((root) => resolvePath(root, steps).map((cursor) => ({ root, cursor })));
}

function cursorOf({ cursor }: FieldAtPath): Cursor {
  return cursor;
}

/** The selected fields, in one object of a file at most where nobody counts them: else which one is meant? */
function narrow(
  fields: readonly FieldAtPath[],
  assignment: Assignment,
  { select, expect }: Target,
): SelectedFields | UnselectedFields {
  const { kind, items: meant } = selectCursors(fields, cursorOf, select);
  if (kind === 'unplaced') return { kind, cursors: meant.map(cursorOf) };
  const roots = [...new Set(meant.map(({ root }) => root))];
  const manifests = roots.map(({ document }) => document.source.manifest);
  const doubled = manifests.find((manifest, index) => manifests.indexOf(manifest) !== index);
  const cursors = meant.map(cursorOf);
  if (doubled !== undefined && expect === undefined)
    return {
      kind: 'ambiguous',
      cursors: cursors.filter(({ document }) => document.source.manifest === doubled),
    };
  if (cursors.length === 0) return { kind: 'absent' };
  return { kind: 'selected', operations: cursors.map((cursor) => assign(cursor, assignment)) };
}

function assign(cursor: Cursor, { path, value, fromImage }: Assignment): Operation {
  const { manifest } = cursor.document.source;
  if (cursor.node === null || !isScalarCursor(cursor))
    throw new DeployError(
      'not-editable',
      `Cannot set "${path}": line ${lineOf(cursor)} of ${manifest.path} holds more than one value`,
      'write the path of one field',
    );
  const typed = mayBeTyped(keyOfField(cursor), value, cursor) && !fromImage;
  return { kind: 'write', cursor, value, typed, change: fieldChange(cursor.node.source, value) };
}
