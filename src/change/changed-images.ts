// Which changes are of images, and which of the images and objects that were asked for an edit changes.
import { sameName } from '../image/repository-name.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';

/** What a change is of: an image, a container's variable that carries the tag, or a field. */
interface ChangedThing {
  readonly image: string | undefined;
  readonly variable: string | undefined;
}

/**
 * Says whether a change is of an image itself: a variable that carries the tag of an image names that image as well.
 * @returns whether it moves an image
 */
export function movesImage<Change extends ChangedThing>(
  change: Change,
): change is Change & { readonly image: string } {
  return change.image !== undefined && change.variable === undefined;
}

/**
 * Finds which images an edit changes.
 * @returns what is not there already; all images where nothing changes
 */
export function changedImages({ changes }: ManifestEdit, { images }: Target): Target['images'] {
  const changed = images.filter(({ name, to }) =>
    changes.some(({ image }) => image !== undefined && sameName(image, name ?? to.name)),
  );
  return changed.length > 0 ? changed : images;
}

/**
 * Finds the objects that an edit changes.
 * @returns those that do not hold what was asked for already; all where nothing changes
 */
export function changedResources({ changes, resources }: ManifestEdit): ManifestEdit['resources'] {
  const changed = resources.filter(({ kind, name, namespace }) =>
    changes.some(
      ({ resource }) => resource.kind === kind && resource.name === name && resource.namespace === namespace,
    ),
  );
  return changed.length > 0 ? changed : resources;
}
