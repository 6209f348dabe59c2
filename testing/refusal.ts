// The error that an action throws.
import { DeployError, type ErrorCode } from '../src/errors.ts';

/** The DeployError that `action` throws; anything else, or nothing thrown, fails the test. */
export function refusal(action: () => unknown): DeployError {
  try {
    action();
  } catch (error) {
    if (error instanceof DeployError) return error;
    throw error;
  }
  throw new Error('Expected a DeployError, and nothing was thrown');
}

/** The code of the DeployError that `action` throws. */
export function errorCode(action: () => unknown): ErrorCode {
  return refusal(action).code;
}
