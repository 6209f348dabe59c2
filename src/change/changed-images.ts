// Which of the images that were asked for an edit changes, and of the objects that name them.
import { sameName } from '../image/repository-name.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';

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
