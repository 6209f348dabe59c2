// The entrance for edits: files and a target in, changed bytes out. Pure: the same files and target give the same edit.
import { assertDeployError } from '../errors.ts';
import { type Change, type EditedFile, editFile } from './edit/edit-file.ts';
import type { Operation } from './edit/operation.ts';
import { allFailures } from './explain/all-failures.ts';
import { withEncryptedFirst } from './explain/encrypted-first.ts';
import { checkCount } from './explain/expected-count.ts';
import { explainFields } from './explain/explain-fields.ts';
import { explainImage } from './explain/explain-image.ts';
import { checkWritten } from './explain/idle-files.ts';
import { idleKinds, refuseIdleValues } from './explain/idle-selectors.ts';
import { notesOf } from './explain/notes.ts';
import { openFiles } from './find/listed-files.ts';
import { refuseBystanders } from './select/alias-readers.ts';
import { checkPolicy } from './select/check-policy.ts';
import { checkSet } from './select/check-set.ts';
import { referenceFor } from './select/image-name.ts';
import { imageWords, searchWords } from './select/search-words.ts';
import { selectFields } from './select/select-fields.ts';
import { type SelectedImage, selectImage } from './select/select-image.ts';
import { setVersionEnv } from './shapes/version-env.ts';
import { type Assignment, emptyTarget, type Target } from './target.ts';
import { editTextFiles } from './text/edit-text.ts';
import { isLarge } from './yaml/abridge.ts';
import type { ManifestFile } from './yaml/decode-file.ts';
import type { OpenFile } from './yaml/open-file.ts';
import { distinctResources, type Resource } from './yaml/resource.ts';

export { kustomizationsBeside } from './find/listed-files.ts';
export type { Change, ManifestFile, Target };

/** `files` holds only those that changed: none of them means that every place holds the wanted value already. */
export interface ManifestEdit {
  readonly files: readonly EditedFile[];
  readonly changes: readonly Change[];
  /** Objects of the matched places, changed or not, for links and messages. */
  readonly resources: readonly Resource[];
  /** Sentences on what was seen and left alone: the reference in args or comments, a variable in place of a tag. */
  readonly notes: readonly string[];
}

/**
 * Finds the target in the files and changes exactly its bytes.
 * @param files the files to search, all of them manifests as far as the caller knows
 * @param target what is to be changed
 * @param beside kustomizations in the folders of the files: they say namespaces, and are not edited
 * @returns the files that changed, and what changed in them
 * @throws {DeployError} image-not-found, image-ambiguous, wrong-count, path-not-found: what is meant is not plain
 * @throws {DeployError} not-editable, invalid-yaml: it is plain, and cannot be changed
 * @throws {DeployError} invalid-input: the target contradicts itself
 * @throws {DeployError} proof-failed: the result would read otherwise than it should
 */
export function editManifests(
  files: readonly ManifestFile[],
  target: Target,
  beside: readonly ManifestFile[] = [],
): ManifestEdit {
  if (target.text) return editTextFiles(files, target);
  checkPolicy(target);
  const sought = imageWords(target);
  const words = files.some(({ bytes }) => isLarge(bytes.length)) ? searchWords(target) : [];
  if (words.length === 0) return editAll(openFiles(files, beside, [], sought), target);
  try {
    return editAll(openFiles(files, beside, words, sought), target);
  } catch (error) {
    // Whatever went wrong in the abridged text, the whole text knows better, and its message is the one to show.
    assertDeployError(error);
    return editAll(openFiles(files, beside, [], sought), target);
  }
}

/**
 * Edits a sample, so that the next edit is faster: Node compiles each function when it is first called, so that the first
 * edit takes 15 ms more, which cost nothing while the network is waited for.
 */
export function warmUp(): void {
  const sample = 'kind: Pod\nspec: {containers: [{name: a, image: "a:v1"}]} # sample\n';
  const images = [{ name: undefined, to: { name: 'a', tag: 'v2', digest: undefined } }];
  try {
    const file = { path: 'sample.yaml', bytes: new TextEncoder().encode(sample) };
    editManifests([file], { ...emptyTarget, images });
  } catch (error) {
    // The edit that follows fails in the same way, and reports it.
    assertDeployError(error);
  }
}

function editAll(open: readonly OpenFile[], target: Target): ManifestEdit {
  return withEncryptedFirst(open, target, () => editOpen(open, target));
}

function editOpen(open: readonly OpenFile[], target: Target): ManifestEdit {
  const fields = target.set.flatMap((assignment) => fieldsFor(open, assignment, target));
  const images = placesFor(open, target, fields);
  refuseIdleValues(target.select, images, fields);
  const idle = checkWritten(open, images, fields, target);
  checkCount(target.expect, images, fields);
  const moves = images.flatMap((image) => moveImage(image, target));
  checkSet(fields, moves, target.images);
  const operations = [...moves, ...fields];
  // Whoever marks a scalar for a policy means whatever reads it by an alias, too.
  const places = images.flatMap((image) => image.places);
  if (target.policy === undefined) refuseBystanders(operations, places);
  const edits = open.map((file) => editFile(file, operations));
  return {
    files: edits.flatMap(({ edited }) => edited ?? []),
    changes: edits.flatMap(({ changes }) => changes),
    resources: distinctResources(operations.map(({ cursor }) => cursor)),
    notes: [
      ...notesOf(open, images, operations, target),
      ...idleKinds(target.select, images, fields),
      ...idle,
    ],
  };
}

function fieldsFor(files: readonly OpenFile[], assignment: Assignment, target: Target): readonly Operation[] {
  const selection = selectFields(files, assignment, target);
  if (selection.kind !== 'selected') throw explainFields(selection, assignment, files, target);
  return selection.operations;
}

function placesFor(
  files: readonly OpenFile[],
  target: Target,
  fields: readonly Operation[],
): readonly SelectedImage[] {
  const selections = target.images.map((image) => selectImage(files, image, target, fields));
  const [failure, ...others] = selections.flatMap((selection) =>
    selection.kind === 'selected' ? [] : [explainImage(selection, files, target)],
  );
  if (failure !== undefined) throw allFailures([failure, ...others]);
  return selections.filter((selection) => selection.kind === 'selected');
}

function moveImage(
  { image, places, additions }: SelectedImage,
  { versionEnv }: Target,
): readonly Operation[] {
  const moved = places.flatMap((place) => [
    ...place.write(referenceFor(place, image), place.names[0] ?? place.old.name),
    ...setVersionEnv(place, image.to, versionEnv),
  ]);
  return [...moved, ...additions];
}
