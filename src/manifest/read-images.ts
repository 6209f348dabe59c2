// The entrance for readers: which images stand in files, and where.
import type { DeployError } from '../errors.ts';
import type { Reference } from '../image/reference.ts';
import { canonicalName } from '../image/repository-name.ts';
import { findPlaces } from './find/find-places.ts';
import { matchingPlaces } from './select/matching-places.ts';
import { selectPlaces } from './select/select-places.ts';
import { inNamespace, placeDifferences, tagDifference } from './select/selectors.ts';
import type { ImagePlace } from './shapes/image-place.ts';
import { emptyTarget, type Selector } from './target.ts';
import type { ManifestFile } from './yaml/decode-file.ts';
import { openFile, readDocuments } from './yaml/open-file.ts';
import { lineOf, pathOf } from './yaml/position.ts';
import { type Resource, resourceOf } from './yaml/resource.ts';

/** An image as a file names it. */
interface ImageInFile {
  readonly file: string;
  /** Counts from 1: the line of the tag, or of the whole reference. */
  readonly line: number;
  /** Field path of the same value: `spec.template.spec.containers.[name=web].image`. */
  readonly path: string;
  /** The likeliest reading, where name and registry may be read in several ways. */
  readonly image: Reference;
  /** The Kubernetes object around it. */
  readonly resource: Resource;
  /** Why no tag can be written there: `a variable in place of its tag`. */
  readonly obstacle: string | undefined;
}

/** What the files hold; a file that cannot be read hides nothing of the others. */
export interface ImagesInFiles {
  readonly images: readonly ImageInFile[];
  readonly unreadable: readonly DeployError[];
}

/**
 * Reads every image that the files name, in the order of the files. Pure.
 * @param files the files to read
 * @returns the images with their places, and why files could not be read
 * @throws {DeployError} not-editable: YAML that holds what is looked for stands in YAML too deep
 */
export function readImages(files: readonly ManifestFile[]): ImagesInFiles {
  const readings = files.map((file) => readDocuments(openFile(file, []), () => true));
  return {
    images: readings.flatMap(({ documents }) => documents.flatMap(findPlaces).map(imageInFile)),
    unreadable: readings.flatMap(({ failures: [first] }) => first?.error ?? []),
  };
}

/** An image at a place that the selectors mean. */
export interface SelectedReference {
  readonly image: Reference;
  /** Whether the old tag is one of those that `from` asks for. */
  readonly fitsFrom: boolean;
}

/**
 * Reads the images that selectors mean. Pure.
 * @param files the files to read
 * @param select narrows the places
 * @returns the images, each as often as it is meant; files that cannot be read have none
 * @throws {DeployError} not-editable: YAML that holds what is looked for stands in YAML too deep
 */
export function readSelectedImages(
  files: readonly ManifestFile[],
  select: Selector,
): readonly SelectedReference[] {
  const places = files
    .flatMap((file) => readDocuments(openFile(file, []), () => true).documents)
    .flatMap(findPlaces)
    .filter((place) => placeDifferences(place, select).length === 0);
  const nameOf = ({ names: [name = ''] }: ImagePlace): string => canonicalName(name);
  return [...new Set(places.map(nameOf))]
    .map((name) => places.filter((place) => nameOf(place) === name))
    .flatMap((own) => inNamespace(own, ({ cursor }) => cursor, select).items)
    .map((place) => ({
      image: imageInFile(place).image,
      fitsFrom: tagDifference(place, select).length === 0,
    }));
}

function imageInFile({ cursor, names: [name = ''], old, obstacle }: ImagePlace): ImageInFile {
  return {
    file: cursor.document.source.manifest.path,
    line: lineOf(cursor),
    path: pathOf(cursor),
    image: { ...old, name },
    resource: resourceOf(cursor),
    obstacle: obstacle?.reason,
  };
}

/** The version of an image; without both, it stands there by its name alone. */
export type ImageVersion = Pick<Reference, 'tag' | 'digest'>;

/**
 * Reads the versions of an image in a file. Places that no tag can be written to are passed over.
 * @param name of the image
 * @param select narrows the places
 * @returns one version per place
 * @throws {DeployError} invalid-yaml, not-editable: the file may name the image, and cannot be read
 */
export function readVersions(file: ManifestFile, name: string, select: Selector): readonly ImageVersion[] {
  const image = { name: undefined, to: { name, tag: undefined, digest: undefined } };
  const all = matchingPlaces([openFile(file, [])], image, emptyTarget);
  const { places } = selectPlaces(image, all, select, []);
  return places
    .filter(({ obstacle, old }) => obstacle === undefined || (old.tag ?? old.digest) === undefined)
    .map(({ old: { tag, digest } }) => ({ tag, digest }));
}
