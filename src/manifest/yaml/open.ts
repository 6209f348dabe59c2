import type { DeployError } from '../../errors.ts';
import type { ManifestFile } from '../target.ts';
import { type Document, parseDocument } from './document.ts';
import { readText } from './read.ts';
import { skim } from './skim.ts';
import { type Manifest, openManifest, type Source, splitDocuments, wholeFile } from './source.ts';

/** A file that is read as far as it is needed. */
export interface OpenFile {
  readonly file: ManifestFile;
  readonly manifest: Manifest;
  /** All its documents, unread. */
  readonly stream: () => readonly Source[];
  /** The documents of the file's text as it may become, cut and skimmed in the same way. */
  readonly split: (manifest: Manifest) => readonly Source[];
  /** The documents whose text is wanted, each parsed once. Throws what `parseDocument` throws. */
  readonly documents: (isWanted: (text: string) => boolean) => readonly Document[];
}

/** Opens a file to read it whole, or, with `words`, to skim large documents for blocks that hold one of them. */
export function openFile(file: ManifestFile, words: readonly string[] = []): OpenFile {
  const reading = readText(file);
  return reading.kind === 'text' ? openText(file, reading.text, words) : closedFile(file, reading.error);
}

function openText(file: ManifestFile, text: string, words: readonly string[]): OpenFile {
  const manifest = openManifest(file.path, text);
  const parsed = new Map<Source, Document>();
  let sources: readonly Source[] | undefined;
  const split: OpenFile['split'] = (each) =>
    splitDocuments(wholeFile(each)).map((source) => skim(source, words));
  const stream = (): readonly Source[] => {
    sources ??= split(manifest);
    return sources;
  };
  const read = (source: Source): Document => {
    const document = parsed.get(source) ?? parseDocument(source, stream());
    parsed.set(source, document);
    return document;
  };
  const documents: OpenFile['documents'] = (isWanted) => {
    if (!isWanted(text)) return [];
    return stream()
      .filter((source) => isWanted(source.text))
      .map(read);
  };
  return { file, manifest, stream, split, documents };
}

/** A file without a text that could be edited: an error only once somebody wants something of it. */
function closedFile(file: ManifestFile, error: DeployError): OpenFile {
  const manifest = openManifest(file.path, '');
  const documents: OpenFile['documents'] = (isWanted) => {
    // One character a byte: enough to look for a name in.
    if (isWanted(Buffer.from(file.bytes).toString('latin1'))) throw error;
    return [];
  };
  return { file, manifest, stream: () => [], split: () => [], documents };
}
