// One file with all that changes in it, carried out and proven.
import type { ManifestFile } from '../yaml/decode-file.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { pathOf } from '../yaml/position.ts';
import { type Resource, resourceOf } from '../yaml/resource.ts';
import { openManifest } from '../yaml/text-source.ts';
import { addedPath } from './added-path.ts';
import { fillNode, insertNode } from './insert-node.ts';
import { neededOperations } from './needed-operations.ts';
import type { Operation, VersionChange } from './operation.ts';
import { proveEdit } from './proof.ts';
import { isProvenByRegions } from './region-proof.ts';
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
  /** What makes the one text of the other. */
  readonly edits: readonly TextEdit[];
}

/** What the operations on one file come to. */
export interface FileEdit {
  /** `undefined` when every scalar has its value already. */
  readonly edited: EditedFile | undefined;
  readonly changes: readonly Change[];
}

/**
 * Carries out the operations that belong to a file, and proves the result.
 * @param open the file
 * @param operations operations on any file
 * @returns the file as it becomes, and what changes in it
 * @throws {DeployError} not-editable: a scalar cannot take its value, a key appears twice, or SOPS has encrypted the file
 * @throws {DeployError} invalid-input: one scalar would have to hold two values
 * @throws {DeployError} proof-failed: the result would read otherwise than it should
 */
export function editFile(open: OpenFile, operations: readonly Operation[]): FileEdit {
  const { file, manifest } = open;
  const own = operations.filter(({ cursor }) => cursor.document.source.manifest === manifest);
  const needed = neededOperations(own);
  if (needed.length === 0) return { edited: undefined, changes: [] };
  refuseEncrypted(open, needed);
  const steps = needed.map((operation) => ({ operation, edit: toEdit(operation) }));
  const edits = steps.map(({ edit }) => edit);
  const after = openManifest(file.path, applyTextEdits(manifest.text, edits), manifest.namespaces);
  if (!isProvenByRegions(manifest, after, steps)) proveEdit(open.stream(), open.split(after), needed);
  const bytes = new TextEncoder().encode(after.text);
  const offsets = offsetsAfter(edits);
  const changes = steps.flatMap(({ operation, edit }) => {
    // What is added on a line of its own starts with the end of the line before.
    const lead = /^\s*/.exec(edit.text)?.[0].length ?? 0;
    return changeOf(operation, after.lineAt((offsets.get(edit) ?? 0) + lead));
  });
  return { edited: { path: file.path, bytes, before: file.bytes, edits }, changes };
}

/** What goes into YAML in quotes has their escapes. */
function toEdit(operation: Operation): TextEdit {
  const edit = editOf(operation);
  return { ...edit, text: operation.cursor.document.source.escape(edit.text) };
}

function editOf(operation: Operation): TextEdit {
  switch (operation.kind) {
    case 'write':
      return replaceScalar(operation);
    case 'add':
      return insertNode(operation);
    case 'fill':
      return fillNode(operation);
  }
}

function changeOf(operation: Operation, line: number): readonly Change[] {
  const { cursor, change } = operation;
  if (change === undefined) return [];
  const { path: file } = cursor.document.source.manifest;
  const path = operation.kind === 'write' ? pathOf(cursor) : addedPath(operation);
  return [{ file, line, path, ...change, resource: resourceOf(cursor) }];
}
