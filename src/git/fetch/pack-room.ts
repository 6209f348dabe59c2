// How much of a pack is read, and what it means where more comes.

import { RemoteError } from '../../http/remote-error.ts';
import { inputName } from '../../wording.ts';
import { LargeObjectError, OversizeError } from '../objects/objects.ts';
import type { PackLimits } from '../wire/packfile.ts';
import type { SkippedBlobs } from '../wire/skipped-blobs.ts';
import { damagedRepositoryError } from '../wire/wire-error.ts';

/** All trees of a repository are taken unasked up to this size: it is some thousand folders. */
export const cheap: PackLimits = { objects: 20_000, bytes: 2 * 2 ** 20, unpacked: 32 * 2 ** 20 };
/** So much is taken for some round trips less; it is some hundred folders. */
export const few: PackLimits = { objects: 4000, bytes: 512 * 2 ** 10, unpacked: 8 * 2 ** 20 };
/**
 * Gives how much is read where commits alone are wanted: they come first in a pack, whatever else the server would send.
 * @param depth how many are wanted
 * @returns room for so many of usual size
 */
export const commitsFirst = (depth: number): PackLimits => ({
  objects: Infinity,
  bytes: 256 * 2 ** 10 + depth * 400,
  unpacked: 16 * 2 ** 20,
});
/**
 * Gives how much is read of a whole history, where the server would send the trees and files of all its commits behind it.
 * @param depth how many commits are wanted
 * @returns room for so many with messages of a kilobyte, which is a long one
 */
export const historyFirst = (depth: number): PackLimits => ({
  objects: Infinity,
  bytes: 256 * 2 ** 10 + depth * 1024,
  unpacked: 16 * 2 ** 20 + depth * 2048,
});
/** What memory has room for when there is no other way. */
export const plenty: PackLimits = { objects: 250_000, bytes: 256 * 2 ** 20, unpacked: 96 * 2 ** 20 };
/** A pack with all files goes by, and little of it is kept: its bounds are those of time. */
export const wholePack: PackLimits = { objects: 250_000, bytes: 2 ** 30, unpacked: 4 * 2 ** 30 };

/**
 * Makes the error for an object that was asked for and did not come, or was not kept.
 * @param name what messages call the repository
 * @param oid of the object
 * @param skipped what was not kept
 * @returns not-editable where it is too large, unsupported-repository for a damaged repository
 */
export function missingObject(name: string, oid: string, skipped: SkippedBlobs): RemoteError {
  const size = skipped.sizeOf(oid);
  if (size !== undefined) return largeFiles(name, new LargeObjectError('blob', size));
  return skipped.deltas > 0
    ? differenceOnly(name, oid)
    : damagedRepositoryError(name, `object ${oid} did not come`);
}

/** A wanted file that came only as a difference to one that is not kept. */
function differenceOnly(name: string, oid: string): RemoteError {
  return new RemoteError(
    'unsupported-repository',
    'never',
    `Cannot read from "${name}": the server sends file ${oid} only as a difference to one that is too large`,
    'have the repository repacked with "git repack -a -d -F", or use a server that knows partial clones',
  );
}

/** Objects that were asked for by their ids, or all trees. */
function largeFiles(name: string, error: OversizeError): RemoteError {
  const isFile = error instanceof LargeObjectError && error.type === 'blob';
  const code = isFile ? 'not-editable' : 'unsupported-repository';
  const message = `Cannot read from "${name}": ${error.message}`;
  return new RemoteError(code, 'never', message, `name fewer or smaller files in ${inputName('file')}`, {
    cause: error,
  });
}

/**
 * Gives what it means that a pack was not read to its end.
 * @param error what was thrown
 * @param name what messages call the repository
 * @param isWhole whether it was to hold all files
 * @returns an error of the repository where something was too large; any other error as it is
 */
export function meaningOfSize(error: unknown, name: string, isWhole: boolean): unknown {
  if (!(error instanceof OversizeError)) return error;
  return isWhole ? largeRepository(name, error) : largeFiles(name, error);
}

function largeRepository(name: string, error: OversizeError): RemoteError {
  return new RemoteError(
    'unsupported-repository',
    'never',
    `Cannot read "${name}": ${error.message}, and the server can send nothing less than all files`,
    'use a server that knows partial clones (git config uploadpack.allowFilter true), or a smaller repository',
    { cause: error },
  );
}
