// Where a file goes on naming the old reference.
import { formatReference } from '../../image/reference.ts';
import type { Operation } from '../edit/operation.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import { type Document, isScalarCursor, rootCursor } from '../yaml/cursor.ts';
import { embeddedDocuments } from '../yaml/embedded.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { visit } from '../yaml/visit.ts';

const mostNamed = 5;

/**
 * Says where a file still names the old reference once it is edited, or the image with another tag: in arguments,
 * annotations, comments or text of another language, which are nobody's to change.
 * @param file a file
 * @param places the places that change
 * @param named places that stay, and are named elsewhere
 * @param operations all that changes
 * @returns a sentence for each reference that is still named
 */
export function describeUnchangedText(
  file: OpenFile,
  places: readonly ImagePlace[],
  named: readonly Pick<Operation, 'cursor'>[],
  operations: readonly Operation[],
): readonly string[] {
  const { manifest } = file;
  const references = new Set(
    places.flatMap(({ names: [name], old }) => (name && old.tag ? [formatReference({ ...old, name })] : [])),
  );
  const own = operations.filter(({ cursor }) => cursor.document.source.manifest === manifest);
  const staying = named.filter(({ cursor }) => cursor.document.source.manifest === manifest);
  const changed = new Set([...own, ...staying].map(lineOfValue));
  for (const other of otherTags(file, places, references)) references.add(other);
  return [...references].flatMap((reference) => {
    const at = occurrences(manifest.text, reference).filter(
      (offset) => !changed.has(manifest.lineAt(offset)),
    );
    const lines = [...new Set(at.map(manifest.lineAt))];
    const shown = lines.slice(0, mostNamed).join(', ') + (lines.length > mostNamed ? ', ...' : '');
    return lines.length === 0
      ? []
      : [`${manifest.path} names ${reference} at line ${shown} too, where it stays as it is`];
  });
}

/** References of the images with other tags, in text that is no YAML: whatever else has another tag is for the selectors. */
function otherTags(
  file: OpenFile,
  places: readonly ImagePlace[],
  known: ReadonlySet<string>,
): readonly string[] {
  const { text } = file.manifest;
  const names = new Set(places.flatMap(({ names: [name] }) => name || []));
  return [...names].flatMap((name) => {
    const version = new RegExp(
      `(?<![\\w./-])${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}:\\w[\\w.-]*`,
      'y',
    );
    const found = offsetsOf(text, `${name}:`).flatMap((at) => {
      version.lastIndex = at;
      const reference = version.exec(text)?.[0].replace(/[.-]+$/, '');
      return reference === undefined || known.has(reference) ? [] : [{ at, reference }];
    });
    if (found.length === 0) return [];
    const texts = readDocuments(file, (each) => each.includes(name)).documents.flatMap(foreignTexts);
    return found.flatMap(({ at, reference }) =>
      texts.some(({ start, end }) => start <= at && at < end) ? [reference] : [],
    );
  });
}

/** Where scalars of several lines stand that hold no YAML: TOML, properties, scripts. */
function foreignTexts(document: Document): readonly { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  visit(rootCursor(document), (cursor) => {
    if (!isScalarCursor(cursor) || !cursor.node.source.includes('\n')) return;
    if (embeddedDocuments(cursor).length > 0) return;
    const [start, end] = cursor.node.range.map(cursor.document.source.toFile);
    if (start !== undefined && end !== undefined) found.push({ start, end });
  });
  return found;
}

function offsetsOf(text: string, wanted: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) found.push(at);
  return found;
}

/** The line that a value ends on: the last of a block scalar's. */
function lineOfValue({ cursor: { node, document } }: Pick<Operation, 'cursor'>): number {
  const { toFile, manifest, text } = document.source;
  const [start, end] = node?.range ?? [0, 0];
  return manifest.lineAt(toFile(start + text.slice(start, end).trimEnd().length));
}

function occurrences(text: string, wanted: string): readonly number[] {
  return offsetsOf(text, wanted).filter(
    (at) => !/[\w/.-]/.test(text[at - 1] ?? '') && !/[\w.-]/.test(text[at + wanted.length] ?? ''),
  );
}
