// Where a file goes on naming the old reference.
import { formatReference } from '../../image/reference.ts';
import type { Operation } from '../edit/operation.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import type { Manifest } from '../yaml/text-source.ts';

const mostNamed = 5;

/**
 * Says where a file still names the old reference once it is edited: in arguments, annotations or comments, which are
 * nobody's to change.
 * @param manifest a file's text
 * @param places the places that change
 * @param named places that stay, and are named elsewhere
 * @param operations all that changes
 * @returns a sentence for each reference that is still named
 */
export function describeUnchangedText(
  manifest: Manifest,
  places: readonly ImagePlace[],
  named: readonly Pick<Operation, 'cursor'>[],
  operations: readonly Operation[],
): readonly string[] {
  const references = new Set(
    places.flatMap(({ names: [name], old }) => (name && old.tag ? [formatReference({ ...old, name })] : [])),
  );
  const own = operations.filter(({ cursor }) => cursor.document.source.manifest === manifest);
  const staying = named.filter(({ cursor }) => cursor.document.source.manifest === manifest);
  const changed = new Set([...own, ...staying].map(lineOfValue));
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

/** The line that a value ends on: the last of a block scalar's. */
function lineOfValue({ cursor: { node, document } }: Pick<Operation, 'cursor'>): number {
  const { toFile, manifest, text } = document.source;
  const [start, end] = node?.range ?? [0, 0];
  return manifest.lineAt(toFile(start + text.slice(start, end).trimEnd().length));
}

function occurrences(text: string, wanted: string): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const isWhole = !/[\w/.-]/.test(text[at - 1] ?? '') && !/[\w.-]/.test(text[at + wanted.length] ?? '');
    if (isWhole) found.push(at);
  }
  return found;
}
