// The images that files named at an earlier commit.
import { DeployError } from '../errors.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import { sameName } from '../image/repository-name.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import { readImages } from '../manifest/read-images.ts';
import type { Selector } from '../manifest/target.ts';
import { inputName } from '../wording.ts';

/** An image of one file, as it was. */
export interface EarlierImage {
  readonly file: string;
  readonly image: Reference;
}

/**
 * Reads what places held at an earlier commit.
 * @param files as they were
 * @param select narrows the places within the files
 * @param commit id of the commit, for messages
 * @returns an image a place
 * @throws {DeployError} deploy-not-found, image-ambiguous
 */
export function earlierImages(
  files: readonly ManifestFile[],
  places: readonly DeployTarget[],
  select: Selector,
  commit: string,
): readonly EarlierImage[] {
  const { images } = readImages(files);
  return places.map(({ file, what }) => {
    const own = images.filter(
      ({ file: path, image, resource: { kind, name, namespace } }) =>
        path === file &&
        sameName(image.name, what) &&
        isOneOf(kind, select.kind) &&
        isOneOf(name, select.name) &&
        (namespace === undefined || isOneOf(namespace, select.namespace)),
    );
    const versions = new Map(own.map(({ image: { tag, digest } }) => [`${tag}@${digest}`, { tag, digest }]));
    const [version, ...others] = versions.values();
    if (version === undefined) throw notThere(file, what, commit);
    if (others.length > 0) throw severalVersions(file, what, commit, [version, ...others]);
    return { file, image: { name: what, ...version } };
  });
}

function isOneOf(value: string | undefined, wanted: readonly string[]): boolean {
  return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

/** The remedy where the history does not say what to put back. */
const byTag = 'deploy the tag that you want by its name: NAME:TAG as the image';

function notThere(file: string, what: string, commit: string): DeployError {
  return new DeployError(
    'deploy-not-found',
    `Cannot roll back "${what}" in ${file}: at commit ${commit.slice(0, 8)} the file was not there, or did not name it`,
    byTag,
  );
}

function severalVersions(
  file: string,
  name: string,
  commit: string,
  versions: readonly Omit<Reference, 'name'>[],
): DeployError {
  const listed = versions.map((version) => formatReference({ name: '', ...version })).join(', ');
  return new DeployError(
    'image-ambiguous',
    `Cannot roll back "${name}" in ${file}: at commit ${commit.slice(0, 8)} it stood there with several versions (${listed})`,
    `narrow with ${inputName('kind')}, ${inputName('name')} or ${inputName('namespace')}, one place after the other; or ${byTag}`,
  );
}
