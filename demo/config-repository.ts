// The config repository of the demo, kept between two runs.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BareRepository, createBareRepository, openBareRepository } from '../testing/bare-repository.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const state = here('.state');
const branch = 'main';

/** The config repository of the demo, bare, with all that earlier runs deployed; made from `demo/config` at first. */
export async function openConfigRepository(): Promise<BareRepository> {
  if (!existsSync(join(state, 'config.git'))) {
    const fresh = await createBareRepository({ files: readFolder(here('config')), branch });
    await cp(fresh.root, state, { recursive: true });
    await fresh.remove();
  }
  return openBareRepository(state, branch);
}

function readFolder(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
    }),
  );
}
