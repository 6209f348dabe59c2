// The check of the map in CONTRIBUTING.md: it names every folder of src/ and no other, and every file that it speaks of is there.
import { dirname } from 'node:path/posix';
import type { Finding } from './sources.ts';

/**
 * Checks the map and the glossary against the files.
 * @param page the text of CONTRIBUTING.md: the map is a block of lines `folder/  what lives there`, two spaces deeper for each folder around it
 * @param files the paths of src/, from the root of the repository
 * @returns folders that are missing, and names that lead nowhere
 */
export function checkMap(page: string, files: readonly string[]): Finding[] {
  const [, map = ''] = /^```\n(src\/\n.*?)^```/ms.exec(page) ?? [];
  const drawn = new Set(foldersOf(map));
  const there = new Set(files.flatMap((file) => ancestors(dirname(file))));
  const named = [...page.matchAll(/`(src\/[\w./-]+|[\w-]+(?:\/[\w-]+)*\.ts)`/g)].map(([, name = '']) => name);
  return [
    ...[...there].filter((folder) => !drawn.has(folder)).map((folder) => `the map lacks "${folder}"`),
    ...[...drawn]
      .filter((folder) => !there.has(folder))
      .map((folder) => `the map has "${folder}", which is not there`),
    ...named
      .filter(
        (name) =>
          !files.some((file) => file === name || file === `src/${name}` || `${dirname(file)}/` === name),
      )
      .map((name) => `"${name}" is not there`),
  ].map((message) => ({ path: 'CONTRIBUTING.md', line: 1, message }));
}

/** The paths of the folders that a drawn tree names; several may share a line: `land/  fetch/`. */
function foldersOf(map: string): string[] {
  const around: string[] = [];
  return map.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)([\w-]+)\//.exec(line) ?? [];
    if (name === undefined) return [];
    const depth = indent.length / 2;
    around.splice(depth, around.length, name);
    return [around.join('/')];
  });
}

function ancestors(folder: string): string[] {
  return folder === '.' ? [] : [...ancestors(dirname(folder)), folder];
}
