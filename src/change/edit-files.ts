// The edit of the files as a branch has them now, whatever its history says.
import type { ManifestEdit, ManifestFile } from '../manifest/edit-manifests.ts';
import { checkedPlan } from './checked-plan.ts';
import type { BranchState } from './config-repository.ts';
import { editParts } from './edit-parts.ts';
import type { EditPlan, FileEditor } from './edit-plan.ts';
import { loadEditor } from './load-editor.ts';

/** An edit, and what it was made of. */
export interface FilesEdit {
  readonly edit: ManifestEdit;
  readonly files: readonly ManifestFile[];
  /** With the tags and the digests of its images. */
  readonly plan: EditPlan;
  /** A policy chose the tags: nobody has asked for them. */
  readonly isChosen: boolean;
  /** Why nothing changes, where it is another reason than that every place holds the wanted value. */
  readonly unchangedReason: string | undefined;
}

/**
 * Reads the files of a plan and edits them. They are asked for in the same turn.
 * @returns the edit
 * @throws {DeployError} whatever reading and editing throw
 */
export async function editFiles(
  given: EditPlan,
  state: BranchState,
  editor: FileEditor,
  log: (line: string) => void,
): Promise<FilesEdit> {
  const [files, { kustomizationsBeside }] = await Promise.all([state.read(given.files), loadEditor()]);
  log(`Read ${listed(files)} of ${state.branch} at ${state.commit.slice(0, 8)}`);
  const { plan, isAsNew } = await checkedPlan(given);
  const { target, rollback } = plan;
  const paths = kustomizationsBeside(files, target.select.namespace);
  const beside = paths.length === 0 ? [] : await state.readIfThere(paths);
  const edit =
    rollback === undefined
      ? await editor.edit(files, target, beside)
      : await editParts(editor, files, rollback.parts, beside);
  if (isAsNew === undefined) return { edit, files, plan, isChosen: false, unchangedReason: undefined };
  const { withoutNewer } = await import('./newer-tags.ts');
  const forward = await withoutNewer(edit, isAsNew, editor, files, target, beside);
  const unchangedReason = sayNewer(forward.newer, log);
  return { edit: forward.edit, files, plan, isChosen: true, unchangedReason };
}

function sayNewer(newer: readonly string[], log: (line: string) => void): string | undefined {
  for (const sentence of newer) log(`Note: ${sentence}, which is not older, and stays`);
  return newer.length === 0 ? undefined : `${newer.slice(0, 3).join(', ')}, which is not older`;
}

/** A glob may stand for hundreds. */
function listed(files: readonly { readonly path: string }[]): string {
  return files.length > 3 ? `${files.length} files` : files.map(({ path }) => path).join(', ');
}
