// How much of a pack is read, and what it means where more comes.
import { RemoteError } from '../../http/remote-error.ts';
import { LargeObjectError, type OversizeError } from '../objects/objects.ts';
import type { PackLimits } from '../wire/packfile.ts';

/** All trees of a repository are taken unasked up to this size: it is some thousand folders. */
export const cheap: PackLimits = { objects: 20_000, bytes: 2 * 2 ** 20, unpacked: 32 * 2 ** 20 };
/** So much is taken for some round trips less; it is some hundred folders. */
export const few: PackLimits = { objects: 4000, bytes: 512 * 2 ** 10, unpacked: 8 * 2 ** 20 };
/** What memory bears when there is no other way. */
export const plenty: PackLimits = { objects: 250_000, bytes: 256 * 2 ** 20, unpacked: 96 * 2 ** 20 };

/**
 * Makes the error for a pack that is not read to its end.
 * @param name what messages call the repository
 * @param hasFilters whether the server can leave files out
 * @param error what is too large
 * @returns the error
 */
export function tooBig(name: string, hasFilters: boolean, error: OversizeError): RemoteError {
  return hasFilters ? largeFiles(name, error) : largeRepository(name, error);
}

function largeFiles(name: string, error: OversizeError): RemoteError {
  const isFile = error instanceof LargeObjectError && error.type === 'blob';
  const code = isFile ? 'not-editable' : 'unsupported-repository';
  const message = `Cannot read from "${name}": ${error.message}`;
  return new RemoteError(code, 'never', message, 'name fewer or smaller files in "file"', { cause: error });
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
