// Files whose path the user wrote, and that hold nothing of what was asked for.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import type { Operation } from '../edit/operation.ts';
import { survey } from '../find/survey.ts';
import { matchingPlaces } from '../select/matching-places.ts';
import type { SelectedImage } from '../select/select-image.ts';
import type { Target } from '../target.ts';
import type { OpenFile } from '../yaml/open-file.ts';
import { bulleted, describePlace } from './describe.ts';
import { explainFields } from './explain-fields.ts';
import { explainImage } from './explain-image.ts';
import { nearestFirst } from './nearest.ts';

const mostNamed = 3;

/**
 * Looks for written paths that no place of the images is in, and no field of `set`: whoever wrote them means them.
 * @param files open files
 * @param images the selected images
 * @param fields operations on the selected fields
 * @param target says which paths are written, and what to do about those that hold nothing
 * @returns sentences on written paths that hold nothing, or nothing that the selectors mean
 * @throws {DeployError} image-not-found, path-not-found: a written path that is to be refused holds nothing
 * @throws {DeployError} invalid-yaml, not-editable: or it cannot be read
 * @throws {DeployError} image-ambiguous: or it could be meant in two ways
 */
export function checkWritten(
  files: readonly OpenFile[],
  images: readonly SelectedImage[],
  fields: readonly Operation[],
  target: Target,
): readonly string[] {
  const written = new Set(target.written.paths);
  const used = usedManifests(images, fields);
  const unused = files.filter(({ file, manifest }) => written.has(file.path) && !used.has(manifest));
  const passedOver = unused.filter((file) => names(file, target));
  const idle = unused.filter((file) => !passedOver.includes(file));
  const [first] = idle;
  if (first !== undefined && target.written.whenIdle === 'refuse') throw refusalOf(first, target);
  return [
    ...passedOver.map(({ file }) => `the selectors leave out what ${file.path} holds, and it stays as it is`),
    ...(idle.length === 0
      ? []
      : [
          idleNote(
            idle.map(({ file }) => file.path),
            wantedOf(target),
          ),
        ]),
  ];
}

function usedManifests(images: readonly SelectedImage[], fields: readonly Operation[]): ReadonlySet<unknown> {
  const places = images.flatMap(({ places, done, passed, blocked }) =>
    [places, done, passed, blocked].flat(),
  );
  const additions = images.flatMap((image) => image.additions);
  const used = [...places, ...additions, ...fields];
  return new Set(used.map(({ cursor }) => cursor.document.source.manifest));
}

function wantedOf({ images, set }: Target): readonly string[] {
  return [...images.map(({ name, to }) => name ?? to.name), ...set.map(({ path }) => path)];
}

/** Whether the file holds a place that selectors leave out. */
function names(file: OpenFile, target: Target): boolean {
  return target.images.some((image) => matchingPlaces([file], image, target).length > 0);
}

function refusalOf(file: OpenFile, target: Target): DeployError {
  const [image, second] = target.images;
  const [assignment] = target.set;
  if (image !== undefined && second === undefined)
    return explainImage({ kind: 'absent', image }, [file], target);
  if (image === undefined && assignment !== undefined)
    return explainFields({ kind: 'absent' }, assignment, [file], target);
  const wanted = target.images.map(({ name, to }) => name ?? to.name);
  const { places, unreadable } = survey([file], wanted[0] ?? '');
  const [broken] = unreadable;
  if (broken !== undefined) return broken;
  const there = nearestFirst(places, wanted[0] ?? '').map(describePlace);
  return new DeployError(
    'image-not-found',
    `Cannot find any of the images ${wanted.map((each) => `"${each}"`).join(', ')} in "${file.file.path}": ${there.length === 0 ? 'there is no image' : `these are there${bulleted(there)}`}`,
    `check the names, or take the path out of ${inputName('file')}`,
  );
}

/**
 * Says which files hold nothing of what was asked for.
 * @param paths their paths, at least one
 * @param wanted names of images and paths of fields
 * @returns a sentence
 */
export function idleNote(paths: readonly string[], wanted: readonly string[]): string {
  const more = paths.length - mostNamed;
  const files = paths.slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `no place of ${wanted.join(', ')} is in ${files}`;
}
