// The config repository of the demo: the files of demo/config, and ten small services that are deployed at once.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('config', import.meta.url));

/** One service, by its file and its image. */
export interface Service {
  readonly file: string;
  readonly image: string;
}

/** Services that nobody else touches: that they share a branch is all that their pipelines have in common. */
export const services: readonly Service[] = Array.from({ length: 10 }, (_, index) => ({
  file: `shop-${index + 1}.yaml`,
  image: `ghcr.io/acme/shop-${index + 1}`,
}));

/** The files of the first commit, texts by path. */
export function configFiles(): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries([
    ...files.map((path) => [relative(folder, path).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
    ...services.map(({ file, image }) => [file, `kind: Deployment\nspec:\n  image: ${image}:v1\n`]),
  ]);
}

/** Gives such a small repository whole in one answer, in place of a few for its folders, and in few threads and writes. */
export const serverConfig: Readonly<Record<string, string>> = {
  'uploadpack.allowFilter': 'false',
  'pack.threads': '1',
  'core.fsync': 'none',
};
