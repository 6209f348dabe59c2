// What an edit is about, in words: for the commit, the dashboard's link and the messages to people.
import { formatReference, versionOfTag } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { firstThree } from './bounds.ts';
import { changedImages, changedResources, movesImage } from './changed-images.ts';
import { environmentOf } from './environment.ts';
import { type Purpose, type RunWords, unknownRunWords } from './run-words.ts';

/** The words of a deploy; what is not known is empty. */
export interface Summary {
  /** Image names, `, ` between them; the paths that were set where there is no image. */
  readonly image: string;
  readonly tag: string;
  /** The tag without a leading `v`. */
  readonly version: string;
  readonly digest: string;
  readonly reference: string;
  /** Old values, each once. */
  readonly previous: string;
  readonly kind: string;
  /** The object's name; without one, the last part of the image's name. */
  readonly name: string;
  /** From the files, else the one that was asked for. */
  readonly namespace: string;
  /** From the files alone: "to prod" is said where a file says so. */
  readonly saidNamespace: string;
  /** The folders of what changes and names no namespace. */
  readonly folder: string;
  /** For people: the name, or the field and its object where fields alone are set. */
  readonly what: string;
  readonly file: string;
  /** As the user names it, else the one that the paths of the files tell. */
  readonly environment: string;
  /** `owner/name` of the project that was built. */
  readonly source: string;
  /** The commit that was built. */
  readonly sha: string;
  /** Who started the run. */
  readonly actor: string;
  readonly purpose: Purpose;
  /** What the versions were for before, of a promotion: `staging`. */
  readonly promotedFrom: string;
  /** Why deploys are held. */
  readonly reason: string;
}

/** The edit of a deploy that did not come to one. */
export const noEdit: ManifestEdit = { files: [], changes: [], resources: [], notes: [] };

/**
 * Says in words what the edit is about.
 * @returns the words; those that are not known are empty
 */
export function summarize(edit: ManifestEdit, target: Target, run: RunWords = unknownRunWords): Summary {
  const isPromotion = run.purpose === 'promotion';
  const own = isPromotion ? changedImages(edit, target) : target.images;
  const resources = isPromotion ? changedResources(edit) : edit.resources;
  const references = own.map(({ to }) => to);
  const images = references.map(({ name }) => name);
  const names = unique(resources.map(({ name }) => name));
  const saidNamespace = firstThree(unique(resources.map(({ namespace }) => namespace)));
  const paths = target.set.map(({ path }) => path).join(', ');
  const name = firstThree(names) || images.map((image) => image.split('/').at(-1) ?? image).join(', ');
  const changed = unique(edit.changes.map(({ file }) => file));
  const tag =
    unique(references.map((reference) => reference.tag)).join(', ') ||
    unique(target.set.map(({ value }) => value)).join(', ');
  return {
    image: images.join(', ') || paths,
    tag,
    version: tag.split(', ').map(versionOfTag).join(', '),
    digest: unique(references.map(({ digest }) => digest)).join(', '),
    reference: references.map(formatReference).join(', '),
    previous: previousTags(edit, own).join(', '),
    kind: firstThree(unique(resources.map(({ kind }) => kind))),
    name,
    namespace: saidNamespace || (target.namespace ?? ''),
    saidNamespace,
    folder: foldersOf(edit),
    what: images.length > 0 ? name : fieldsOf(paths, edit),
    file: firstThree(changed),
    environment: run.environment ?? environmentOf(changed.length > 0 ? changed : run.files),
    source: run.repository ?? '',
    sha: run.commit ?? '',
    actor: run.actor ?? '',
    purpose: run.purpose,
    promotedFrom: run.promotedFrom ?? '',
    reason: run.reason ?? '',
  };
}

/** `spec.replicas of Deployment web` */
function fieldsOf(paths: string, { resources }: ManifestEdit): string {
  const objects = resources.map(({ kind, name }) => unique([kind, name]).join(' '));
  const listed = firstThree(unique(objects));
  return listed === '' ? paths : `${paths} of ${listed}`;
}

function foldersOf({ changes }: ManifestEdit): string {
  const elsewhere = changes.filter(({ resource }) => resource.namespace === undefined);
  return firstThree(unique(elsewhere.map(({ file }) => file.split('/').slice(0, -1).join('/'))));
}

/** Old tags, one image after the other as they were asked for: where there are several, each has exactly one part. */
function previousTags({ changes }: ManifestEdit, images: Target['images']): string[] {
  const ofImages = changes.filter(movesImage);
  if (images.length < 2) return unique(ofImages.map(({ from }) => from));
  return images.map(({ name, to }) => {
    const own = ofImages.filter(({ image }) => sameName(image, name ?? to.name));
    // Nothing changed: it is there already.
    return unique(own.map(({ from }) => from)).join(' and ') || (to.tag ?? to.digest ?? '');
  });
}

function unique(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined && value !== ''))];
}
