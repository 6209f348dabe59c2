// Places that hold a newer tag than the one that a policy chose: they are never taken back.
import { isDigest, isTag, splitReference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { ManifestEdit, ManifestFile, Target } from '../manifest/edit-manifests.ts';
import { movesImage } from './changed-images.ts';
import type { FileEditor, IsAsNew } from './edit-plan.ts';

/** An edit without the files that are newer already. */
export interface ForwardEdit {
  readonly edit: ManifestEdit;
  /** `apps/prod.yaml holds 1.4.0`, in the order of the files. */
  readonly newer: readonly string[];
}

/**
 * Leaves files as they are where a tag in them is as new as the one that would take its place.
 * @param edit of all files
 * @param beside kustomizations beside them
 * @returns the edit of the others
 * @throws {DeployError} whatever the edit throws
 */
export async function withoutNewer(
  edit: ManifestEdit,
  isAsNew: IsAsNew,
  editor: FileEditor,
  files: readonly ManifestFile[],
  target: Target,
  beside: readonly ManifestFile[],
): Promise<ForwardEdit> {
  const newer = newerTags(edit, target, isAsNew);
  if (newer.size === 0) return { edit, newer: [] };
  const sentences = [...newer].map(([path, tag]) => `${path} holds ${tag}`);
  const others = edit.files.some(({ path }) => !newer.has(path));
  if (!others) return { edit: { ...edit, files: [], changes: [] }, newer: sentences };
  const paths = target.written.paths.filter((path) => !newer.has(path));
  const rest = { ...target, written: { ...target.written, paths }, expect: undefined };
  const left = files.filter(({ path }) => !newer.has(path));
  return { edit: await editor.edit(left, rest, beside), newer: sentences };
}

/** By file; a digest beside a tag does not make it newer. */
function newerTags(
  { changes }: ManifestEdit,
  { images }: Target,
  isAsNew: IsAsNew,
): ReadonlyMap<string, string> {
  const newer = new Map<string, string>();
  for (const { file, image, from } of changes.filter(movesImage)) {
    // A digest in a field of its own is no tag, though it may look like one.
    if (isDigest(from)) continue;
    const chosen = images.find(({ name, to }) => sameName(image, name ?? to.name))?.to.tag;
    const found = splitReference(`image:${from}`).tag ?? '';
    if (chosen === undefined || found === chosen || !isTag(found)) continue;
    if (isAsNew(found, chosen)) newer.set(file, found);
  }
  return newer;
}
