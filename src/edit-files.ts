import { readFile, writeFile } from 'node:fs/promises';
import { DeployError } from './errors.ts';
import { setImage } from './manifest/set-image.ts';
import type { ManifestEdit, ManifestFile, Target } from './manifest/target.ts';

/** The deploy's edit on local files; writes them unless it is a dry run. Throws DeployError. */
export async function editFiles(
  paths: readonly string[],
  target: Target,
  dryRun: boolean,
): Promise<ManifestEdit> {
  if (paths.length === 0)
    throw new DeployError(
      'invalid-input',
      'Cannot edit: no file is given',
      'write "gitops-deploy edit FILE..."',
    );
  const edit = setImage(await Promise.all(paths.map(readManifest)), target);
  if (!dryRun) for (const file of edit.files) await writeFile(file.path, file.bytes);
  return edit;
}

async function readManifest(path: string): Promise<ManifestFile> {
  try {
    return { path, bytes: await readFile(path) };
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new DeployError(
      'file-not-found',
      `Cannot read "${path}": ${missing ? 'there is no such file' : String(error)}`,
      'check the path and its permissions',
      { cause: error },
    );
  }
}
