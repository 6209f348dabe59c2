// The Change-Id by which Gerrit knows the commits of one change: https://gerrit-review.googlesource.com/Documentation/user-changeid.html
import { createHash } from 'node:crypto';
import type { Change } from '../manifest/edit-manifests.ts';

/**
 * Makes the Change-Id of a target. It stays the same while the base has the same values, so that the next tag is a new
 * patch set; once the change is merged, it is another one, also where a later change brings the values back.
 * @param key of what is to change
 * @param base the branch that the change is for
 * @param changes from which values
 * @param merged id of the last commit of the target that the base has; empty where it has none
 * @param number how many changes of that name are closed
 * @returns `I` and 40 hex digits
 */
export function changeId(
  key: string,
  base: string,
  changes: readonly Change[],
  merged: string,
  number: number,
): string {
  const values = changes.map(({ file, path, from }) => JSON.stringify([file, path, from])).sort();
  const text = JSON.stringify([key, base, values, merged, number]);
  return `I${createHash('sha1').update(text).digest('hex')}`;
}
