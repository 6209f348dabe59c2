// Commits of many files at once, without a work tree: https://git-scm.com/docs/git-fast-import
import { type Place, runProcess } from './start-process.ts';

/** Text or bytes of a plain file, or an entry with a mode of its own (`120000` symlink, `160000` submodule). */
export type TreeFile = string | Uint8Array | { readonly mode: string; readonly content: string };
export type TreeFiles = Readonly<Record<string, TreeFile>>;

/** Writes one commit as a stream. */
export function importStream(
  files: Readonly<Record<string, TreeFile | undefined>>,
  message: string,
  branch: string,
  parent: string | undefined,
): Buffer {
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${branch}\n`,
    `committer Somebody Else <else@example.com> ${Math.floor(Date.now() / 1000)} +0000\n`,
    `data ${Buffer.byteLength(message)}\n${message}\n`,
    parent ? `from ${parent}\n` : '',
  ];
  for (const [path, file] of Object.entries(files)) parts.push(...importFile(path, file));
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function importFile(path: string, file: TreeFile | undefined): (string | Uint8Array)[] {
  if (file === undefined) return [`D ${path}\n`];
  const { mode, content } =
    typeof file === 'string' || file instanceof Uint8Array ? { mode: '100644', content: file } : file;
  if (mode === '160000') return [`M ${mode} ${content} ${path}\n`];
  const bytes = Buffer.from(content);
  return [`M ${mode} inline ${path}\ndata ${bytes.length}\n`, bytes, '\n'];
}

/** Makes the commits of a stream; the place is a repository. */
export async function fastImport(place: Place, stream: Buffer): Promise<void> {
  await runProcess('git', ['fast-import', '--quiet'], place, stream);
}
