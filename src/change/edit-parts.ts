// An edit that is made of several: files that go back to values of their own.
import type { ManifestEdit, ManifestFile } from '../manifest/edit-manifests.ts';
import type { EditPart, FileEditor } from './edit-plan.ts';

/**
 * Edits each file to its own values.
 * @param files all of them
 * @param beside kustomizations beside them
 * @returns the edits as one
 * @throws {DeployError} whatever the edit throws
 */
export async function editParts(
  editor: FileEditor,
  files: readonly ManifestFile[],
  parts: readonly EditPart[],
  beside: readonly ManifestFile[],
): Promise<ManifestEdit> {
  const edits: ManifestEdit[] = [];
  for (const { paths, target } of parts)
    edits.push(
      await editor.edit(
        files.filter(({ path }) => paths.includes(path)),
        target,
        beside,
      ),
    );
  return {
    files: edits.flatMap((edit) => edit.files),
    changes: edits.flatMap(({ changes }) => changes),
    resources: edits.flatMap(({ resources }) => resources),
    notes: [...new Set(edits.flatMap(({ notes }) => notes))],
  };
}
