// What goes wrong between us and a host's API, as an error with a remedy.
import type { AnswerStart } from '../http/answer.ts';
import { networkError } from '../http/network-error.ts';
import { waitMs } from '../http/rate-limit.ts';
import { type FailureMeaning, RemoteError } from '../http/remote-error.ts';
import { isWebPage, mayBeApplied, statusMeaning } from '../http/status.ts';
import { inputName } from '../wording.ts';

/** What was asked of an API. */
export interface ApiTask {
  /** `open a pull request`: the middle of "Cannot ... on". */
  readonly action: string;
  /** `acme/config` */
  readonly repository: string;
  readonly apiUrl: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Makes the error of a request without an answer.
 * @param error as the network gave it
 * @returns the error, with whether to try again
 */
export function unreachedError(error: unknown, { apiUrl }: ApiTask): RemoteError {
  return networkError(new URL(apiUrl).host, deepestCause(error), 'maybe');
}

/**
 * Makes the error of an answer that says no.
 * @param cannot the beginning of the message: `Cannot open a pull request on "acme/config"`
 * @param own what the host means by it, where it is not what every server means
 * @param now milliseconds since 1970
 * @returns the error, with how often to try again and how long to wait
 */
export function answeredError(
  cannot: string,
  answer: AnswerStart,
  own: FailureMeaning,
  now: number,
): RemoteError {
  const { code, retry, what, remedy } = statusMeaning(answer) ?? own;
  // A server that quotes what it was sent may quote a signed token.
  const said = answer.text.replace(/eyJ[\w-]+\.[\w.-]+/g, '***').slice(0, 500);
  const words = isWebPage(answer) ? '' : said.replace(/\s+/g, ' ').trim();
  const quote = words === '' ? '' : `; the server says "${words}"`;
  const applied = mayBeApplied(answer.status) ? 'maybe' : 'no';
  const context = { retryAfterMs: waitMs(answer, now), applied } as const;
  return new RemoteError(code, retry, `${cannot}: ${what}${quote}`, remedy, context);
}

/**
 * Finds what a client of an API has wrapped.
 * @returns the cause behind all others, or an error of our own
 */
export function deepestCause(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined || error instanceof RemoteError ? error : deepestCause(cause);
}

/**
 * Makes the error of an answer that is none of the API's: a redirect, which a credential does not follow, or a page.
 * @param status of HTTP
 * @returns the error
 */
export function strangeError({ action, repository, apiUrl }: ApiTask, status: number): RemoteError {
  const isMoved = status >= 300 && status < 400;
  const what = isMoved
    ? `the repository has another address now (${status})`
    : `"${apiUrl}" does not answer as the API of this host does (${status})`;
  const remedy = isMoved
    ? `write the address that the host shows as ${inputName('repository')}`
    : `check ${inputName('api-url')} and ${inputName('host-type')}, and ask the administrator of a proxy between`;
  const code = isMoved ? 'repository-not-found' : 'not-a-git-server';
  const applied = mayBeApplied(status) ? 'maybe' : 'no';
  return new RemoteError(code, 'never', `Cannot ${action} on "${repository}": ${what}`, remedy, { applied });
}
