// The edit of files that are read as plain text, whatever they hold: the version behind the whole name of an image.

import { DeployError } from '../../errors.ts';
import { formatReference } from '../../image/reference.ts';
import { inputName } from '../../wording.ts';
import type { Change, EditedFile } from '../edit/edit-file.ts';
import { versionChange } from '../edit/operation.ts';
import { encryptedBySops, refusedBySops } from '../edit/sops.ts';
import { applyTextEdits, offsetsAfter, type TextEdit } from '../edit/text-edit.ts';
import type { Target } from '../target.ts';
import { decodeFile, type ManifestFile } from '../yaml/decode-file.ts';
import type { Resource } from '../yaml/resource.ts';
import { type Manifest, openManifest } from '../yaml/text-source.ts';
import { proveText } from './prove-text.ts';
import {
  checkTextCount,
  describeIdle,
  describeOthers,
  describeUnversioned,
  textNotFound,
} from './text-messages.ts';
import { findTextPlaces, type TextPlace } from './text-place.ts';

/** What an edit of plain text comes to; there are no objects in it. */
export interface TextFilesEdit {
  readonly files: readonly EditedFile[];
  readonly changes: readonly Change[];
  readonly resources: readonly Resource[];
  readonly notes: readonly string[];
}

/** A file that is read as text. */
interface TextFile {
  readonly file: ManifestFile;
  readonly manifest: Manifest;
}

/**
 * Changes the tag or the digest behind the whole name of each image, in files of any kind.
 * @param files the files, each of which is meant
 * @param target images, `from`, the number of places, and what to do about a file that holds none of the images
 * @returns the files that changed, and what changed in them
 * @throws {DeployError} image-not-found: an image stands in no file, or a file that is to be refused then holds none
 * @throws {DeployError} wrong-count: another number of places than is written down
 * @throws {DeployError} not-editable: a file is no text, or SOPS has encrypted it
 * @throws {DeployError} invalid-input: one place would have to hold two images, or a namespace is asked of several files
 * @throws {DeployError} proof-failed: the result differs in more than the places
 */
export function editTextFiles(files: readonly ManifestFile[], target: Target): TextFilesEdit {
  refuseNamespace(files, target);
  const open = files.map(openTextFile);
  const manifests = open.map(({ manifest }) => manifest);
  const { from } = target.select;
  const places = target.images.flatMap((image) => {
    const found = manifests.flatMap((manifest) => findTextPlaces(manifest, image, from));
    if (found.length === 0) throw textNotFound(image, manifests, from);
    return found;
  });
  const idle = manifests.filter((manifest) => !places.some((place) => place.manifest === manifest));
  const [first] = idle;
  if (first !== undefined && target.written.whenIdle === 'refuse')
    throw textNotFound(target.images[0], [first], from);
  checkTextCount(target.expect, places);
  const edits = open.map((file) => editTextFile(file, places));
  return {
    files: edits.flatMap(({ edited }) => edited ?? []),
    changes: edits.flatMap(({ changes }) => changes),
    resources: [],
    notes: [
      ...manifests.flatMap((manifest) => describeUnversioned(manifest, target.images)),
      ...manifests.flatMap((manifest) => describeOthers(manifest, places, target.images)),
      ...describeIdle(idle, target.images),
    ],
  };
}

/** Text says no namespace: what is asked for is a guard for one file alone. */
function refuseNamespace(files: readonly ManifestFile[], { select: { namespace } }: Target): void {
  if (namespace.length === 0 || files.length === 1) return;
  throw new DeployError(
    'invalid-input',
    `Cannot narrow ${files.length} files by the namespace "${namespace.join(', ')}": plain text names none`,
    `name one file, or leave ${inputName('namespace')} out`,
  );
}

function openTextFile(file: ManifestFile): TextFile {
  const reading = decodeFile(file);
  if (reading.kind === 'unreadable') throw reading.error;
  return { file, manifest: openManifest(file.path, reading.text) };
}

function editTextFile(
  { file, manifest }: TextFile,
  places: readonly TextPlace[],
): { readonly edited: EditedFile | undefined; readonly changes: readonly Change[] } {
  const own = places.filter((place) => place.manifest === manifest && place.text !== textAt(place));
  const distinct = eachOnce(own);
  if (distinct.length === 0) return { edited: undefined, changes: [] };
  if (encryptedBySops(manifest.text)) throw refusedBySops(manifest.path);
  const edits = distinct.map(({ start, end, text }): TextEdit => ({ start, end, text }));
  const after = applyTextEdits(manifest.text, edits);
  const offsets = offsetsAfter(edits);
  proveText(manifest, after, edits);
  const changes = distinct.map((place, index) => {
    const offset = offsets.get(edits[index] ?? place) ?? 0;
    return changeAt(place, openManifest(file.path, after).lineAt(offset));
  });
  return {
    edited: { path: file.path, bytes: new TextEncoder().encode(after), before: file.bytes, edits },
    changes,
  };
}

function changeAt({ manifest, reference, to }: TextPlace, line: number): Change {
  const resource = { kind: undefined, name: undefined, namespace: undefined };
  return { file: manifest.path, line, path: '', ...versionChange(reference.old, to), resource };
}

function textAt({ manifest, start, end }: TextPlace): string {
  return manifest.text.slice(start, end);
}

/** Two images may mean one place, when one of them moves to the other's name. */
function eachOnce(places: readonly TextPlace[]): readonly TextPlace[] {
  const byStart = new Map<number, TextPlace>();
  for (const place of places) {
    const known = byStart.get(place.start) ?? place;
    if (known.text !== place.text) throw contradiction(known, place);
    byStart.set(place.start, known);
  }
  return [...byStart.values()];
}

function contradiction(one: TextPlace, other: TextPlace): DeployError {
  const line = one.manifest.lineAt(one.start);
  return new DeployError(
    'invalid-input',
    `Cannot edit "${one.manifest.path}": line ${line} would have to be both "${formatReference(one.to)}" and "${formatReference(other.to)}"`,
    'check the images',
  );
}
