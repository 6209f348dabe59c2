// Why a search for files found none, or was given up.

import { DeployError } from '../../errors.ts';
import { inputName } from '../../wording.ts';
import { isFolder, parseTree, type TreeEntry } from '../objects/tree.ts';
import type { Pattern } from './glob.ts';

/**
 * Joins the path of a folder and a name in it.
 * @param folder its path; '' is the root
 * @param name of an entry in it
 * @returns the path of what has the name
 */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/**
 * Makes the error for a name that git refuses in a checkout.
 * @param folder its path; '' is the root
 * @param name of the entry
 * @returns unsupported-repository
 */
export function forbiddenName(folder: string, name: string): DeployError {
  return new DeployError(
    'unsupported-repository',
    `Cannot read folder "${folder || '/'}": it has an entry named "${name}", which git forbids`,
    'remove the entry from the branch; "git fsck" names it',
  );
}

/**
 * Makes the error for a path that no system takes.
 * @param folder where it is
 * @param most how long a path may be, characters
 * @returns unsupported-repository
 */
export function pathTooLong(folder: string, most: number): DeployError {
  return new DeployError(
    'unsupported-repository',
    `Cannot read folder "${folder.slice(0, 100)}...": it has a path of more than ${most} characters`,
    `name folders that are less deep in ${inputName('file')}, or rename them in the branch`,
  );
}

/**
 * Makes the error for a search that visits more than there is time and memory for.
 * @param what is too many
 * @param most how many are visited
 * @returns unsupported-repository
 */
export function tooWide(
  patterns: readonly Pattern[],
  what: 'folders' | 'entries' | 'files',
  most: number,
): DeployError {
  const { text } = patterns.find(({ isGlob }) => isGlob) ?? patterns[0] ?? { text: '' };
  const number = most.toLocaleString('en');
  const found = {
    folders: `it leads through more than ${number} folders`,
    entries: `the folders on its way hold more than ${number} names`,
    files: `more than ${number} files match`,
  };
  return new DeployError(
    'unsupported-repository',
    `Cannot search for "${text}": ${found[what]}`,
    `name folders and files more closely in ${inputName('file')}`,
  );
}

/**
 * Makes the error for an entry that is no plain file.
 * @param path of the entry
 * @returns not-editable
 */
export function notEditable({ mode }: TreeEntry, path: string): DeployError {
  const what =
    mode === '160000' ? 'a submodule' : mode === '120000' ? 'a symlink' : `of the unknown mode ${mode}`;
  return new DeployError(
    'not-editable',
    `Cannot edit "${path}": it is ${what}`,
    `point ${inputName('file')} to the real file in its own repository`,
  );
}

/**
 * Makes the error for a pattern of which nothing is left.
 * @returns file-not-found
 */
export function allExcluded({ text }: Pattern): DeployError {
  return new DeployError(
    'file-not-found',
    `Cannot take a file of "${text}": the lines with "!" exclude all that match`,
    'exclude less, or leave that line out',
  );
}

/**
 * Makes the error for a pattern that matches nothing; it names what stands where the path ends to lead.
 * @param onTheWay trees on the way to written paths, by their own paths
 * @returns file-not-found
 */
export function notFound(pattern: Pattern, onTheWay: ReadonlyMap<string, Buffer>): DeployError {
  if (pattern.isGlob) return noneMatches(pattern);
  const folders = pattern.text.split('/').slice(0, -1);
  while (folders.length > 0 && !onTheWay.has(folders.join('/'))) folders.pop();
  const folder = folders.join('/');
  const names = namesIn(onTheWay.get(folder) ?? Buffer.alloc(0));
  if (names.some((name) => joinPath(folder, name) === `${pattern.text}/`)) return itIsAFolder(pattern);
  const list = names.length > 20 ? [...names.slice(0, 20), '...'] : names;
  return new DeployError(
    'file-not-found',
    `Cannot find "${pattern.text}": folder "${folder || '/'}" holds ${list.join(', ') || 'nothing'}`,
    'write the path from the root of the repository; check the branch',
  );
}

/** A name with a slash is a folder's. */
function namesIn(tree: Buffer): string[] {
  return Array.from(parseTree(tree), (entry) => (isFolder(entry) ? `${entry.name}/` : entry.name));
}

function noneMatches({ text }: Pattern): DeployError {
  return new DeployError(
    'file-not-found',
    `Cannot find "${text}": no file of the branch matches`,
    'check the glob and the branch; "**" stands for any number of folders',
  );
}

function itIsAFolder({ text }: Pattern): DeployError {
  return new DeployError(
    'file-not-found',
    `Cannot read "${text}": it is a folder`,
    `name its files, like "${text}/*.yaml"`,
  );
}
