// Folders that are made once and copied from memory, because making them starts processes.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Files by their path below the folder, and the folders in it. */
interface Seed {
  readonly folders: readonly string[];
  readonly files: readonly (readonly [path: string, bytes: Buffer])[];
}

const seeds = new Map<string, Promise<Seed>>();

/**
 * Makes a folder, or copies it from the first one of the same key.
 * @param key what the folder's content depends on, whole
 * @param folder where it will be; it is not there yet
 * @param make fills an empty folder
 */
export async function plant(
  key: string,
  folder: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  const seed = seeds.get(key) ?? seedFrom(make);
  seeds.set(key, seed);
  const { folders, files } = await seed;
  for (const path of folders) await mkdir(join(folder, path), { recursive: true });
  await Promise.all(files.map(([path, bytes]) => writeFile(join(folder, path), bytes)));
}

async function seedFrom(make: (folder: string) => Promise<void>): Promise<Seed> {
  const root = await mkdtemp(join(tmpdir(), 'gitops-deploy-seed-'));
  try {
    const folder = join(root, 'config.git');
    await mkdir(folder);
    await make(folder);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const pathOf = (entry: (typeof entries)[number]) => relative(folder, join(entry.parentPath, entry.name));
    const paths = entries.filter((entry) => entry.isFile()).map(pathOf);
    const files = paths.map(async (path) => [path, await readFile(join(folder, path))] as const);
    const folders = entries.filter((entry) => entry.isDirectory()).map(pathOf);
    return { folders: ['.', ...folders], files: await Promise.all(files) };
  } finally {
    await rm(root, { recursive: true });
  }
}
