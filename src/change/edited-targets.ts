// The places of an edit, as the history names them.
import { sameName } from '../image/repository-name.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';

/**
 * Lists the places that an edit changes: a pair of file and image each, by the name that the image has from now on. Where
 * no image is deployed, the fields are the places.
 * @returns the places, each once
 */
export function editedTargets({ changes }: ManifestEdit, { images }: Target): readonly DeployTarget[] {
  const places = changes.flatMap(({ file, image, path }) => {
    if (image !== undefined) return [{ file, what: newName(image, images) }];
    return images.length === 0 ? [{ file, what: `.${path}` }] : [];
  });
  return distinct(places);
}

/**
 * Lists the places that a hold may keep as they are: images by the names before and after, and every field.
 * @returns the places, each once
 */
export function touchedTargets({ changes }: ManifestEdit, { images }: Target): readonly DeployTarget[] {
  const places = changes.flatMap(({ file, image, path }) => {
    const names = image === undefined ? [`.${path}`] : [newName(image, images), image];
    return names.map((what) => ({ file, what }));
  });
  return distinct(places);
}

function newName(old: string, images: Target['images']): string {
  return images.find(({ name, to }) => sameName(old, name ?? to.name))?.to.name ?? old;
}

function distinct(places: readonly DeployTarget[]): readonly DeployTarget[] {
  return [...new Map(places.map((place) => [`${place.file}#${place.what}`, place])).values()];
}
