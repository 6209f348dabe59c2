// The images that places hold at a commit.
import { DeployError } from '../errors.ts';
import { formatReference, type Reference } from '../image/reference.ts';
import type { DeployTarget } from '../ledger/deploy-target.ts';
import type { ManifestFile } from '../manifest/edit-manifests.ts';
import { type ImageVersion, readVersions } from '../manifest/read-images.ts';
import type { Selector } from '../manifest/target.ts';
import { inputName } from '../wording.ts';

/** An image of one file, as it is at a commit. */
export interface EarlierImage {
  readonly file: string;
  readonly image: Reference;
  /** How often it stands in the file. */
  readonly count: number;
}

/** The remedy where the history does not say what to put back. */
export const byTag = 'deploy the tag that you want by its name: NAME:TAG as the image';

/**
 * Reads what a place holds at a commit.
 * @param files as they are there
 * @param select narrows the places within the file
 * @param commit id of the commit, for messages
 * @returns the image; `undefined` where the file is not there, or does not name it
 * @throws {DeployError} deploy-not-found where it has no version, image-ambiguous where it has several
 */
export function imageAt(
  files: readonly ManifestFile[],
  { file, what }: DeployTarget,
  select: Selector,
  commit: string,
): EarlierImage | undefined {
  const own = files.find(({ path }) => path === file);
  const all = own === undefined ? [] : readVersions(own, what, select);
  const versions = new Map(all.map((version) => [formatReference({ name: '', ...version }), version]));
  const [version, ...others] = versions.values();
  if (version === undefined) return undefined;
  if (others.length > 0) throw severalVersions(file, what, commit, [...versions.keys()]);
  if (isBare(version))
    throw notToFind(file, what, `at commit ${commit.slice(0, 8)} it stood there without a tag`);
  return { file, image: { name: what, ...version }, count: all.length };
}

const isBare = ({ tag, digest }: ImageVersion): boolean => tag === undefined && digest === undefined;

/**
 * Makes the error for a place whose old value is not known.
 * @param file its path
 * @param what the image's name
 * @param why what is known, the end of a sentence
 * @returns deploy-not-found
 */
export function notToFind(file: string, what: string, why: string): DeployError {
  return new DeployError('deploy-not-found', `Cannot roll back "${what}" in ${file}: ${why}`, byTag);
}

function severalVersions(
  file: string,
  name: string,
  commit: string,
  versions: readonly string[],
): DeployError {
  return new DeployError(
    'image-ambiguous',
    `Cannot roll back "${name}" in ${file}: at commit ${commit.slice(0, 8)} it stood there with several versions (${versions.join(', ')})`,
    `narrow with ${inputName('kind')}, ${inputName('name')} or ${inputName('container')}, one place after the other; or ${byTag}`,
  );
}
