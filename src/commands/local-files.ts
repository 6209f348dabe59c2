// Local files for the command `edit`: paths and globs.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { DeployError } from '../errors.ts';
import { globTest, scanGlob } from '../glob-test.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import { inputName } from '../wording.ts';

/**
 * Reads local files. A glob stands for the files that match it: quoted in a pipeline, it comes here as it is.
 * @param texts paths and globs
 * @returns each file once
 * @throws {DeployError} file-not-found
 */
export async function readLocalFiles(texts: readonly string[]): Promise<readonly ManifestFile[]> {
  const paths = await Promise.all(texts.map(expand));
  return Promise.all([...new Set(paths.flat())].map(readManifest));
}

/**
 * Reads local files that may not be there.
 * @param paths paths without wildcards
 * @returns those that can be read
 */
export async function readLocalIfThere(paths: readonly string[]): Promise<readonly ManifestFile[]> {
  const kinds = await Promise.all(paths.map(kindOf));
  const files = paths.filter((_, index) => kinds[index] === 'file');
  const readings = files.map((path) => readManifest(path).catch(() => undefined));
  return (await Promise.all(readings)).filter((file) => file !== undefined);
}

const readable =
  'make it readable for the user that runs this; in a container, add -u "$(id -u)" to "docker run"';

/**
 * Reads local files whose paths are written out, as plain text needs them.
 * @param paths paths
 * @returns each file once
 * @throws {DeployError} file-not-found; invalid-input for a glob
 */
export async function readWrittenFiles(paths: readonly string[]): Promise<readonly ManifestFile[]> {
  for (const path of paths)
    if (scanGlob(path).isGlob && (await kindOf(path)) === 'nothing')
      throw new DeployError(
        'invalid-input',
        `Cannot use the pattern "${path}": ${inputName('text')} takes written paths`,
        'write the paths of the files',
      );
  return Promise.all([...new Set(paths)].map(readManifest));
}

async function expand(text: string): Promise<readonly string[]> {
  const { isGlob, base } = scanGlob(text);
  if (!isGlob || (await kindOf(text)) !== 'nothing') return [text];
  const names = await readdir(base || '.', { recursive: true }).catch(() => []);
  const isMatch = globTest(text);
  const paths = names
    .map((name) => join(base, name).split(sep).join('/'))
    .filter((path) => isMatch(path))
    .sort();
  const kinds = await Promise.all(paths.map(kindOf));
  const files = paths.filter((_, index) => kinds[index] === 'file');
  if (files.length === 0) throw notFound(text, 'no file matches it', 'check the pattern and the folder');
  return files;
}

async function readManifest(path: string): Promise<ManifestFile> {
  if ((await kindOf(path)) === 'folder')
    throw notFound(path, 'it is a folder', `name its files, like "${path.replace(/\/+$/, '')}/*.yaml"`);
  try {
    return { path, bytes: await readFile(path) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const denied = code === 'EACCES' || code === 'EPERM';
    if (denied) throw notFound(path, 'permission is denied', readable, error);
    const what = code === 'ENOENT' ? 'there is no such file' : String(error);
    throw notFound(path, what, 'check the path and its permissions', error);
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'nothing';
  }
}

function notFound(path: string, what: string, remedy: string, cause?: unknown): DeployError {
  return new DeployError('file-not-found', `Cannot read "${path}": ${what}`, remedy, { cause });
}
