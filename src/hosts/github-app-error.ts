// What GitHub's answers to an App mean.
import type { AnswerHeaders, AnswerStart } from '../http/answer.ts';
import { networkError } from '../http/network-error.ts';
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import { inputName } from '../wording.ts';
import { answeredError, deepestCause } from './api-error.ts';
import { type AppRequest, appMeaning } from './github-app-meaning.ts';

/**
 * Makes the error of a request that failed.
 * @param error as the client of the API threw it
 * @returns the error, with how often to try again and how long to wait
 */
export function appError(error: unknown, asked: AppRequest): RemoteError {
  const answer = answerOf(error);
  if (answer === undefined) return networkError(new URL(asked.apiUrl).host, deepestCause(error), 'no');
  return answeredError(cannotGet(asked), answer, appMeaning(answer, asked), asked.now);
}

function cannotGet({ app }: AppRequest): string {
  return `Cannot get a token of the GitHub App "${app.id}"`;
}

/**
 * Makes the error of an answer that is none: a redirect, which a credential does not follow, or a page.
 * @param status of HTTP
 * @returns the error
 */
export function movedError(asked: AppRequest, status: number): RemoteError {
  const { apiUrl, owner, name } = asked;
  const isMoved = status >= 300 && status < 400;
  const what = isMoved
    ? `${owner}/${name} has another address now`
    : `"${apiUrl}" does not answer as GitHub's API does`;
  const message = `${cannotGet(asked)}: ${what} (${status})`;
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
  const response = fieldOf(error, 'response');
  if (response === undefined) return undefined;
  const data = fieldOf(response, 'data');
  const text = typeof data === 'string' ? data : String(fieldOf(data, 'message') ?? '');
  const headers = (fieldOf(response, 'headers') ?? {}) as AnswerHeaders;
  return { status: Number(fieldOf(response, 'status')), headers, text };
}
