// What the files hold, for a user who looked for something else.
import type { DeployError } from '../../errors.ts';
import { imageKey } from '../shapes/fields/image-key.ts';
import { mappingOf } from '../shapes/fields/mapping.ts';
import { type ImagePlace, standingPlaces } from '../shapes/image-place.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { policiesIn } from '../shapes/policy-marker.ts';
import { type Document, isScalarCursor, rootCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { visit } from '../yaml/visit.ts';
import { findPlaces } from './find-places.ts';
import { type SetLine, setLineFor } from './set-line.ts';
import { maySpeak, speakerAround } from './speaker.ts';
import { type SpokenImage, spokenImages } from './spoken-images.ts';

/** What the files hold. */
export interface Survey {
  readonly files: readonly string[];
  readonly places: readonly ImagePlace[];
  /** Arguments, variables, annotations: values that name the image, and no shape says so. */
  readonly mentions: readonly SetLine[];
  /** Fields that hold a tag of an image that the file does not name. */
  readonly looseTags: readonly SetLine[];
  /** Policies, updaters and the like that name the image, and deploy none. */
  readonly spoken: readonly SpokenImage[];
  /** Image policies that comments name. */
  readonly policies: readonly string[];
  /** Whether `create` would add an entry: there is one kustomization, and it has none of the image. */
  readonly takesEntry: boolean;
  readonly unreadable: readonly DeployError[];
}

/**
 * Looks at everything the files hold. What cannot be read is reported, and hides nothing else.
 * @param files open files
 * @param wanted the name of the image that was looked for
 * @returns what was found
 */
export function survey(files: readonly OpenFile[], wanted: string): Survey {
  const readings = files.map((file) => readDocuments(file, () => true));
  const unreadable = readings.flatMap(({ failures: [first] }) => first?.error ?? []);
  const documents = readings.flatMap((reading) => reading.documents);
  const loose = documents.filter((document) => mayHoldLoose(document, wanted)).flatMap(looseScalars);
  return {
    files: files.map(({ file }) => file.path),
    places: standingPlaces(documents.flatMap(findPlaces)),
    mentions: loose.flatMap((cursor) => setLineFor(cursor, wanted) ?? []),
    spoken: spokenImages(documents, wanted),
    looseTags: loose.filter(isTag).map((cursor) => ({ cursor, template: '{tag}' })),
    policies: [...new Set(documents.flatMap(({ source: { text } }) => policiesIn(text)))],
    takesEntry:
      documents.map((document) => mappingOf(rootCursor(document))).filter(isKustomization).length === 1,
    unreadable,
  };
}

/** Whether a second visit is worth its time, which a large document with many images may be spared. */
function mayHoldLoose({ source: { text } }: Document, wanted: string): boolean {
  return text.includes(wanted) || /tag/i.test(text);
}

/** The scalars that belong to no place, each once. */
function looseScalars(document: Document): readonly ScalarCursor[] {
  const taken = new Set(findPlaces(document).flatMap(({ scalars }) => scalars));
  const found: ScalarCursor[] = [];
  const speaks = maySpeak(document.source.text);
  visit(rootCursor(document), (cursor) => {
    if (!isScalarCursor(cursor) || taken.has(cursor.node)) return;
    taken.add(cursor.node);
    if (!speaks || speakerAround(cursor) === undefined) found.push(cursor);
  });
  return found;
}

function isTag({ key }: ScalarCursor): boolean {
  return typeof key === 'string' && imageKey(key)?.role === 'tag';
}
