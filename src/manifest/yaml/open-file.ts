// Files that are read as far as they are needed.
import { assertDeployError, type DeployError } from '../../errors.ts';
import { abridge } from './abridge.ts';
import type { Document } from './cursor.ts';
import { decodeFile, type ManifestFile } from './decode-file.ts';
import { parseDocument } from './parse-document.ts';
import { checkFileSize } from './size.ts';
import { type Manifest, openManifest, splitDocuments, type TextSource, wholeFile } from './text-source.ts';

/** A file that is read as far as it is needed. */
export interface OpenFile {
  readonly file: ManifestFile;
  readonly manifest: Manifest;
  /** All its documents, unread. */
  readonly stream: () => readonly TextSource[];
  /** The documents of the file's text as it may become, cut and abridged in the same way. */
  readonly split: (manifest: Manifest) => readonly TextSource[];
  /**
   * The documents whose text is wanted, each parsed once.
   * @throws {DeployError} invalid-yaml, not-editable: a wanted document, or the file itself, cannot be read
   */
  readonly documents: (isWanted: (text: string) => boolean) => readonly Document[];
  /**
   * The same documents, none of them parsed yet.
   * @throws {DeployError} not-editable: they hold too many values
   */
  readonly texts: (isWanted: (text: string) => boolean) => readonly UnreadText[];
}

/** The text of a document, or of a file that cannot be decoded. */
interface UnreadText {
  readonly text: string;
  readonly abridged: boolean;
  /** @throws {DeployError} invalid-yaml, not-editable: it cannot be read */
  readonly read: () => Document;
}

/**
 * Opens a file, to read it whole or to abridge large documents to the blocks that hold one of the words.
 * @param file the file
 * @param words words of `abridge`; none to read all
 * @param sought words that are looked for, in block scalars too
 * @param namespaces those that kustomizations give the file
 * @returns the file, with nothing parsed yet
 */
export function openFile(
  file: ManifestFile,
  words: readonly string[] = [],
  sought: readonly string[] = [],
  namespaces: readonly string[] = [],
): OpenFile {
  const reading = decodeFile(file);
  if (reading.kind === 'unreadable') return closedFile(file, reading.error);
  return openText(file, openManifest(file.path, reading.text, namespaces), (manifest) =>
    splitDocuments(wholeFile(manifest, sought)).map((source) => abridge(source, words)),
  );
}

function openText(file: ManifestFile, manifest: Manifest, split: OpenFile['split']): OpenFile {
  const parsed = new Map<TextSource, Document>();
  let sources: readonly TextSource[] | undefined;
  const stream = (): readonly TextSource[] => {
    sources ??= split(manifest);
    return sources;
  };
  const read = (source: TextSource): Document => {
    const document = parsed.get(source) ?? parseDocument(source, stream(), undefined);
    parsed.set(source, document);
    return document;
  };
  const texts: OpenFile['texts'] = (isWanted) => {
    if (!isWanted(manifest.text)) return [];
    const wanted = stream().filter((source) => isWanted(source.text));
    checkFileSize(wanted, manifest);
    return wanted.map((source) => ({
      text: source.text,
      abridged: source.abridged,
      read: () => read(source),
    }));
  };
  return { file, manifest, stream, split, texts, documents: readAll(texts) };
}

/** A file that cannot be decoded. It is an error only once a text that it may hold is wanted. */
function closedFile(file: ManifestFile, error: DeployError): OpenFile {
  const manifest = openManifest(file.path, '');
  // One character a byte is enough to look for a name in.
  const text = Buffer.from(file.bytes).toString('latin1');
  const read = (): never => {
    throw error;
  };
  const texts: OpenFile['texts'] = (isWanted) => (isWanted(text) ? [{ text, abridged: false, read }] : []);
  return { file, manifest, stream: () => [], split: () => [], texts, documents: readAll(texts) };
}

function readAll(texts: OpenFile['texts']): OpenFile['documents'] {
  return (isWanted) => texts(isWanted).map(({ read }) => read());
}

/** A text that is wanted and cannot be read. */
interface Failure {
  readonly text: string;
  /** Lines are left out of the text, which may be why it cannot be read. */
  readonly abridged: boolean;
  readonly error: DeployError;
}

/** The documents that are wanted of a file, and what of it cannot be read. */
export interface Reading {
  readonly documents: readonly Document[];
  readonly failures: readonly Failure[];
}

/**
 * Reads the wanted documents of a file, which need not be one that can be read: a document that cannot hides no other one.
 * @param file an open file
 * @param isWanted says of a document's text whether the document is wanted
 * @returns the documents, and why others could not be read
 */
export function readDocuments(file: OpenFile, isWanted: (text: string) => boolean): Reading {
  const readings = file.texts(isWanted).map(({ text, abridged, read }): Reading => {
    try {
      return { documents: [read()], failures: [] };
    } catch (error) {
      assertDeployError(error);
      return { documents: [], failures: [{ text, abridged, error }] };
    }
  });
  return {
    documents: readings.flatMap(({ documents }) => documents),
    failures: readings.flatMap(({ failures }) => failures),
  };
}
