// Where an image is named by what deploys none.
import { type Document, isScalarCursor, rootCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { visit } from '../yaml/visit.ts';
import { maySpeak, speakerAround } from './speaker.ts';

/** A value that names an image, and what it is in. */
export interface SpokenImage {
  readonly cursor: ScalarCursor;
  /** `ClusterPolicy api` */
  readonly speaker: string;
  /** All values of the same object that do. */
  readonly all: readonly ScalarCursor[];
}

/**
 * Finds the values that name an image in objects that only speak of images.
 * @param documents parsed documents
 * @param name the image's name
 * @returns the first such value of each object, with the others of it
 */
export function spokenImages(documents: readonly Document[], name: string): readonly SpokenImage[] {
  const named = namedBy(name);
  const found = new Map<string, SpokenImage & { readonly all: ScalarCursor[] }>();
  for (const document of documents) {
    const { text } = document.source;
    if (!text.includes(name) || !maySpeak(text)) continue;
    visit(rootCursor(document), (cursor) => {
      if (!isScalarCursor(cursor) || !named.test(cursor.node.source)) return;
      const speaker = speakerAround(cursor);
      const key = JSON.stringify([document.source.manifest.path, startOf(document), speaker]);
      if (speaker === undefined) return;
      const known = found.get(key);
      if (known === undefined) found.set(key, { cursor, speaker, all: [cursor] });
      else known.all.push(cursor);
    });
  }
  return [...found.values()];
}

function startOf({ source: { toFile } }: Document): number {
  return toFile(0);
}

/** The whole name, not an end or a beginning of another. */
function namedBy(name: string): RegExp {
  const literal = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\w.-]|(?<!:/)/)${literal}(?![\\w/-]|\\.\\w)`);
}
