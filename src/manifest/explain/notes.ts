// Sentences on what was seen and left alone.
import { inputName } from '../../wording.ts';
import type { Operation } from '../edit/operation.ts';
import { maySpeak } from '../find/speaker.ts';
import { type SpokenImage, spokenImages } from '../find/spoken-images.ts';
import { describeAliasReaders } from '../select/alias-readers.ts';
import type { SelectedImage } from '../select/select-image.ts';
import { overruledValues, untypedParameters } from '../shapes/helm-parameter.ts';
import { missingVariables } from '../shapes/version-env.ts';
import type { Target } from '../target.ts';
import { type OpenFile, readDocuments } from '../yaml/open-file.ts';
import { describeObstacle, describePlace, whereOf } from './describe.ts';
import { describeUnchangedText } from './unchanged-text.ts';

const mostNamed = 12;

/**
 * Says what a careful reader of the edit should know: nothing that was asked for is left out in silence.
 * @param files the files that were searched
 * @param images the images, with their places
 * @param operations all that changes
 * @param target what was asked for
 * @returns sentences without a final period
 */
export function notesOf(
  files: readonly OpenFile[],
  images: readonly SelectedImage[],
  operations: readonly Operation[],
  { versionEnv }: Target,
): readonly string[] {
  const places = images.flatMap((image) => image.places);
  const written = new Set<unknown>(operations.map(({ cursor }) => cursor.node));
  const blocked = images
    .flatMap((image) => image.blocked)
    .filter(({ scalars }) => !scalars.some((scalar) => written.has(scalar)));
  const passed = images.flatMap((image) => image.passed);
  const spoken = spokenIn(files, images).filter(({ all }) => !all.some(({ node }) => written.has(node)));
  return [
    ...blocked.map((place) => `${describeObstacle(place)}, which stays as it is`),
    ...firstFew(
      passed.map(
        (place) => `${describePlace(place)} stays as it is: ${inputName('set')} says which places are meant`,
      ),
      'places of the image stay as they are',
    ),
    ...firstFew(
      spoken.map(
        ({ cursor, speaker }) =>
          `${whereOf(cursor)} names the image in ${speaker}, which deploys nothing, and stays as it is`,
      ),
      'objects that deploy nothing name the image',
    ),
    ...unsetVariables(images, versionEnv),
    ...describeAliasReaders(operations),
    ...files.flatMap((file) => describeUnchangedText(file, places, [...passed, ...spoken], operations)),
    ...untypedParameters(operations),
    ...overruledValues(operations),
  ];
}

/** A glob may stand for hundreds. */
function firstFew(notes: readonly string[], others: string): readonly string[] {
  const more = notes.length - mostNamed;
  return more > 0 ? [...notes.slice(0, mostNamed), `${more} more ${others}`] : notes;
}

/** Only of what was read anyway: what cannot be read has had its say. */
function spokenIn(files: readonly OpenFile[], images: readonly SelectedImage[]): readonly SpokenImage[] {
  return images.flatMap(({ image: { name, to } }) => {
    const wanted = name ?? to.name;
    const documents = files.flatMap(
      (file) => readDocuments(file, (text) => text.includes(wanted) && maySpeak(text)).documents,
    );
    return spokenImages(documents, wanted);
  });
}

function unsetVariables(images: readonly SelectedImage[], versionEnv: readonly string[]): readonly string[] {
  if (versionEnv.length > 0 && images.length === 0)
    return [`${inputName('version-env')} sets nothing: it puts the tag of an image, and no image is given`];
  return images.flatMap(({ places, image }) => missingVariables(places, image.to, versionEnv));
}
