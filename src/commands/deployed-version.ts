// What the version is called that was deployed, as a page of the application may name it.
import { movesImage } from '../change/changed-images.ts';
import type { Config } from '../config/config.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import type { LiveVersion } from '../rollout/page-match.ts';

/**
 * Says what the version is called that is deployed: the tag, where all images have one; the commit of the application.
 * @param deployed the new values of the images that changed, `v2`, `v2@sha256:...`
 * @returns the names
 */
export function liveVersion(
  { target, source }: Pick<Config, 'target'> & { readonly source: Pick<Config['source'], 'commit'> },
  deployed: readonly string[],
): LiveVersion {
  const asked = target.images.map(({ to }) => to.tag ?? '');
  // A new name of the image is a change as well, and no version.
  const changed = deployed.map((each) => each.split('@')[0] ?? '').filter((each) => asked.includes(each));
  const values = changed.length > 0 ? changed : asked;
  const [tag, ...others] = new Set(values.filter((each) => each !== '' && !each.includes(':')));
  return { tag: others.length > 0 ? undefined : tag, sha: source.commit };
}

/**
 * Lists the new values of the images that changed.
 * @returns `v2`, `v2@sha256:...`
 */
export const deployedValues = (
  changes: readonly Pick<ManifestEdit['changes'][number], 'image' | 'variable' | 'to'>[],
): readonly string[] => changes.filter(movesImage).map(({ to }) => to);
