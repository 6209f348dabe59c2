import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** A shallow clone of 200,000 files takes a gigabyte, the pages of its small files included. */
const roomNeeded = 4 * 2 ** 30;

/** Whether work trees and served repositories are in memory: then no slow disk flatters whoever writes least to it. */
export const inMemory = hasRoom();

/** A new folder for one contender or one served repository. */
export function makeScratch(name: string): string {
  return mkdtempSync(join(inMemory ? memory : tmpdir(), `gitops-deploy-${name}-`));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > roomNeeded;
  } catch {
    return false;
  }
}
