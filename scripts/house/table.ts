// The checks of the table of walls itself: it is complete, its arrows point down, and it allows nothing that nobody uses.
import { dirname } from 'node:path/posix';
import { houseOf, isFile, type Walls } from './lint-config.ts';
import type { Finding, Source } from './sources.ts';

/**
 * Checks the table of walls against itself and against the sources. That the sources keep to the table is Biome's to check.
 * @param table the walls
 * @param sources the files of src/
 * @returns what is wrong
 */
export function checkTable(table: Walls, sources: readonly Source[]): Finding[] {
  return [
    ...checkRooms(table, sources),
    ...checkArrows(table),
    ...checkEntrances(table, sources),
    ...checkUse(table, sources),
    ...checkAlone(table, sources),
  ];
}

/** Every folder has a row, and every row a folder or a file. */
function checkRooms({ walls }: Walls, sources: readonly Source[]): Finding[] {
  const files = sources.map(({ path }) => inSrc(path));
  const folders = new Set(files.map((file) => (dirname(file) === '.' ? file : dirname(file))));
  const missing = [...folders].filter((folder) => walls[folder] === undefined);
  const empty = Object.keys(walls).filter((room) => !folders.has(room) && !files.includes(room));
  return [
    ...missing.map((folder) => inTable(`"${folder}" is in src/ and has no row`)),
    ...empty.map((room) => inTable(`"${room}" has a row and is not in src/`)),
  ];
}

/** What a row allows stands below the row; from outside a room with entrances, nobody sees the folders inside it. */
function checkArrows({ walls, entrances }: Walls): Finding[] {
  const order = Object.keys(walls);
  return Object.entries(walls).flatMap(([room, allowed]) =>
    allowed.flatMap((name) => {
      if (walls[name] === undefined)
        return looksLikeRoom(name) ? [inTable(`"${room}" may import "${name}", which has no row`)] : [];
      if (order.indexOf(name) <= order.indexOf(room))
        return [inTable(`"${room}" may import "${name}", which does not stand below it`)];
      const house = houseOf(name);
      const doors = entrances[house];
      if (
        doors === undefined ||
        house === houseOf(room) ||
        name === house ||
        doors.includes(name.slice(house.length + 1))
      )
        return [];
      return [inTable(`"${room}" may import "${name}", which is no entrance of "${house}"`)];
    }),
  );
}

function checkEntrances({ walls, entrances }: Walls, sources: readonly Source[]): Finding[] {
  const files = new Set(sources.map(({ path }) => inSrc(path)));
  return Object.entries(entrances).flatMap(([room, doors]) => [
    ...(walls[room] === undefined ? [inTable(`"${room}" has entrances and no row`)] : []),
    ...doors
      .filter((door) => !files.has(`${room}/${door}`))
      .map((door) => inTable(`the entrance "${room}/${door}" is not in src/`)),
  ]);
}

/** What is allowed and not used is taken out of the table. */
function checkUse({ walls }: Walls, sources: readonly Source[]): Finding[] {
  const used = new Set(
    sources.flatMap(({ path, imports }) =>
      imports.map(({ target }) => `${roomOf(walls, path)} -> ${roomOf(walls, target)}`),
    ),
  );
  return Object.entries(walls).flatMap(([room, allowed]) =>
    allowed
      .filter((name) => !used.has(`${room} -> ${name}`))
      .map((name) => inTable(`"${room}" may import "${name}" and does not: take it out of the row`)),
  );
}

/** A package that one file alone may import is imported by no other. */
function checkAlone({ aloneIn }: Walls, sources: readonly Source[]): Finding[] {
  return sources.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => (aloneIn[target] ?? inSrc(path)) !== inSrc(path))
      .map(({ target }) => ({
        path,
        line: 1,
        message: `imports "${target}", which only "${aloneIn[target]}" may`,
      })),
  );
}

/** The row that a file belongs to; a package is its own. */
function roomOf(walls: Walls['walls'], target: string): string {
  if (!target.startsWith('src/')) return target;
  const file = inSrc(target);
  return walls[file] === undefined ? dirname(file) : file;
}

function inSrc(path: string): string {
  return path.slice('src/'.length);
}

function looksLikeRoom(name: string): boolean {
  return isFile(name) || (name.includes('/') && !name.startsWith('@') && !name.startsWith('node:'));
}

function inTable(message: string): Finding {
  return { path: 'scripts/house/walls.ts', line: 1, message };
}
