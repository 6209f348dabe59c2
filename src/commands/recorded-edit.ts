// What a deploy changed, made again from its result: as much of it as a message says.
import { movesImage } from '../change/changed-images.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { emptyTarget } from '../manifest/target.ts';
import type { ReportedChange } from '../report/report.ts';

/**
 * Makes the edit of a deploy again from what was reported of it.
 * @returns an edit without files
 */
export function recordedEdit(changes: readonly ReportedChange[]): ManifestEdit {
  const all = changes.map(({ file, line, path, kind, name, namespace, image, variable, from, to }) => ({
    ...{ file, line, path, image, variable, from, to },
    resource: { kind, name, namespace },
  }));
  const resources = new Map(all.map(({ resource }) => [JSON.stringify(resource), resource]));
  const known = [...resources.values()].filter(({ name, namespace }) => name ?? namespace);
  return { files: [], changes: all, resources: known, notes: [] };
}

/**
 * Makes the target of a deploy again from what was reported of it.
 * @param namespace the one that the run says it is for
 * @returns a target of the images that moved, else of the fields that were set
 */
export function recordedTarget(changes: readonly ReportedChange[], namespace: string | undefined): Target {
  const images = changes.filter(movesImage).map(({ image, to }) => ({ image, ...versionOf(to) }));
  const unique = new Map(images.map((each) => [JSON.stringify(each), each]));
  return {
    ...emptyTarget,
    namespace,
    images: [...unique.values()].map(({ image, tag, digest }) => ({
      name: image,
      to: { name: image, tag, digest },
    })),
    set: changes
      .filter(({ image, variable }) => image === undefined && variable === undefined)
      .map(({ path, to }) => ({ path, steps: [], value: to, fromImage: false })),
  };
}

/** `v2`, `sha256:...`, `v2@sha256:...` */
function versionOf(text: string) {
  const at = text.includes(':') ? text.indexOf('@') + 1 : -1;
  if (at < 0) return { tag: text, digest: undefined };
  return { tag: text.slice(0, Math.max(0, at - 1)) || undefined, digest: text.slice(at) };
}
