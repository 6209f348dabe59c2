import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { ManifestFile } from '../yaml/decode-file.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { readsAsString } from '../yaml/plain-scalar.ts';
import { lineOf, outward, pathOf } from '../yaml/position.ts';
import { type Resource, resourceOf } from '../yaml/resource.ts';
import { openManifest } from '../yaml/text-source.ts';
import { addedPath } from './added-path.ts';
import { fillNode, insertNode } from './insert-node.ts';
import type { Operation, VersionChange, Write } from './operation.ts';
import { proveEdit } from './proof.ts';
import { replaceScalar } from './replace-scalar.ts';
import { refuseEncrypted } from './sops.ts';
import { applyTextEdits, offsetsAfter, type TextEdit } from './text-edit.ts';

/** One value that has changed, and where it stands. */
export interface Change extends VersionChange {
  readonly file: string;
  /** Counts from 1, in the file as it becomes. */
  readonly line: number;
  /** Field path, `spec.template.spec.containers.[name=web].image`. */
  readonly path: string;
  readonly resource: Resource;
}

/** A file as it becomes. */
export interface EditedFile extends ManifestFile {
  /** The text before, to show a diff. */
  readonly before: Uint8Array;
}

/** What the operations on one file come to. */
export interface FileEdit {
  /** `undefined` when every scalar has its value already. */
  readonly edited: EditedFile | undefined;
  readonly changes: readonly Change[];
}

/** Carries out the operations that belong to the file, and proves it. Throws `not-editable`, `proof-failed`. */
export function editFile(open: OpenFile, operations: readonly Operation[]): FileEdit {
  const { file, manifest } = open;
  const own = operations
    .filter(({ cursor }) => cursor.document.source.manifest === manifest)
    .map(keepLineEnd);
  own.forEach(refuseDoubledKeys);
  const needed = distinct(own).filter((operation) => !isDone(operation));
  if (needed.length === 0) return { edited: undefined, changes: [] };
  refuseEncrypted(open, needed);
  const steps = needed.map((operation) => ({ operation, edit: toEdit(operation) }));
  const edits = steps.map(({ edit }) => edit);
  const after = openManifest(file.path, applyTextEdits(manifest.text, edits));
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

function toEdit(operation: Operation): TextEdit {
  switch (operation.kind) {
    case 'write':
      return replaceScalar(operation);
    case 'add':
      return insertNode(operation);
    case 'fill':
      return fillNode(operation);
  }
}

/** What `|` holds ends with its line, and no tag does: the scalar goes on ending as it did. */
function keepLineEnd(operation: Operation): Operation {
  if (operation.kind !== 'write' || operation.value.endsWith('\n')) return operation;
  const { cursor, value, change } = operation;
  const end = cursor.node.type === 'BLOCK_LITERAL' ? (/\s*$/.exec(cursor.node.source)?.[0] ?? '') : '';
  if (end === '') return operation;
  return { ...operation, value: value + end, change: change && { ...change, from: change.from.trimEnd() } };
}

/** One operation a scalar: several places may share it. Throws `invalid-input` when they want different values. */
function distinct(operations: readonly Operation[]): readonly Operation[] {
  const byNode = new Map<Scalar, Write>();
  for (const operation of operations) {
    if (operation.kind !== 'write') continue;
    const { cursor, value } = operation;
    const known = byNode.get(cursor.node);
    if (known !== undefined && known.value !== value)
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

function isDone(operation: Operation): boolean {
  if (operation.kind !== 'write') return false;
  const {
    cursor: { node },
    value,
    typed,
  } = operation;
  const isText = typed || node.type !== 'PLAIN' || node.tag !== undefined || readsAsString(value);
  return node.source === value && isText;
}

/** Which of two equal keys counts depends on the reader; elsewhere in the file they do no harm. */
function refuseDoubledKeys({ cursor }: Operation): void {
  for (const around of outward(cursor))
    if (around.doubled)
      throw new DeployError(
        'not-editable',
        `Cannot edit "${cursor.document.source.manifest.path}": the key "${around.key}" at line ${lineOf(around)} stands twice in its map`,
        'remove one of them',
      );
}

function changeOf(operation: Operation, line: number): readonly Change[] {
  const { cursor, change } = operation;
  if (change === undefined) return [];
  const { path: file } = cursor.document.source.manifest;
  const path = operation.kind === 'write' ? pathOf(cursor) : addedPath(operation);
  return [{ file, line, path, ...change, resource: resourceOf(cursor) }];
}
