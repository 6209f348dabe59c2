// Bytes of a file as text.
import { DeployError } from '../../errors.ts';

/** Kubernetes takes no object over 1.5 MiB, so a larger file is no manifest that a person wrote. */
const largestFile = 5 * 1024 * 1024;
const lfsPointer = 'version https://git-lfs.github.com/spec/';

/** A file as it stands in the repository. */
export interface ManifestFile {
  /** Path from the repository's root, `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file's text, or why it has none; a reason counts only when the file turns out to be needed. */
export type DecodedFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly error: DeployError };

/**
 * Decodes UTF-8 so that encoding it again gives the same bytes: a BOM stays, bad bytes are refused.
 * @param file a file
 * @returns its text, or why it has none
 */
export function decodeFile({ path, bytes }: ManifestFile): DecodedFile {
  if (bytes.length > largestFile)
    return unreadable(path, `it has ${bytes.length} bytes, the limit is 5 MiB`, 'split the file');
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.startsWith(lfsPointer)) return { kind: 'text', text };
  } catch {
    return unreadable(path, 'it is not UTF-8', 'save it as UTF-8');
  }
  return unreadable(path, 'it is a Git LFS pointer, not the file', 'keep manifests out of Git LFS');
}

function unreadable(path: string, what: string, remedy: string): DecodedFile {
  return {
    kind: 'unreadable',
    error: new DeployError('not-editable', `Cannot edit "${path}": ${what}`, remedy),
  };
}
