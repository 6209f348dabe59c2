// Which files a process loads, its imports at run time included: preloaded into it, this writes them down as it ends.
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const listVariable = 'LIST_OF_LOADED_FILES';
const list = process.env[listVariable];

if (list !== undefined) {
  const urls: string[] = [];
  registerHooks({
    load(url, context, next) {
      urls.push(url);
      return next(url, context);
    },
  });
  process.on('exit', () => writeFileSync(list, urls.join('\n')));
}

/**
 * The variables that make a process of node write down what it loads.
 * @param path file that the list is written to
 */
export function recordLoads(path: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${import.meta.url}`, [listVariable]: path };
}

/**
 * Reads what a process loaded, once it has ended.
 * @param path file that the list was written to
 * @returns the text of every file that was loaded from the disk, by its path
 */
export function loadedFiles(path: string): ReadonlyMap<string, string> {
  const urls = readFileSync(path, 'utf8')
    .split('\n')
    .filter((url) => url.startsWith('file:'));
  return new Map(urls.map((url) => [fileURLToPath(url), readFileSync(new URL(url), 'utf8')]));
}
