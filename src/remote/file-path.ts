// The path of a file in the repository, checked before anything is sent.
import { DeployError } from '../errors.ts';

/** Code points that HFS+ leaves out when it compares names. Source: next_hfs_char() in git's utf8.c. */
const ignoredByHfs = /[\u200C-\u200F\u202A-\u202E\u206A-\u206F\uFEFF]/g;

/**
 * Says whether some file system takes a name for `.git`, `.` or `..`: git refuses such entries in any tree,
 * and whoever checks out a commit that holds one may run code. Sources: is_hfs_dotgit() and is_ntfs_dotgit()
 * in git.
 * @param name of one entry of a tree
 * @returns `true` for a name that must not be in a tree
 */
export function isForbiddenName(name: string): boolean {
  if (name === '' || name === '.' || name === '..') return true;
  if (name.replace(ignoredByHfs, '').toLowerCase() === '.git') return true;
  // NTFS drops trailing dots and spaces, and `:` starts the name of a stream; git~1 is the short name of .git.
  return /^(?:\.git|git~1)[ .]*(?::|$)/i.test(name);
}

/**
 * Checks the path, or glob, of a file.
 * @param path from the repository's root; `!` in front excludes
 * @returns the path without a leading `./`
 * @throws {DeployError} invalid-input for a path that leaves the repository or reaches into `.git`
 */
export function checkPath(path: string): string {
  const [, not = '', clean = ''] = /^(!?)(?:\.\/)*(.*)$/s.exec(path) ?? [];
  const what = problemOf(clean);
  if (what === undefined) return not + clean;
  throw new DeployError(
    'invalid-input',
    `Cannot use file "${path.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200)}": ${what}`,
    'write the path from the root of the repository, like "apps/web/deployment.yaml"',
  );
}

function problemOf(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (/\p{Cc}/u.test(path)) return 'it holds a control character';
  if (path.includes('\\')) return 'it holds a backslash';
  if (/^\/|^[a-z]:\//i.test(path)) return 'it is a path on this machine';
  if (path.endsWith('/')) return 'it ends in "/", as a folder does';
  const names = path.split('/');
  if (names.includes('..')) return 'it holds ".."';
  if (names.includes('') || names.includes('.')) return 'one of its parts is empty or "."';
  return names.some(isForbiddenName) ? 'one of its parts is git\'s own folder ".git"' : undefined;
}
