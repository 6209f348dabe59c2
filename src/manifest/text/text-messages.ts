// What to say of places in plain text.

import { DeployError } from '../../errors.ts';
import { groupBy } from '../../group-by.ts';
import { formatReference } from '../../image/reference.ts';
import { inputName } from '../../wording.ts';
import { bulleted, namedFiles } from '../explain/describe.ts';
import { idleNote } from '../explain/idle-files.ts';
import { findTextReferences, type TextReference } from '../find/text-references.ts';
import type { ImageTarget } from '../target.ts';
import type { Manifest } from '../yaml/text-source.ts';
import type { TextPlace } from './text-place.ts';

const longestShown = 120;

/**
 * Holds the number of places against the one that was written down.
 * @param expected the number that was written down; `undefined` where none was
 * @param places the places that match
 * @throws {DeployError} wrong-count
 */
export function checkTextCount(expected: number | undefined, places: readonly TextPlace[]): void {
  if (expected === undefined || places.length === expected) return;
  const lines = places.map(({ manifest, reference }) => describe(manifest, reference));
  const files = [...new Set(places.map(({ manifest }) => manifest.path))];
  throw new DeployError(
    'wrong-count',
    `Cannot edit ${namedFiles(files)}: ${inputName('expect')} is ${expected}, and the places that match are ${lines.length}${bulleted(lines)}`,
    `set ${inputName('expect')} to ${lines.length} to change them all, or narrow the places with ${inputName('from')}`,
  );
}

/**
 * Makes the error for an image that stands in no text with a version that could be replaced.
 * @param image the image
 * @param manifests the files that were searched
 * @param from the pattern of the old tag
 * @returns image-not-found
 */
export function textNotFound(
  image: ImageTarget | undefined,
  manifests: readonly Manifest[],
  from: string | undefined,
): DeployError {
  const name = image?.name ?? image?.to.name ?? '';
  const found = manifests.map((manifest) => ({ manifest, ...findTextReferences(manifest.text, name) }));
  const excluded = found.flatMap(({ manifest, versioned }) =>
    versioned.map((reference) => describe(manifest, reference)),
  );
  const bare = found.flatMap(({ manifest, unversioned }) =>
    unversioned.map((offset) => describeLine(manifest, offset)),
  );
  const longer = manifests.flatMap((manifest) => linesWith(manifest, name));
  const [what, remedy] =
    excluded.length > 0
      ? [
          `${inputName('from')} asks for "${from}", and its tags are others${bulleted(excluded)}`,
          `correct ${inputName('from')}, or leave it out`,
        ]
      : bare.length > 0
        ? [
            `no tag or digest of its own is behind the name${bulleted(bare)}`,
            'set the version where it gets its value',
          ]
        : longer.length > 0
          ? [`the text holds the name as a part of another one${bulleted(longer)}`, 'give the whole name']
          : ['the text does not hold the name', 'check the name and the path'];
  const files = namedFiles(manifests.map(({ path }) => path));
  return new DeployError('image-not-found', `Cannot find image "${name}" in ${files}: ${what}`, remedy);
}

/**
 * Names the lines that hold the name of an image and no version that could be replaced.
 * @param manifest a file's text
 * @param images the images
 * @returns a sentence for each image that has such lines
 */
export function describeUnversioned(manifest: Manifest, images: readonly ImageTarget[]): readonly string[] {
  return images.flatMap(({ name, to }) => {
    const wanted = name ?? to.name;
    const offsets = findTextReferences(manifest.text, wanted).unversioned;
    const lines = [...new Set(offsets.map(manifest.lineAt))].join(', ');
    const what = 'without a tag or digest of its own, where it stays as it is';
    return lines === '' ? [] : [`${manifest.path} names ${wanted} at line ${lines} ${what}`];
  });
}

/**
 * Names the lines that hold another tag of an image, which "from" leaves out.
 * @param manifest a file's text
 * @param places the places that are meant, in any file
 * @param images the images
 * @returns a sentence for each reference that stays
 */
export function describeOthers(
  manifest: Manifest,
  places: readonly TextPlace[],
  images: readonly ImageTarget[],
): readonly string[] {
  const meant = new Set(places.flatMap((place) => (place.manifest === manifest ? [place.start] : [])));
  const others = images
    .flatMap(({ name, to }) => findTextReferences(manifest.text, name ?? to.name).versioned)
    .filter(({ start }) => !meant.has(start));
  const byReference = groupBy(others, ({ old }) => formatReference(old));
  return [...byReference].map(([reference, found]) => {
    const lines = [...new Set(found.map(({ start }) => manifest.lineAt(start)))].join(', ');
    return `${manifest.path} names ${reference} at line ${lines}, where it stays as it is`;
  });
}

/**
 * Names the files that hold none of the images.
 * @param idle their texts
 * @param images the images
 * @returns one sentence, none where there are no such files
 */
export function describeIdle(idle: readonly Manifest[], images: readonly ImageTarget[]): readonly string[] {
  const paths = idle.map(({ path }) => path);
  return paths.length === 0
    ? []
    : [
        idleNote(
          paths,
          images.map(({ name, to }) => name ?? to.name),
        ),
      ];
}

function describe({ path, lineAt }: Manifest, { start, old }: TextReference): string {
  return `${path}:${lineAt(start)} ${formatReference(old)}`;
}

function describeLine({ path, text, lineAt }: Manifest, offset: number): string {
  const start = text.lastIndexOf('\n', offset) + 1;
  const line = text.slice(start).split(/\r?\n/, 1)[0] ?? '';
  return `${path}:${lineAt(offset)} ${line.trim().slice(0, longestShown)}`;
}

function linesWith(manifest: Manifest, name: string): readonly string[] {
  const lines = manifest.text.split('\n').entries();
  return [...lines].flatMap(([index, line]) =>
    line.includes(name) ? [`${manifest.path}:${index + 1} ${line.trim().slice(0, longestShown)}`] : [],
  );
}
