// Answers that say that too much was asked, and for how long to wait.
import type { AnswerHeaders, AnswerStart } from './answer.ts';
import { retryAfterMs } from './retry-after.ts';

/** How hosts say in words that too much was asked. */
export const rateLimitText =
  /(?:secondary|api|git) rate limit|rate limit[^.\n]{0,60} (?:exceeded|reached)|requested too many times|exceeded (?:a|the|your) .{0,20}rate limit|abuse detection|too many requests|being rate[- ]limited/i;

/** What GitHub asks for where it names no time: https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
export const secondaryLimitMs = 60_000;

/** What is waited where a status says that there were too many requests, and nothing says for how long, milliseconds. */
const unnamedLimitMs = 10_000;

/** The time at which the limit is lifted: GitHub and GitLab give seconds since 1970, RFC drafts seconds from now. */
const resetNames = ['x-ratelimit-reset', 'ratelimit-reset', 'x-rate-limit-reset'] as const;
const remainingNames = ['x-ratelimit-remaining', 'ratelimit-remaining', 'x-rate-limit-remaining'] as const;

/**
 * Says whether an answer that may mean a refusal (403) means a rate limit.
 * Source: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * @returns `true` where headers or words say so
 */
export function isRateLimit({ headers, text }: AnswerStart): boolean {
  return headers['retry-after'] !== undefined || remaining(headers) === 0 || rateLimitText.test(text);
}

/**
 * Tells how long to wait before the next try.
 * @param now milliseconds since 1970, for a server that does not tell its own time
 * @returns milliseconds from now; `undefined` where nothing asks for a wait
 */
export function waitMs(answer: AnswerStart, now: number): number | undefined {
  const { status, headers, text } = answer;
  const asked = retryAfterMs(headers, now);
  if (asked !== undefined) return asked;
  const left = remaining(headers);
  // Hosts send the time of the next reset with every answer: it counts where nothing is left.
  const isUsedUp = left === 0 || (status === 429 && left === undefined);
  const reset = isUsedUp ? resetMs(headers, now) : undefined;
  if (reset !== undefined) return reset;
  if (status < 400) return undefined;
  if (rateLimitText.test(text) || (status === 403 && left === 0)) return secondaryLimitMs;
  return status === 429 ? unnamedLimitMs : undefined;
}

function remaining(headers: AnswerHeaders): number | undefined {
  return numberIn(headers, remainingNames) ?? parameter(headers, /(?:^|[;,\s])(?:r|remaining)=(\d+)/i);
}

function resetMs(headers: AnswerHeaders, now: number): number | undefined {
  const value = numberIn(headers, resetNames) ?? parameter(headers, /(?:^|[;,\s])(?:t|reset)=(\d+)/i);
  if (value === undefined) return undefined;
  // A time since 1970, or a span: no limit lasts for thirty years.
  const isTime = value > 1_000_000_000;
  return isTime ? Math.max(0, value * 1000 - (Date.parse(String(headers.date)) || now)) : value * 1000;
}

function numberIn(headers: AnswerHeaders, names: readonly string[]): number | undefined {
  const value = names
    .map((name) => headers[name])
    .find((one) => typeof one === 'string' && one.trim() !== '');
  const number = Number(value);
  return value === undefined || !(number >= 0) ? undefined : number;
}

/** One header for all of it: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
function parameter(headers: AnswerHeaders, form: RegExp): number | undefined {
  const found = form.exec(String(headers.ratelimit ?? ''))?.[1];
  return found === undefined ? undefined : Number(found);
}
