// The places of a hold or a release: images in files, or files as a whole.
import { DeployError } from '../errors.ts';
import { sameName } from '../image/repository-name.ts';
import { covers, type DeployTarget, mostTargets } from '../ledger/deploy-target.ts';
import type { ManifestEdit, ManifestFile } from '../manifest/edit-manifests.ts';
import { readImages } from '../manifest/read-images.ts';
import { inputName } from '../wording.ts';

/**
 * Names the places that are held or released.
 * @param files as they are
 * @param names of images; none: all that the files hold
 * @returns the places
 * @throws {DeployError} image-not-found, invalid-input where there are more than a commit lists
 */
export function holdPlaces(
  files: readonly ManifestFile[],
  names: readonly string[],
): readonly DeployTarget[] {
  const places =
    names.length === 0 ? files.map(({ path }) => ({ file: path, what: '*' })) : placesOf(files, names);
  if (places.length <= mostTargets) return places;
  throw new DeployError(
    'invalid-input',
    `Cannot hold "${places.length}" places at once: a commit names ${mostTargets}`,
    `name fewer files in ${inputName('file')}, and the others in another run`,
  );
}

/** An image of a place that is held or released. */
export interface HeldImage {
  readonly name: string;
  /** The Kubernetes object around it. */
  readonly resource: ManifestEdit['resources'][number];
}

/**
 * Lists the images of places, for those who are told.
 * @param files as they are
 * @returns the images, each as often as it stands there
 * @throws {DeployError} not-editable
 */
export function heldImages(
  files: readonly ManifestFile[],
  places: readonly DeployTarget[],
): readonly HeldImage[] {
  return readImages(files).images.flatMap(({ file, image: { name }, resource }) => {
    const isHeld = covers({ targets: places, isCut: false }, { file, what: name });
    return isHeld ? [{ name, resource }] : [];
  });
}

function placesOf(files: readonly ManifestFile[], names: readonly string[]): readonly DeployTarget[] {
  const { images } = readImages(files);
  return names.flatMap((name) => {
    const found = new Set(images.filter(({ image }) => sameName(image.name, name)).map(({ file }) => file));
    if (found.size > 0) return [...found].map((file) => ({ file, what: name }));
    throw new DeployError(
      'image-not-found',
      `Cannot hold "${name}": none of the files names it`,
      `correct the name, or leave ${inputName('image')} out: then all that the files hold is meant`,
    );
  });
}
