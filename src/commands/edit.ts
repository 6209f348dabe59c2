import { writeFile } from 'node:fs/promises';
import { readEditConfig } from '../config/edit-config.ts';
import type { Provenance } from '../config/provenance.ts';
import type { RawInputs } from '../config/raw.ts';
import { DeployError } from '../errors.ts';
import { editManifests } from '../manifest/edit-manifests.ts';
import { unifiedDiff } from '../report/diff.ts';
import { readLocalFiles } from './local-files.ts';
import { type Outcome, reportedChanges } from './outcome.ts';

/** `gitops-deploy edit FILE...`: the deploy's edit on local files, no git, no network. Throws DeployError. */
export async function runEdit(
  paths: readonly string[],
  raw: RawInputs,
  provenance: Provenance,
  log: (line: string) => void,
): Promise<Outcome> {
  const { target, dryRun } = readEditConfig(raw, provenance);
  if (paths.length === 0)
    throw new DeployError(
      'invalid-input',
      'Cannot edit: no file is given',
      'write "gitops-deploy edit FILE..."',
    );
  const edit = editManifests(await readLocalFiles(paths), target);
  if (!dryRun) for (const file of edit.files) await writeFile(file.path, file.bytes);
  for (const note of edit.notes) log(`Note: ${note}`);
  const result = edit.files.length === 0 ? 'unchanged' : dryRun ? 'dry-run' : 'edited';
  return { result, changes: reportedChanges(edit.changes), diff: unifiedDiff(edit.files) };
}
