// What Slack's answers mean for another try.
import type { AnswerStart } from '../http/answer.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { type AnswerMeaning, httpMeaning } from './answer-meaning.ts';

/** Codes for failures that may pass: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const passing = /"error":\s*"(?:internal_error|fatal_error|service_unavailable|request_timeout)"/;

/**
 * Says what an answer of Slack's means: its web API says most with status 200.
 * @param now milliseconds since 1970
 * @returns the meaning
 */
export function slackMeaning(answer: AnswerStart, now: number): AnswerMeaning {
  if (/"error":\s*"rate_?limited"/.test(answer.text))
    return { is: 'busy', waitMs: retryAfterMs(answer.headers, now) };
  if (passing.test(answer.text)) return { is: 'unclear' };
  return httpMeaning(answer, now);
}
