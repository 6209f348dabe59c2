// A place of an image in plain text, and what is written there.
import { formatReference, type Reference } from '../../image/reference.ts';
import { sameName } from '../../image/repository-name.ts';
import { matchesWildcard } from '../../wildcard.ts';
import { findTextReferences, type TextReference } from '../find/text-references.ts';
import type { ImageTarget } from '../target.ts';
import type { Manifest } from '../yaml/text-source.ts';

/** A place that is meant; `text` takes the place of what stands from `start` to `end`. */
export interface TextPlace {
  readonly manifest: Manifest;
  readonly reference: TextReference;
  /** What the place names once it is written, its name in the spelling of the text. */
  readonly to: Reference;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Finds the places of an image in a file's text, those that name what they should become included.
 * @param manifest the file's text
 * @param image the image
 * @param from a pattern of the old tag; `undefined` for any
 * @returns the places, in the order of the text
 */
export function findTextPlaces(
  manifest: Manifest,
  image: ImageTarget,
  from: string | undefined,
): readonly TextPlace[] {
  const { name, to } = image;
  const named = findTextReferences(manifest.text, name ?? to.name).versioned;
  const isMoved = name !== undefined && !sameName(name, to.name);
  const moved = isMoved ? findTextReferences(manifest.text, to.name).versioned.filter(isDone(to)) : [];
  return [...named, ...moved]
    .filter((each) => isDone(to)(each) || from === undefined || matchesWildcard(from, versionOf(each)))
    .map((reference) => placeOf(manifest, reference, image))
    .sort((a, b) => a.start - b.start);
}

/** Whether the reference is what it should become already. */
function isDone(to: Reference): (reference: TextReference) => boolean {
  const keepsVersion = to.tag === undefined && to.digest === undefined;
  return ({ old }) =>
    sameName(old.name, to.name) && (keepsVersion || (old.tag === to.tag && old.digest === to.digest));
}

function versionOf({ old: { tag, digest } }: TextReference): string {
  return tag ?? digest ?? '';
}

function placeOf(manifest: Manifest, reference: TextReference, { name, to }: ImageTarget): TextPlace {
  const { old, start, nameEnd, versionStart, end, isDefault } = reference;
  const { tag, digest } = to.tag === undefined && to.digest === undefined ? old : to;
  const written = {
    name: name === undefined || sameName(old.name, to.name) ? old.name : to.name,
    tag,
    digest,
  };
  const version = formatReference({ ...written, name: '' });
  const between = isDefault ? manifest.text.slice(nameEnd, versionStart) : '';
  const isEscaped = manifest.text.slice(start, nameEnd).includes('\\/');
  const spelled = isEscaped ? written.name.replaceAll('/', '\\/') : written.name;
  const text = spelled + between + (isDefault ? version.slice(1) : version);
  return { manifest, reference, to: written, start, end, text };
}
