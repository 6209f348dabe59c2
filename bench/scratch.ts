// Folders for work trees and served repositories, on disk or in memory.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** A shallow clone of 200,000 files takes a gigabyte, the pages of its small files included. */
const roomNeeded = 4 * 2 ** 30;

/**
 * Whether work trees and served repositories are in memory (`--in-memory`): the usual way at its very best. A pipeline
 * has them on its disk.
 */
export const inMemory = process.argv.includes('--in-memory') && hasRoom();

/** A new folder for one contender or one served repository, removed at the latest when this process ends. */
export function makeScratch(name: string): string {
  const folder = mkdtempSync(join(inMemory ? memory : tmpdir(), `gitops-deploy-${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > roomNeeded;
  } catch {
    return false;
  }
}
