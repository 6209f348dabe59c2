// The part of Biome's configuration that is made from the table of walls: one list of allowed imports a room.
import { dirname, relative } from 'node:path/posix';

/** The table and the entrances; see walls.ts. */
export interface Walls {
  readonly walls: Readonly<Record<string, readonly string[]>>;
  readonly entrances: Readonly<Record<string, readonly string[]>>;
  readonly aloneIn: Readonly<Record<string, string>>;
}

/**
 * Makes the configuration that `biome.json` extends.
 * @param table the walls
 * @returns the JSON value of `walls.biome.json`
 */
export function lintConfig(table: Walls): object {
  const overrides = Object.entries(table.walls).map(([room, allowed]) => ({
    includes: [
      isFile(room) ? `src/${room}` : `src/${room}/*.ts`,
      ...ownRows(table, room).map((file) => `!src/${file}`),
    ],
    linter: {
      rules: {
        style: {
          noRestrictedImports: {
            level: 'error',
            options: {
              patterns: [
                {
                  group: ['**', ...allowedImports(table, room, allowed).map((each) => `!${each}`)],
                  message: `The table of walls does not allow this import in ${room} (scripts/house/walls.ts)`,
                },
              ],
            },
          },
        },
      },
    },
  }));
  return { $schema: './node_modules/@biomejs/biome/configuration_schema.json', overrides };
}

/**
 * Resolves what one row of the table allows to the files that may be imported.
 * @param table the walls
 * @param room the importing room
 * @param allowed its row
 * @returns specifiers as they stand in an import, with `*` for every file of a folder
 */
function allowedImports({ walls, entrances }: Walls, room: string, allowed: readonly string[]): string[] {
  const from = isFile(room) ? dirname(room) : room;
  const files = allowed.flatMap((name) => {
    if (walls[name] === undefined) return [name];
    if (isFile(name)) return [specifier(from, name)];
    const doors = houseOf(room) === houseOf(name) ? undefined : entrances[name];
    return (doors ?? ['*']).map((file) => specifier(from, `${name}/${file}`));
  });
  return isFile(room) ? files : ['./*', ...files];
}

/** Says whether a room of the table is a single file. */
export function isFile(room: string): boolean {
  return room.endsWith('.ts');
}

/** Names the folder right under src/ that a room belongs to; a file there is its own. */
export function houseOf(room: string): string {
  return room.split('/')[0] ?? room;
}

/** The files of a folder that have a row of their own. */
function ownRows({ walls }: Walls, room: string): string[] {
  return Object.keys(walls).filter((name) => isFile(name) && !isFile(room) && dirname(name) === room);
}

function specifier(from: string, file: string): string {
  const path = relative(from, file);
  return path.startsWith('.') ? path : `./${path}`;
}
