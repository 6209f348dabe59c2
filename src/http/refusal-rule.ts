// What a server's refusal means, as data: hosts/ writes the rules, git/ reads them.
import type { ErrorCode } from '../errors.ts';
import type { Retry } from './remote-error.ts';

/** Somebody else won, the refusal will stay, it may pass, or the push may have been applied all the same. */
export type RejectionClass = 'conflict' | 'permanent' | 'transient' | 'ambiguous';

/** A text that a server is known to refuse with, and what to make of it. */
export interface RefusalRule {
  /** Looked for in the reason and in everything the server said beside it, whatever the case. */
  readonly text: RegExp;
  readonly class: RejectionClass;
  /** How often to try again; by its class where nothing is said. */
  readonly retry?: Retry;
  /** `push-refused` where nothing is said. */
  readonly code?: ErrorCode;
  readonly remedy?: string;
}
