import { DeployError } from '../errors.ts';
import { lastSegment } from '../image/name.ts';
import { wrongCount } from './explain/complaint.ts';
import { editFile } from './edit/edit-file.ts';
import type { Operation } from './edit/operation.ts';
import { type Found, findImage } from './find/find-image.ts';
import { followersOf, refuseBystanders } from './find/follower.ts';
import { mentionsOf } from './find/mention.ts';
import { spelledAs } from './find/naming.ts';
import { setField } from './find/set-field.ts';
import { missingVariables, setVersionEnv } from './find/version-env.ts';
import type { ManifestEdit, ManifestFile, Resource, Target } from './target.ts';
import { resourceOf } from './yaml/locate.ts';
import { openFile } from './yaml/open.ts';
import { isLarge } from './yaml/skim.ts';

/**
 * Finds the target in the files and changes exactly its bytes. Pure: the same files and target give the same edit.
 * Throws DeployError: `image-not-found`, `image-ambiguous`, `wrong-count`, `path-not-found`, `not-editable`, `invalid-yaml`,
 * `invalid-input`, `proof-failed`.
 */
export function setImage(files: readonly ManifestFile[], target: Target): ManifestEdit {
  checkPolicy(target);
  const words = files.some(({ bytes }) => isLarge(bytes.length)) ? wordsOf(target) : [];
  if (words.length === 0) return editAll(files, target, []);
  try {
    return editAll(files, target, words);
  } catch (error) {
    // Whatever went wrong, the whole text knows better, and its message is the one to show.
    if (!(error instanceof DeployError)) throw error;
    return editAll(files, target, []);
  }
}

/** A policy says where, and one image what. */
function checkPolicy({ policy, images }: Target): void {
  if (policy === undefined || images.length === 1) return;
  throw new DeployError(
    'invalid-input',
    `Cannot use the policy "${policy}": ${images.length} images are given, and it is for one`,
    'give one image a run',
  );
}

/** What the blocks that matter hold: the names of the images, or of their variables; none when any block may matter. */
function wordsOf({ images, set, policy, create, versionEnv }: Target): readonly string[] {
  if (set.length > 0 || policy !== undefined || create) return [];
  const names = images.flatMap(({ name, to }) => (name === undefined ? [to.name] : [name, to.name]));
  return [...names.map(lastSegment), ...versionEnv, 'sops'];
}

function editAll(files: readonly ManifestFile[], target: Target, words: readonly string[]): ManifestEdit {
  const open = files.map((file) => openFile(file, words));
  const fields = target.set.flatMap((assignment) => setField(open, assignment, target));
  const found = target.images.map((image) => findImage(open, image, target, fields));
  const places = found.flatMap((each) => each.places);
  checkCount(target, found, fields);
  const operations = [...found.flatMap((each) => moveImage(each, target)), ...fields];
  // A marked scalar feeds what its anchor feeds: whoever marked it meant that.
  if (target.policy === undefined) refuseBystanders(operations, new Set(places));
  const edits = open.map((file) => editFile(file, operations));
  return {
    files: edits.flatMap(({ edited }) => edited ?? []),
    changes: edits.flatMap(({ changes }) => changes),
    resources: objectsOf(operations),
    notes: [
      ...found.flatMap(({ notes }) => notes),
      ...unsetVariables(found, target),
      ...followersOf(operations),
      ...open.flatMap(({ manifest }) => mentionsOf(manifest, places, operations)),
    ],
  };
}

/** Counts what was asked for: places of images and fields of `set`, not the variables that go with an image. */
function checkCount({ expect }: Target, found: readonly Found[], fields: readonly Operation[]): void {
  const places = found.flatMap((each) => each.places);
  const ofPlaces = new Set<unknown>(places.flatMap(({ scalars }) => scalars));
  const apart = fields.filter(({ kind, spot }) => kind !== 'write' || !ofPlaces.has(spot.node));
  const others = [...found.flatMap(({ additions }) => additions), ...apart];
  if (expect !== undefined && places.length + others.length !== expect)
    throw wrongCount(expect, places, others);
}

/** Nothing that was asked for is left out in silence. */
function unsetVariables(found: readonly Found[], { versionEnv }: Target): readonly string[] {
  if (versionEnv.length > 0 && found.length === 0)
    return ['"version-env" sets nothing: it puts the tag of an image, and no image is given'];
  return found.flatMap(({ places, image }) => missingVariables(places, image.to, versionEnv));
}

function moveImage({ image, places, additions }: Found, { versionEnv }: Target): readonly Operation[] {
  const moved = places.flatMap((place) => [
    ...place.write(spelledAs(place, image)),
    ...setVersionEnv(place, image.to, versionEnv),
  ]);
  return [...moved, ...additions];
}

/** The objects around the operations, each once. */
function objectsOf(operations: readonly Operation[]): readonly Resource[] {
  const objects = operations
    .map(({ spot }) => resourceOf(spot))
    .filter((resource) => resource.kind !== undefined);
  return [...new Map(objects.map((each) => [JSON.stringify(each), each])).values()];
}
