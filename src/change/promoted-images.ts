// The versions that a promotion takes from other files.
import { DeployError } from '../errors.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import { readImages, readSelectedImages } from '../manifest/read-images.ts';
import type { Selector } from '../manifest/target.ts';
import { inputName } from '../wording.ts';

/** An image with its version, and the files that have it. */
export interface PromotedImage {
  readonly image: Reference;
  readonly files: readonly string[];
}

/** What is promoted, and what is not because no place of the target is meant for it. */
export interface PromotedImages {
  readonly promoted: readonly PromotedImage[];
  /** Those that change something; all, where none does. */
  readonly news: readonly PromotedImage[];
  readonly left: readonly string[];
}

/**
 * Finds the images that both sides have, with the version of the source.
 * @param source the files that have the versions
 * @param target the files that get them
 * @param select narrows the places that get them
 * @param names of images; none: all that both have
 * @returns each image once
 * @throws {DeployError} image-not-found where one side lacks it, image-ambiguous where the source has several versions of it
 */
export function promotedImages(
  source: readonly ManifestFile[],
  target: readonly ManifestFile[],
  select: Selector,
  names: readonly string[],
): PromotedImages {
  const there = readImages(target).images.map(({ image }) => image.name);
  const isThere = (name: string): boolean => there.some((each) => sameName(each, name));
  const offered = readImages(source).images.filter(({ image }) => image.tag ?? image.digest);
  const inSource = eachOnce(offered.map(({ image }) => image.name));
  for (const name of names) {
    if (!inSource.some((each) => sameName(each, name))) throw absent(name, inputName('image-from'), inSource);
    if (!isThere(name)) throw absent(name, inputName('file'), there);
  }
  if (names.length === 0 && !inSource.some(isThere))
    throw absent(inSource.join(', ') || 'an image', inputName('file'), there);
  const places = readSelectedImages(target, select);
  const isMeant = (name: string): boolean =>
    places.some(({ image, fitsFrom }) => sameName(image.name, name) && (fitsFrom || isCurrent(image, name)));
  const isCurrent = (image: Reference, name: string): boolean =>
    offered.some((each) => sameName(each.image.name, name) && versionOf(each.image) === versionOf(image));
  const meant = inSource.filter(isMeant);
  // Where the selectors exclude every image, the edit says which of them does.
  const chosen = meant.length > 0 ? meant : inSource.filter(isThere);
  const promoted = (names.length > 0 ? eachOnce(names) : chosen).map((name) => versionIn(offered, name));
  const news = promoted.filter(({ image }) =>
    places.some(
      (each) => sameName(each.image.name, image.name) && versionOf(each.image) !== versionOf(image),
    ),
  );
  return {
    promoted,
    news: news.length > 0 ? news : promoted,
    left: names.length > 0 ? [] : inSource.filter((name) => !chosen.includes(name)),
  };
}

function versionIn(
  offered: readonly { readonly image: Reference; readonly file: string }[],
  name: string,
): PromotedImage {
  const own = offered.filter(({ image }) => sameName(image.name, name));
  const versions = new Map(own.map(({ image }) => [versionOf(image), image]));
  const [image, ...others] = versions.values();
  if (image === undefined || others.length > 0) throw severalVersions(name, [...versions.keys()]);
  return { image: { ...image, name }, files: [...new Set(own.map(({ file }) => file))] };
}

/** Several spellings of a name are one image. */
function eachOnce(names: readonly string[]): readonly string[] {
  return names.filter((name, index) => names.findIndex((each) => sameName(each, name)) === index);
}

const versionOf = ({ tag, digest }: Reference): string => formatReference({ name: '', tag, digest });

function absent(name: string, where: string, known: readonly string[]): DeployError {
  const there =
    known.length === 0
      ? 'they name no image with a version'
      : `they name ${[...new Set(known)].slice(0, 5).join(', ')}`;
  return new DeployError(
    'image-not-found',
    `Cannot promote "${name}": the files of ${where} do not name it; ${there}`,
    `correct the name, or the files of ${where}`,
  );
}

function severalVersions(name: string, versions: readonly string[]): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot promote "${name}": the files of ${inputName('image-from')} have several versions of it (${versions.slice(0, 5).join(', ')})`,
    `name fewer files in ${inputName('image-from')}, so that one version is left`,
  );
}
