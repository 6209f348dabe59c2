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
  /** How often to try again while the branch does not move. */
  readonly retry: Retry;
  /** How it is reported; `undefined`: as what it is the answer to. */
  readonly code: ErrorCode | undefined;
  readonly remedy: string;
  /** How long to wait before the next try at least, milliseconds; `undefined`: as long as any failure is waited for. */
  readonly waitMs: number | undefined;
  /** The credential lacks this right: how it gets it depends on the host, the credential and the repository. */
  readonly lacks: 'write' | undefined;
}

const runAgain = 'run it again; if it stays, ask the administrator of the server';

/**
 * Makes the rule for a text that says that another push came first.
 * @returns the rule: tried again as long as there is time
 */
export function conflict(text: RegExp): RefusalRule {
  return {
    text,
    class: 'conflict',
    retry: 'later',
    code: undefined,
    remedy: runAgain,
    waitMs: undefined,
    lacks: undefined,
  };
}

/**
 * Makes the rule for a text that the server will say again the next time.
 * @param remedy what the user can do
 * @param code how it is reported
 * @returns the rule: never tried again
 */
export function permanent(text: RegExp, remedy: string, code?: ErrorCode): RefusalRule {
  return { text, class: 'permanent', retry: 'never', code, remedy, waitMs: undefined, lacks: undefined };
}

/**
 * Makes the rule for a text after which nothing was applied, and the next try may succeed.
 * @returns the rule
 */
export function transient(text: RegExp, remedy = runAgain, retry: Retry = 'a-while'): RefusalRule {
  return { text, class: 'transient', retry, code: undefined, remedy, waitMs: undefined, lacks: undefined };
}

/**
 * Makes the rule for a text that says that the credential may not push.
 * @param remedy for a credential of which nothing more is known
 * @returns the rule: never tried again
 */
export function readOnly(text: RegExp, remedy: string): RefusalRule {
  return { ...permanent(text, remedy, 'permission-denied'), lacks: 'write' };
}

/**
 * Makes the rule for a text that says that the server, or a part behind it, is out of order: nothing was applied.
 * @param remedy what the user can do
 * @returns the rule: tried again as long as there is time
 */
export function outage(text: RegExp, remedy: string): RefusalRule {
  return transient(text, remedy, 'later');
}

/**
 * Makes the rule for a text that says that too much was asked.
 * @param waitMs what to wait at least, milliseconds
 * @returns the rule: tried again as long as there is time
 */
export function rateLimit(text: RegExp, waitMs: number): RefusalRule {
  return {
    ...transient(text, 'run it again later, and deploy less often with this identity', 'later'),
    waitMs,
  };
}

/**
 * Makes the rule for a text that says that the server failed in the middle of its work.
 * @param remedy what the user can do
 * @returns the rule: tried again as long as there is time
 */
export function ambiguous(text: RegExp, remedy: string): RefusalRule {
  return {
    text,
    class: 'ambiguous',
    retry: 'later',
    code: undefined,
    remedy,
    waitMs: undefined,
    lacks: undefined,
  };
}
