// The check of the map in CONTRIBUTING.md: it names every folder of src/ and no other, and every file that it speaks of is there.
import { dirname } from 'node:path/posix';
import type { Finding } from './sources.ts';

/**
 * Checks the map and the glossary against the files.
 * @param page the text of CONTRIBUTING.md; the map is a tree of lines `name  what lives there`, drawn in a block of code
 * @param files all paths from the root of the repository
 * @returns what the map lacks, and names that lead nowhere
 */
export function checkMap(page: string, files: readonly string[]): Finding[] {
  const [, map = ''] = /^```\n(src\/\n.*?)^```/ms.exec(page) ?? [];
  const drawn = new Set(pathsIn(map));
  const inSrc = files.filter((file) => file.startsWith('src/'));
  const folders = new Set(inSrc.flatMap((file) => foldersAbove(file)));
  const there = new Set([...folders, ...inSrc.filter((file) => dirname(file) === 'src')]);
  const named = [...page.matchAll(/`([\w-]+(?:\/[\w-]+)*\.ts)`/g)].map(([, name = '']) => name);
  return [
    ...[...there].filter((path) => !drawn.has(path)).map((path) => `the map lacks "${path}"`),
    ...[...drawn]
      .filter((path) => !there.has(path))
      .map((path) => `the map has "${path}", which is not there`),
    ...named
      .filter((name) => !files.includes(name) && !files.includes(`src/${name}`))
      .map((name) => `"${name}" is not there`),
  ].map((message) => ({ path: 'CONTRIBUTING.md', line: 1, message }));
}

/** The paths in a drawn tree, in which each folder stands two spaces deeper than the one around it. */
function pathsIn(map: string): string[] {
  const around: string[] = [];
  return map.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)([\w-]+(?=\/)|[\w-]+\.ts)/.exec(line) ?? [];
    if (name === undefined) return [];
    const depth = indent.length / 2;
    around.splice(depth, around.length, name);
    return [around.join('/')];
  });
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [...foldersAbove(folder), folder];
}
