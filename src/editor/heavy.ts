// Whether an edit may take so long that it has to be one that can be ended.
import type { ManifestFile } from '../manifest/edit-manifests.ts';

/** Bytes that are edited in less than a second, whatever they hold; a thread takes 50 ms to start. */
const mostBytes = 32 * 1024;
/** So few aliases do not let a text of that size grow by much. */
const mostAliases = 8;

const alias = /(?:^|[\s[{,:-])\*\w/gm;

/**
 * Says whether files may take long to edit: because they are many or large, or because their aliases make them so.
 * @param files all that is read
 * @returns whether they may
 */
export function isHeavy(files: readonly ManifestFile[]): boolean {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return bytes > mostBytes || files.some(hasManyAliases);
}

function hasManyAliases({ bytes }: ManifestFile): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return (text.match(alias)?.length ?? 0) > mostAliases;
}
