import type { ErrorCode } from '../errors.ts';
import type { Retry } from '../http/remote-error.ts';

/** What a refusal means: somebody else won, it will stay, it may pass, or the push may have been applied all the same. */
export type RejectionClass = 'conflict' | 'permanent' | 'transient' | 'ambiguous';

export interface Rule {
  /** Looked for in the reason and in everything the server said beside it, whatever the case. */
  readonly text: RegExp;
  readonly class: RejectionClass;
  readonly retry?: Retry;
  readonly code?: ErrorCode;
  readonly remedy?: string;
}
