// Objects in memory as the files of a git directory, for a reader of git that knows only files.
import { deflateSync } from 'node:zlib';
import type { GitObject } from '../objects/objects.ts';

/** Gives an object by its id, or `undefined` where it is not in memory. */
export type FindObject = (oid: string) => GitObject | undefined;

/** The part of a file system that isomorphic-git asks for; whatever writes is refused. */
export interface ObjectFiles {
  readonly promises: Readonly<Record<(typeof commands)[number], (path?: string) => Promise<Buffer>>>;
}

const commands = [
  'readFile',
  'readdir',
  'stat',
  'lstat',
  'readlink',
  'writeFile',
  'mkdir',
  'rmdir',
  'unlink',
  'symlink',
] as const;

/** A path of this folder is no path of the machine: nothing below it is ever looked up on a disk. */
export const gitdir = '/in-memory.git';

/**
 * Opens a read-only file system in which each object is a loose one: `objects/aa/bb...` holds the zlib stream of
 * `<type> <size>\0<data>`. Nothing is compressed, because nothing travels.
 * Source: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
 * @param find gives the objects
 * @returns the `fs` of isomorphic-git
 */
export function objectFiles(find: FindObject): ObjectFiles {
  const absent = async (path = ''): Promise<Buffer> => {
    throw Object.assign(new Error(`${path} is not in memory`), { code: 'ENOENT' });
  };
  const readFile = async (path = ''): Promise<Buffer> => {
    const [, folder, name] = /^\/in-memory\.git\/objects\/(..)\/(.{38})$/.exec(path) ?? [];
    const object = folder === undefined ? undefined : find(`${folder}${name}`);
    if (object === undefined) return absent(path);
    const header = Buffer.from(`${object.type} ${object.data.length}\0`);
    return deflateSync(Buffer.concat([header, object.data]), { level: 0 });
  };
  const refused = Object.fromEntries(commands.map((command) => [command, absent]));
  return { promises: { ...(refused as Record<(typeof commands)[number], typeof absent>), readFile } };
}
