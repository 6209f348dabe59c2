// What a bare repository on disk is like, in one text: git answers questions about equal ones equally.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** To look at more of them takes longer than git takes to answer. */
const mostReferences = 200;

/** The state in which a repository was made, by its folder, and what all that were made like it are called. */
const made = new Map<string, { readonly state: string; readonly like: string }>();

/**
 * Notes that a repository was just made, and that all that are made like it are equal.
 * @param like what its content depends on, whole
 */
export function noteMade(directory: string, like: string): void {
  const state = stateOf(directory);
  if (state !== undefined) made.set(directory, { state, like: digestOf(like) });
}

/**
 * Reads what answers to readers depend on.
 * @returns `undefined` where that cannot be told, or takes too long
 */
export function repositoryState(directory: string): string | undefined {
  const state = stateOf(directory);
  const first = made.get(directory);
  return first !== undefined && first.state === state ? `made like ${first.like}` : state;
}

/**
 * Reads what the capabilities of protocol v2 depend on, which tell nothing of what is in a repository:
 * https://git-scm.com/docs/protocol-v2#_capability_advertisement
 */
export function configurationState(directory: string): string | undefined {
  try {
    return ['config', 'HEAD'].map((name) => readFileSync(join(directory, name), 'utf8')).join('\0');
  } catch {
    return undefined;
  }
}

/** References by what they say; objects by the names and times of their folders, as they never change. */
function stateOf(directory: string): string | undefined {
  try {
    const refs = filesIn(join(directory, 'refs'));
    if (refs.length > mostReferences) return undefined;
    const said = ['config', 'HEAD', 'packed-refs', 'shallow', 'objects/info/alternates']
      .map((name) => join(directory, name))
      .concat(refs)
      .map((path) => [path, readIfThere(path)]);
    const objects = join(directory, 'objects');
    const folders = readdirSync(objects).map((name) => {
      const { mtimeMs, ino, mode } = statSync(join(objects, name));
      return [name, mtimeMs, ino, mode];
    });
    return digestOf(JSON.stringify([said, folders]));
  } catch {
    // Somebody is changing it.
    return undefined;
  }
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
