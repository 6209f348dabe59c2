// Posting a text to a receiver: what is not taken is an error that says why.
import type { RetryRules } from './answer-meaning.ts';
import { type DeliveryTools, deliver } from './deliver.ts';

/** What to send, and where to. */
export interface ReceiverPost {
  readonly method: 'POST' | 'PATCH';
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** A receiver that answers, and does not take it. */
export class RefusedPost extends Error {
  readonly status: number;

  /** @param text the beginning of the answer */
  constructor(status: number, text: string) {
    super(`it answers ${status}${quoted(text)}`);
    this.status = status;
  }
}

/**
 * Posts to a receiver, and again as its retryRules and the time allow.
 * @param until when to give up, milliseconds of the monotonic clock
 * @returns the body of the answer
 * @throws {Error} RefusedPost where the receiver does not take it, else what the network failed with
 */
export function post(
  { method, url, contentType, body }: ReceiverPost,
  retryRules: RetryRules,
  until: number,
  tools: DeliveryTools,
): Promise<string> {
  return deliver(
    async (fetch) => {
      const headers = { 'Content-Type': contentType };
      // Followed, a redirect would carry what is posted to another server.
      const answer = await fetch(url, { method, headers, body, redirect: 'manual' });
      const text = await answer.text();
      if (!answer.ok) throw new RefusedPost(answer.status, text);
      return text;
    },
    retryRules,
    until,
    tools,
  );
}

/** A page says nothing to a reader of a log. */
function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line === '' || /^<(?:!doctype|html|\?xml)/i.test(line) ? '' : `, "${line.slice(0, 200)}"`;
}
