// Delivering a message: tried again where that cannot make two of it, for as long as there is time.
import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { type HttpClient, LongAnswer, type ServiceAnswer } from '../http/client.ts';
import { type FetchFunction, fetchWith } from '../http/fetch.ts';
import { networkError } from '../http/network-error.ts';
import { HttpFailure } from '../http/request.ts';
import type { RetryRules } from './answer-meaning.ts';

/** The time of one request, milliseconds. */
const requestMs = 10_000;
/** The answer to a post is the message that was made of it; bytes. */
const mostBytes = 2 ** 20;
/** A receiver that is down five times in a row is down. */
const mostFailures = 5;
/** The first wait behind a failure, milliseconds; each further one is twice as long. */
const firstWaitMs = 500;

/** What a delivery works with: HTTP, clocks, randomness. */
export interface DeliveryTools {
  readonly client: HttpClient;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly monotonicNow: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/** What became of the one request of an attempt. */
interface RequestTrace {
  answer: ServiceAnswer | undefined;
  failure: unknown;
}

/**
 * Sends a message, and sends it again where the receiver asks for that, or where nothing of it can have arrived.
 * @param send sends it once, by one request
 * @param retryRules how the receiver takes it
 * @param until when to give up, milliseconds of the monotonic clock
 * @returns what `send` gives
 * @throws {Error} what the last attempt failed with; LongAnswer where it was taken, and the answer is too long to be read
 */
export function deliver<T>(
  send: (fetch: FetchFunction) => Promise<T>,
  retryRules: RetryRules,
  until: number,
  { client, now, monotonicNow, random }: DeliveryTools,
): Promise<T> {
  let trace: RequestTrace = { answer: undefined, failure: undefined };
  const attempt = (): Promise<T> => {
    trace = { answer: undefined, failure: undefined };
    const ms = Math.max(1, Math.min(requestMs, until - monotonicNow()));
    const limits = { connectMs: ms, silenceMs: ms, totalMs: ms };
    return send(fetchWith(tracedClient(client, trace), limits, mostBytes));
  };
  return pRetry(attempt, {
    retries: mostFailures - 1,
    minTimeout: 0,
    onFailedAttempt: async ({ error, attemptNumber }) => {
      if (isTaken(trace.failure)) throw trace.failure;
      const backoffMs = firstWaitMs * 2 ** (attemptNumber - 1) * (0.5 + random() / 2);
      const waitMs = waitAfter(trace, retryRules, backoffMs, now());
      if (waitMs === undefined || attemptNumber >= mostOf(trace) || monotonicNow() + waitMs >= until)
        throw error;
      await sleep(waitMs);
    },
  });
}

/**
 * Says whether a message was taken though nothing can be read of the answer: by its status.
 * @returns whether it is such a failure
 */
export function isTaken(failure: unknown): failure is LongAnswer {
  return failure instanceof LongAnswer && failure.status >= 200 && failure.status < 300;
}

function tracedClient(client: HttpClient, trace: RequestTrace): Pick<HttpClient, 'send'> {
  return {
    send: async (request) => {
      try {
        const answer = await client.send(request);
        trace.answer = answer;
        return answer;
      } catch (error) {
        trace.failure = error;
        throw error;
      }
    },
  };
}

/** A name that nobody knows is asked for twice: a name server that has just started may not know it yet. */
function mostOf({ failure }: RequestTrace): number {
  const cause = failure instanceof HttpFailure ? failure.cause : undefined;
  const { retry } = networkError('', cause, 'no');
  if (retry === 'never') return 1;
  return retry === 'seconds' ? 2 : mostFailures;
}

/** As much of an answer as says why, bytes. */
const longestReason = 4096;

/** How long to wait before the next try, milliseconds; `undefined`: there is none. */
function waitAfter(
  { answer, failure }: RequestTrace,
  { isRepeatable, meaningOf }: RetryRules,
  backoffMs: number,
  now: number,
): number | undefined {
  if (answer === undefined) {
    if (!(failure instanceof HttpFailure)) return undefined;
    return isRepeatable || !failure.sent ? backoffMs : undefined;
  }
  const { status, headers, body } = answer;
  const meaning = meaningOf({ status, headers, text: body.toString('utf8', 0, longestReason) }, now);
  switch (meaning.is) {
    case 'busy':
      // Who asks for no time at all is still busy a moment later.
      return Math.max(meaning.waitMs ?? 2 * firstWaitMs, backoffMs);
    case 'failed':
      return backoffMs;
    case 'unclear':
      return isRepeatable ? backoffMs : undefined;
    case 'refused':
      return undefined;
  }
}
