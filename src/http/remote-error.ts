// A failed exchange with a server, and whether trying again can help.
import { DeployError, type ErrorCode } from '../errors.ts';

/**
 * How often the same request is tried again while the branch does not move: `once`, because some hosts withdraw this
 * refusal a moment later; `twice`, because nobody knows what it means; `seconds`, because it passes within them or not at all;
 * `a-while`, because it is known to pass; `later`, as long as there is time.
 */
export type Retry = 'never' | 'once' | 'twice' | 'seconds' | 'a-while' | 'later';

/** What a failure means, and whether the same request may succeed later. */
export interface FailureMeaning {
  readonly code: ErrorCode;
  readonly retry: Retry;
  /** What is wrong, in the middle of a sentence. */
  readonly what: string;
  readonly remedy: string;
}

/** What there is to know about a failed exchange beside its message. */
export interface FailureContext {
  readonly cause: unknown;
  /** What the server asked us to wait, milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** `maybe`: the request was on its way and nobody answered it; if it was a push, it may have been applied. */
  readonly applied: 'no' | 'maybe';
}

/** A failed exchange with the server: how it is reported when it stands, and whether trying again can help. */
export class RemoteError extends DeployError {
  readonly retry: Retry;
  readonly retryAfterMs: number | undefined;
  readonly applied: 'no' | 'maybe';

  constructor(
    code: ErrorCode,
    retry: Retry,
    message: string,
    remedy: string,
    { cause, retryAfterMs, applied = 'no' }: Partial<FailureContext> = {},
  ) {
    super(code, message, remedy, cause === undefined ? undefined : { cause });
    this.retry = retry;
    this.retryAfterMs = retryAfterMs;
    this.applied = applied;
  }
}
