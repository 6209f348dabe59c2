// Several failures as one error.
import { DeployError } from '../../errors.ts';

/**
 * Makes one error of the failures of several images, so that all of them are named at once.
 * @param failures what is wrong with each image, at least one
 * @returns the error of the one that fails, or an error with the code of the first and all that is to be said
 */
export function allFailures(failures: readonly [DeployError, ...DeployError[]]): DeployError {
  const [first, ...others] = failures;
  if (others.length === 0) return first;
  const message = failures.map(({ marked }) => marked.message).join('\n');
  const remedies = new Set(failures.map(({ marked }) => marked.remedy));
  return new DeployError(first.code, message, [...remedies].join('; '), { cause: first });
}
