// What is to be changed in the files: the part of the configuration that `deploy` and `edit` share.

import { canonicalName } from '../image/repository-name.ts';
import { parsePath } from '../manifest/field-path.ts';
import { type Assignment, emptyTarget, type ImageTarget, type Target } from '../manifest/target.ts';
import { inputName } from '../wording.ts';
import { parseAssignment } from './assignment.ts';
import { readImageNames } from './image-names.ts';
import type { InputReader } from './input-reader.ts';
import { parseCount, parseImage, parsePolicy, parseVariableName } from './parsers.ts';
import { checkTextInputs } from './text-inputs.ts';

/** What the command `edit` needs. */
export interface EditConfig {
  readonly target: Target;
  readonly dryRun: boolean;
}

/** What of the images is known later: the tag by `tag-policy`, the digest by `image-check`. */
export interface ResolvedParts {
  readonly tag: boolean;
  readonly digest: boolean;
}

/** Everything is given. */
export const nothingResolved: ResolvedParts = { tag: false, digest: false };

/**
 * Reads what is to be changed; what is wrong is noted by the reader.
 * @param resolved what the registry says of the images later
 * @returns the target and the switches; without the values that are bad
 */
export function readEdit(reader: InputReader, resolved: ResolvedParts): EditConfig {
  const images = resolved.tag ? readNames(reader) : reader.parsedList('image', parseImage);
  refuseTwoTags(reader, images);
  // A line of "set" is not wrong because the image is: that is said already.
  const known = images.length === reader.list('image').length ? images : [anyImage];
  const values = known.map((image) => withResolved(image, resolved));
  const set = reader.parsedList('set', (line) => parseAssignment(line, values));
  if (reader.list('image').length === 0 && reader.list('set').length === 0)
    reader.missing('image', `give a field to ${inputName('set')}, or say what to deploy`);
  else if (reader.list('image').length === 0) refuseIdleSelectors(reader);
  checkTextInputs(reader);
  return { target: readTarget(reader, images, set), dryRun: reader.isOn('dry-run') };
}

const anyDigest = `sha256:${'0'.repeat(64)}`;
const anyImage: ImageTarget = { name: undefined, to: { name: 'image', tag: 'tag', digest: anyDigest } };

function withResolved({ name, to }: ImageTarget, { tag, digest }: ResolvedParts): ImageTarget {
  const known = { tag: tag ? 'tag' : to.tag, digest: to.digest ?? (digest ? anyDigest : undefined) };
  return { name, to: { name: to.name, ...known } };
}

function readNames(reader: InputReader): readonly ImageTarget[] {
  const names = readImageNames(reader, `${inputName('tag-policy')} chooses the tag`);
  return names.map((name) => ({ name: undefined, to: { name, tag: undefined, digest: undefined } }));
}

/** All the tags that a build has pushed are easily given in place of the one to deploy. */
function refuseTwoTags(reader: InputReader, images: readonly ImageTarget[]): void {
  const wanted = new Map<string, string>();
  for (const { name, to } of images) {
    const key = canonicalName(name ?? to.name);
    const reference = [canonicalName(to.name), to.tag, to.digest].join();
    if ((wanted.get(key) ?? reference) !== reference) {
      reader.refuse('image', `names "${name ?? to.name}" twice`, 'give the one to deploy');
      return;
    }
    wanted.set(key, reference);
  }
}

/** They have no effect on a field, so their user would believe that it is narrowed. */
function refuseIdleSelectors(reader: InputReader): void {
  for (const name of ['container', 'under', 'from'] as const)
    if (reader.list(name).length > 0)
      reader.refuse(
        name,
        'narrows images, and no image is given',
        `narrow ${inputName('set')} by its path, or with ${inputName('kind')}, ${inputName('name')} and ${inputName('namespace')}`,
      );
}

/**
 * Says which namespace the run is for.
 * @param reader the inputs
 * @returns what the input says; `undefined` where it says nothing
 */
export function namespaceOf(reader: InputReader): string | undefined {
  return reader.list('namespace').join(', ') || undefined;
}

/**
 * Reads which places are meant.
 * @param images what goes there
 * @param set the fields beside them
 * @returns the target
 */
export function readTarget(
  reader: InputReader,
  images: readonly ImageTarget[],
  set: readonly Assignment[],
): Target {
  return {
    images,
    select: {
      kind: reader.list('kind'),
      name: reader.list('name'),
      namespace: reader.labelsNamespace() ? [] : reader.list('namespace'),
      container: reader.list('container'),
      under: reader.parsedList('under', parsePath),
      from: reader.text('from'),
    },
    namespace: namespaceOf(reader),
    policy: reader.parsed('policy', parsePolicy),
    set,
    written: emptyTarget.written,
    versionEnv: reader.parsedList('version-env', parseVariableName),
    expect: reader.parsed('expect', parseCount),
    create: reader.isOn('create'),
    text: reader.isOn('text'),
  };
}
