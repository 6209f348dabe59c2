// The error of a repository whose settings rule out each way to merge a request.
import { DeployError } from '../errors.ts';

/**
 * Makes the error of a request that the host merges in no way: another try would fail as well.
 * @param url of its page
 * @param remedy where a way to merge is allowed on this host
 * @returns the error, push-refused
 */
export function noWayToMerge(url: string, remedy: string): DeployError {
  return new DeployError(
    'push-refused',
    `Cannot merge "${url}": the settings of the repository and its branch allow no way to merge`,
    remedy,
  );
}
