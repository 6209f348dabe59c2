// What the files hold, for a user who looked for something else.
import { isScalar } from 'yaml';
import type { DeployError } from '../../errors.ts';
import { encryptedBySops, refusedBySops } from '../edit/sops.ts';
import { mappingOf } from '../shapes/fields/mapping.ts';
import { type ImagePlace, standingPlaces } from '../shapes/image-place.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { policiesIn } from '../shapes/policy-marker.ts';
import { type Cursor, type Document, isScalarCursor, rootCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { jsonCommentAt } from '../yaml/not-yaml.ts';
import { type OpenFile, type Reading, readDocuments } from '../yaml/open-file.ts';
import { jsonWithComments } from '../yaml/parse-document.ts';
import { lineOf } from '../yaml/position.ts';
import type { Manifest } from '../yaml/text-source.ts';
import { visit } from '../yaml/visit.ts';
import { findPlaces } from './find-places.ts';
import { addableTagLines, looseTagLines } from './loose-tags.ts';
import { type SetLine, setLineFor } from './set-line.ts';
import { maySpeak, speakerAround } from './speaker.ts';
import { type SpokenImage, spokenImages } from './spoken-images.ts';
import { type TextLines, textLinesOf, withTextLines } from './text-lines.ts';

/** What the files hold. */
export interface Survey {
  readonly files: readonly string[];
  readonly places: readonly ImagePlace[];
  /** Lines to copy: values that name the image where no shape says so, then tags of images without a name, then notes. */
  readonly setLines: readonly SetLine[];
  /** Lines that name the image, and can be changed as plain text alone. */
  readonly textLines: readonly TextLines[];
  /** Files that hold neither maps nor lists: they are no YAML to speak of. */
  readonly plainTexts: readonly string[];
  /** Policies, updaters and the like that name the image, and deploy none. */
  readonly spoken: readonly SpokenImage[];
  /** Image policies that comments name. */
  readonly policies: readonly string[];
  /** Whether `create` would add an entry: there is one kustomization, and it has none of the image. */
  readonly takesEntry: boolean;
  /** Files that SOPS has encrypted. */
  readonly encrypted: readonly string[];
  /** Why the others, and these, cannot be read. */
  readonly unreadable: readonly DeployError[];
}

/**
 * Looks at everything the files hold. What cannot be read is reported, and hides nothing else.
 * @param files open files
 * @param wanted the name of the image that was looked for
 * @returns what was found
 * @throws {DeployError} not-editable: YAML that holds what is looked for stands in YAML too deep
 */
export function survey(files: readonly OpenFile[], wanted: string): Survey {
  const readings = files.map((file) => ({ file, ...readWhole(file) }));
  const documents = readings.flatMap((reading) => reading.documents);
  const loose = documents.filter((document) => mayHoldLoose(document, wanted)).map(looseScalars);
  const places = standingPlaces(documents.flatMap(findPlaces));
  const setLines = setLinesIn(loose, documents, places, wanted);
  const spoken = spokenImages(documents, wanted);
  const covered = [
    ...[...setLines, ...places].map(({ cursor }) => cursor),
    ...spoken.flatMap(({ all }) => all),
  ];
  return {
    files: files.map(({ file }) => file.path),
    places,
    setLines,
    textLines: files.flatMap(
      ({ manifest }) => textLinesOf(manifest, wanted, isLineOf(manifest, covered)) ?? [],
    ),
    plainTexts: readings.filter(isPlainText).map(({ file }) => file.file.path),
    spoken,
    policies: [...new Set(documents.flatMap(({ source: { text } }) => policiesIn(text)))],
    takesEntry:
      documents.map((document) => mappingOf(rootCursor(document))).filter(isKustomization).length === 1,
    encrypted: files.flatMap(({ manifest: { path, text } }) => (encryptedBySops(text) ? [path] : [])),
    unreadable: readings.flatMap(({ file, failures: [first] }) =>
      first === undefined ? [] : [withTextLines(first.error, file.manifest, wanted)],
    ),
  };
}

/** What SOPS has encrypted and JSON with comments may read like YAML, and not as what it means. */
function readWhole(file: OpenFile): Reading {
  const { path, text } = file.manifest;
  const comment = jsonCommentAt(path, text);
  const error = encryptedBySops(text)
    ? refusedBySops(path)
    : comment < 0
      ? undefined
      : jsonWithComments(file.manifest, comment);
  if (error === undefined) return readDocuments(file, () => true);
  return { documents: [], failures: [{ text, abridged: false, error }] };
}

/** What deploys the image comes first, and what only notes it comes last. */
function setLinesIn(
  loose: readonly (readonly ScalarCursor[])[],
  documents: readonly Document[],
  places: readonly ImagePlace[],
  wanted: string,
): readonly SetLine[] {
  const mentions = loose.flat().flatMap((cursor) => setLineFor(cursor, wanted) ?? []);
  const lines = [...mentions, ...loose.flatMap(looseTagLines)];
  const deploying = lines.filter(({ isNote }) => !isNote);
  const isOverlay = deploying.length === 0 && places.length === 0;
  // What names the image has its tag elsewhere.
  const silent = documents.filter(({ source: { text } }) => !text.includes(wanted));
  const added = isOverlay ? silent.flatMap(addableTagLines) : [];
  return [...deploying, ...added, ...lines.filter(({ isNote }) => isNote)];
}

function isLineOf(manifest: Manifest, cursors: readonly Cursor[]): (line: number) => boolean {
  const own = cursors.filter(({ document }) => document.source.manifest === manifest);
  const lines = new Set(own.map(lineOf));
  return (line) => lines.has(line);
}

function isPlainText({ documents, failures }: Reading): boolean {
  return failures.length === 0 && documents.some(({ root }) => isScalar(root) && root.source.trim() !== '');
}

/** Whether a second visit is worth its time, which a large document with many images may be spared. */
function mayHoldLoose({ source: { text } }: Document, wanted: string): boolean {
  return text.includes(wanted) || /tag|image/i.test(text);
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
