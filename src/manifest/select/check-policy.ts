// What a policy needs beside it.
import { DeployError } from '../../errors.ts';
import type { Target } from '../target.ts';

/**
 * Refuses a policy beside several images: it says which scalars change, and one image what is written there.
 * @param target what is to be changed
 * @throws {DeployError} invalid-input
 */
export function checkPolicy({ policy, images }: Target): void {
  if (policy === undefined || images.length === 1) return;
  throw new DeployError(
    'invalid-input',
    `Cannot use the policy "${policy}": ${images.length} images are given, and it is for one`,
    'give one image a run',
  );
}
