// How long a server asks us to wait.
import type { AnswerHeaders } from './answer.ts';

/**
 * Reads how long to wait before the next try: seconds or an HTTP date, RFC 9110, 10.2.3.
 * @param headers of the answer
 * @param now milliseconds since 1970, for a server that does not tell its own time
 * @returns milliseconds from now; `undefined` where the server asks for nothing
 */
export function retryAfterMs(headers: AnswerHeaders, now: number): number | undefined {
  const { 'retry-after': value, date } = headers;
  if (typeof value !== 'string') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value.trim())) return Math.ceil(Number(value) * 1000);
  const then = Date.parse(value);
  return Number.isNaN(then) ? undefined : Math.max(0, then - (Date.parse(String(date)) || now));
}
