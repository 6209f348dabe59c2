import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { Change, EditedFile } from '../target.ts';
import { lineOf, outward, pathOf, resourceOf } from '../yaml/locate.ts';
import type { OpenFile } from '../yaml/open.ts';
import { readsAsString } from '../yaml/plain.ts';
import { openManifest } from '../yaml/source.ts';
import { pathOfNew } from './created.ts';
import { applyEdits, type Edit, offsetsAfter } from './edit.ts';
import { addEdit, fillEdit } from './insert.ts';
import type { Operation, Write } from './operation.ts';
import { proveEdit } from './proof.ts';
import { refuseEncrypted } from './sops.ts';
import { writeEdit } from './write.ts';

export interface FileEdit {
  /** Absent when every scalar has its value already. */
  readonly edited?: EditedFile;
  readonly changes: readonly Change[];
}

/** Carries out the operations that belong to the file, and proves it. Throws `not-editable`, `proof-failed`. */
export function editFile(open: OpenFile, operations: readonly Operation[]): FileEdit {
  const { file, manifest } = open;
  const own = operations.filter(({ spot }) => spot.document.source.manifest === manifest).map(keepLineEnd);
  own.forEach(refuseDoubledKeys);
  const needed = distinct(own).filter((operation) => !isDone(operation));
  if (needed.length === 0) return { changes: [] };
  refuseEncrypted(open, needed);
  const steps = needed.map((operation) => ({ operation, edit: toEdit(operation) }));
  const edits = steps.map(({ edit }) => edit);
  const after = openManifest(file.path, applyEdits(manifest.text, edits));
  proveEdit(open.stream(), open.split(after), needed);
  const bytes = new TextEncoder().encode(after.text);
  const offsets = offsetsAfter(edits);
  const changes = steps.flatMap(({ operation, edit }) => {
    // What is added on a line of its own starts with the end of the line before.
    const lead = /^\s*/.exec(edit.text)?.[0].length ?? 0;
    return changeOf(operation, after.lineAt((offsets.get(edit) ?? 0) + lead));
  });
  return { edited: { path: file.path, bytes, before: file.bytes }, changes };
}

function toEdit(operation: Operation): Edit {
  switch (operation.kind) {
    case 'write':
      return writeEdit(operation);
    case 'add':
      return addEdit(operation);
    case 'fill':
      return fillEdit(operation);
  }
}

/** What `|` holds ends with its line, and no tag does: the scalar goes on ending as it did. */
function keepLineEnd(operation: Operation): Operation {
  if (operation.kind !== 'write' || operation.value.endsWith('\n')) return operation;
  const { spot, value, meaning } = operation;
  const end = spot.node.type === 'BLOCK_LITERAL' ? (/\s*$/.exec(spot.node.source)?.[0] ?? '') : '';
  const from = meaning?.from.trimEnd() ?? '';
  return end === ''
    ? operation
    : { ...operation, value: value + end, ...(meaning && { meaning: { ...meaning, from } }) };
}

/** One operation a scalar: several places may share it. Throws `invalid-input` when they want different values. */
function distinct(operations: readonly Operation[]): readonly Operation[] {
  const byNode = new Map<Scalar, Write>();
  for (const operation of operations) {
    if (operation.kind !== 'write') continue;
    const { spot, value } = operation;
    const known = byNode.get(spot.node);
    if (known !== undefined && known.value !== value)
      throw new DeployError(
        'invalid-input',
        `Cannot edit "${spot.document.source.manifest.path}": line ${lineOf(spot)} would have to be both "${known.value}" and "${value}"`,
        'check the images and the fields that are set',
      );
    if (known === undefined) byNode.set(spot.node, operation);
  }
  return operations.filter(
    (operation) => operation.kind !== 'write' || byNode.get(operation.spot.node) === operation,
  );
}

function isDone(operation: Operation): boolean {
  if (operation.kind !== 'write') return false;
  const {
    spot: { node },
    value,
    typed,
  } = operation;
  const isText = typed || node.type !== 'PLAIN' || node.tag !== undefined || readsAsString(value);
  return node.source === value && isText;
}

/** Which of two equal keys counts depends on the reader; elsewhere in the file they do no harm. */
function refuseDoubledKeys({ spot }: Operation): void {
  for (const around of outward(spot))
    if (around.doubled)
      throw new DeployError(
        'not-editable',
        `Cannot edit "${spot.document.source.manifest.path}": the key "${around.key}" at line ${lineOf(around)} stands twice in its map`,
        'remove one of them',
      );
}

function changeOf(operation: Operation, line: number): readonly Change[] {
  const { spot, meaning } = operation;
  if (meaning === undefined) return [];
  const { path: file } = spot.document.source.manifest;
  const path = operation.kind === 'write' ? pathOf(spot) : pathOfNew(operation);
  return [{ file, line, path, ...meaning, resource: resourceOf(spot) }];
}
