// The one error class.

import { type ErrorCode, errors } from './error-codes.ts';
import { inputName, worded } from './wording.ts';

export { type ErrorCode, errors };

/** What is known of the branch when a landing fails. */
export interface KnownFacts {
  readonly branch: string | undefined;
  /** The tip that was read last, 40 hex digits. */
  readonly commit: string | undefined;
  /** Pushes that were begun. */
  readonly attempts: number;
}

/**
 * The one error class. `message` says what is wrong (`Cannot <action> "<thing>": <what is>`), `remedy` what
 * to do about it; both without a final period, so that they read as one line: `<message>; <remedy>`. Names of inputs are
 * marked in what it is made of: see wording.ts.
 */
export class DeployError extends Error {
  override readonly name = 'DeployError';
  readonly code: ErrorCode;
  readonly remedy: string;
  /** Both texts with their marks, for a report in the user's words, and for whoever makes another error of this one. */
  readonly marked: { readonly message: string; readonly remedy: string };
  /** Of a failed landing. */
  readonly known: KnownFacts | undefined;

  constructor(code: ErrorCode, message: string, remedy: string, options?: ErrorOptions, known?: KnownFacts) {
    super(worded(message), options);
    this.code = code;
    this.remedy = worded(remedy);
    this.marked = { message, remedy };
    this.known = known;
  }

  get exitCode(): number {
    return errors[this.code].exit;
  }

  /**
   * Gives the same error with what is known of the branch.
   * @param known replaces whatever was known before
   * @returns a new error, whose cause is this one
   */
  withKnown(known: KnownFacts): DeployError {
    return new DeployError(this.code, this.marked.message, this.marked.remedy, { cause: this }, known);
  }
}

/**
 * Makes a handler that takes one failure for an answer: there is nothing.
 * @returns what gives `undefined` for this code, and throws every other error again
 */
export function ignoring(code: ErrorCode): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof DeployError && error.code === code) return undefined;
    throw error;
  };
}

/**
 * Lets a failure that is foreseen be handled, and nothing else: a defect of this program is thrown again.
 * @param error any value that was thrown
 */
export function assertDeployError(error: unknown): asserts error is DeployError {
  if (!(error instanceof DeployError)) throw error;
}

/**
 * Says whether an error means that there is no memory left for something. What fills JavaScript's own heap ends the process
 * before anybody can say so.
 * @param error any value that was thrown
 * @returns whether it does
 */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof RangeError && /allocation failed|Invalid string length|memory/i.test(error.message);
}

/**
 * Gives whatever was thrown as the one error class; what is not ours is a defect of this program.
 * @param error any value that was thrown
 * @returns the error itself where it is a DeployError, else `out-of-memory`, or an `internal-error` that holds its stack
 */
export function toDeployError(error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  if (isOutOfMemory(error)) return outOfMemory(error);
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new DeployError(
    'internal-error',
    `Cannot go on: ${what}`,
    'this is a defect of gitops-deploy: please report it with this text',
    { cause: error },
  );
}

function outOfMemory(cause: unknown): DeployError {
  return new DeployError(
    'out-of-memory',
    'Cannot go on: the process has no memory left',
    `give the job 300 MB of memory, or name fewer files in ${inputName('file')}`,
    { cause },
  );
}
