// What an HTTP status means whatever the service is; the rest is for each service to say.

import type { AnswerStart } from './answer.ts';
import { isRateLimit } from './rate-limit.ts';
import type { FailureMeaning } from './remote-error.ts';

/** The remedy for a proxy that asks for credentials. */
export const proxyCredentials = 'put user and password into the URL of the proxy';

/**
 * Says what a status means that has the same meaning for every service.
 * @returns `undefined` where the service itself has to say it
 */
export function statusMeaning(answer: AnswerStart): FailureMeaning | undefined {
  const { status } = answer;
  switch (status) {
    case 403:
      return isRateLimit(answer) ? passing('the rate limit is used up (403)') : undefined;
    case 407:
      return {
        code: 'authentication-failed',
        retry: 'never',
        what: 'the proxy asks for credentials (407)',
        remedy: proxyCredentials,
      };
    case 408:
      return passing('the server waited too long for the request (408)');
    case 425:
      return passing('the server takes no request so early (425)');
    case 429:
      return passing('too many requests (429)');
  }
  if (status < 500) return undefined;
  return passing(`the server failed (${status})`, "see the host's status page and run it again");
}

/**
 * Says whether the server may have done what was asked although it answers with this: a proxy may give up on
 * it alone.
 * @param status of HTTP
 * @returns `false` where it is certain that nothing was done
 */
export function mayBeApplied(status: number): boolean {
  return status >= 500 || status < 300 || status === 408 || status === 425;
}

/**
 * Says whether the body is a page for people: of a sign-in, of a proxy.
 * @returns `true` for HTML
 */
export function isWebPage({ headers, text }: AnswerStart): boolean {
  return /html/i.test(String(headers['content-type'] ?? '')) || /^\s*<(?:!doctype|html)/i.test(text);
}

function passing(what: string, remedy = 'run it again later'): FailureMeaning {
  return { code: 'out-of-time', retry: 'later', what, remedy };
}
