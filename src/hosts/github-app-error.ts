// What GitHub's answers to an App mean.

import type { AnswerStart } from '../http/answer.ts';
import { networkError } from '../http/network-error.ts';
import { waitMs } from '../http/rate-limit.ts';
import { RemoteError } from '../http/remote-error.ts';
import { isWebPage, statusMeaning } from '../http/status.ts';
import { inputName } from '../wording.ts';
import { type AppRequest, appMeaning } from './github-app-meaning.ts';

/**
 * Makes the error of a request that failed.
 * @param error as the client of the API threw it
 * @returns the error, with how often to try again and how long to wait
 */
export function appError(error: unknown, asked: AppRequest): RemoteError {
  const answer = answerOf(error);
  if (answer === undefined) return networkError(new URL(asked.apiUrl).host, rootOf(error), 'no');
  const { status, text } = answer;
  const { code, retry, what, remedy } = statusMeaning(answer) ?? appMeaning(answer, asked);
  const words = isWebPage(answer) ? '' : text.replace(/eyJ[\w-]+\.[\w.-]+/g, '***').slice(0, 300);
  const quote = words === '' ? '' : `; the server says "${words.replace(/\s+/g, ' ')}"`;
  const message = `Cannot get a token of the GitHub App "${asked.app.id}": ${what}${quote}`;
  return new RemoteError(code, retry, message, remedy, {
    retryAfterMs: waitMs({ status, headers: answer.headers, text }, asked.now),
  });
}

/**
 * Makes the error of an answer that is none: a redirect, which a credential does not follow, or a page.
 * @param status of HTTP
 * @returns the error
 */
export function movedError({ app, apiUrl, owner, name }: AppRequest, status: number): RemoteError {
  const isMoved = status >= 300 && status < 400;
  const what = isMoved
    ? `${owner}/${name} has another address now`
    : `"${apiUrl}" does not answer as GitHub's API does`;
  const message = `Cannot get a token of the GitHub App "${app.id}": ${what} (${status})`;
  const remedy = isMoved
    ? `write the address that the host shows as ${inputName('repository')}`
    : `check ${inputName('repository')}: an App is for github.com and GitHub Enterprise`;
  return new RemoteError(
    isMoved ? 'repository-not-found' : 'authentication-failed',
    'never',
    message,
    remedy,
  );
}

/** The error of `@octokit/request`, which has the answer where there is one. */
function answerOf(error: unknown): AnswerStart | undefined {
  const response = typeof error === 'object' && error !== null ? Reflect.get(error, 'response') : undefined;
  if (typeof response !== 'object' || response === null) return undefined;
  const { status, headers, data } = response;
  const text = typeof data === 'string' ? data : String(data?.message ?? '');
  return { status: Number(status), headers, text };
}

function rootOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined || error instanceof RemoteError ? error : rootOf(cause);
}
