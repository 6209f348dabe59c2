// What the answer of a receiver means for another try.
import type { AnswerStart } from '../http/answer.ts';
import { retryAfterMs } from '../http/retry-after.ts';

/** `unclear`: the message may have arrived; `failed`: it has not; `refused`: the same one is refused again. */
export type AnswerMeaning =
  | { readonly is: 'refused' | 'unclear' | 'failed' }
  | {
      readonly is: 'busy';
      /** What the receiver asks for, milliseconds. */
      readonly waitMs: number | undefined;
    };

/** When a message may be sent to a receiver again. */
export interface RetryRules {
  /** Whether it takes the same message twice as one: then an answer that was lost is no reason to stop. */
  readonly isRepeatable: boolean;
  /** Says what an answer means that does not take the message; `now` is in milliseconds since 1970. */
  readonly meaningOf: (answer: AnswerStart, now: number) => AnswerMeaning;
}

/** The gateway got no answer: the message may have arrived. */
const gatewayStatuses: readonly number[] = [502, 504];

/**
 * Says what an answer means by HTTP alone.
 * @param now milliseconds since 1970
 * @returns the meaning
 */
export function httpMeaning({ status, headers }: AnswerStart, now: number): AnswerMeaning {
  if (status === 429) return { is: 'busy', waitMs: retryAfterMs(headers, now) };
  if (gatewayStatuses.includes(status)) return { is: 'unclear' };
  return { is: status >= 500 ? 'failed' : 'refused' };
}
