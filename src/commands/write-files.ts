// Writing local files: all of them can be written, or none is.
import { open, writeFile } from 'node:fs/promises';
import { DeployError } from '../errors.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';

/**
 * Writes local files. Each is opened for writing before the first one is written, so that a file without permission leaves
 * nothing half done.
 * @param files the files as they become
 * @throws {DeployError} not-editable: a file cannot be written
 */
export async function writeLocalFiles(files: readonly ManifestFile[]): Promise<void> {
  const failures = await Promise.all(files.map(({ path }) => failureOf(path, () => openForWriting(path))));
  const refused = failures.filter((failure) => failure !== undefined);
  if (refused.length > 0) throw unwritable(refused, []);
  const written: string[] = [];
  for (const { path, bytes } of files) {
    const failure = await failureOf(path, () => writeFile(path, bytes));
    if (failure !== undefined) throw unwritable([failure], written);
    written.push(path);
  }
}

/** Why a file cannot be written; `code` is that of the operating system, `EACCES`. */
interface WriteFailure {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

async function openForWriting(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.close();
}

async function failureOf(path: string, attempt: () => Promise<void>): Promise<WriteFailure | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { path, code: String(error.code), message: error.message };
  }
}

const permission =
  'make it writable for the user that runs this; in a container, add -u "$(id -u)" to "docker run"';
const advice: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  EACCES: ['permission is denied', permission],
  EPERM: ['the operation is not permitted', permission],
  EROFS: [
    'its file system is read-only',
    'mount it so that it can be written: in a container without ":ro" at the end of the volume; and run as its owner, with -u "$(id -u)"',
  ],
};

function unwritable(failures: readonly WriteFailure[], written: readonly string[]): DeployError {
  const [first] = failures;
  const [, remedy = 'free the disk or the file, and run it again'] = advice[first?.code ?? ''] ?? [];
  const paths = failures.map(({ path }) => path).join('", "');
  const reasons = new Set(failures.map(({ code, message }) => advice[code]?.[0] ?? message));
  const state = written.length === 0 ? 'no file was changed' : `changed before it: ${written.join(', ')}`;
  return new DeployError(
    'not-editable',
    `Cannot write "${paths}": ${[...reasons].join(', ')}; ${state}`,
    remedy,
  );
}
