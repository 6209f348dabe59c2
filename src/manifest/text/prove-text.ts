// The proof that an edit of plain text changes its places, and nothing else.
import { DeployError } from '../../errors.ts';
import type { TextEdit } from '../edit/text-edit.ts';
import type { Manifest } from '../yaml/text-source.ts';

/**
 * Compares a text with what it becomes, from place to place: all between them must be the same to the letter, each place must
 * hold its new text, and neither has more or fewer lines.
 * @param manifest the file's text
 * @param after the text as it becomes
 * @param edits the edits that were meant
 * @throws {DeployError} proof-failed
 */
export function proveText(manifest: Manifest, after: string, edits: readonly TextEdit[]): void {
  const before = manifest.text;
  let [old, now] = [0, 0];
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start)) {
    const kept = before.slice(old, start);
    const isKept = after.slice(now, now + kept.length) === kept;
    now += kept.length;
    const isWritten = after.slice(now, now + text.length) === text && !/[\s\0]/.test(text);
    if (!isKept || !isWritten) throw notProven(manifest, start);
    old = end;
    now += text.length;
  }
  if (before.slice(old) !== after.slice(now)) throw notProven(manifest, old);
}

function notProven({ path, lineAt }: Manifest, offset: number): DeployError {
  return new DeployError(
    'proof-failed',
    `Cannot prove the edit of "${path}": line ${lineAt(offset)} would not read as it should`,
    'nothing was changed; edit the file by hand, and report this as a bug',
  );
}
