// How GitHub's API answers, REST and GraphQL: its errors and its words.
import { fieldOf } from '../json-field.ts';

/** An answer of the REST API that is no error, or one whose status says something about the request itself. */
export interface GitHubAnswer {
  readonly status: number;
  readonly data: unknown;
  /** The error's own words. */
  readonly text: string;
  /** The header `ETag`: a request with it in `If-None-Match` is answered by 304 as long as nothing has changed. */
  readonly etag: string | undefined;
}

/** An error of a query or mutation. */
export interface GraphqlError {
  /** `STALE_DATA`; empty where it has none. */
  readonly type: string;
  readonly message: string;
}

/** What a query or mutation gave: its field, unless there are errors. */
export interface GraphqlAnswer {
  readonly field: unknown;
  readonly errors: readonly GraphqlError[];
}

/**
 * Gives the errors that an answer of GraphQL lists. A limit is an error as of the REST API, although it comes with a status that is good.
 * @param error as octokit threw it
 * @returns the list, as it came
 */
export function errorsOf(error: unknown): unknown {
  const errors = fieldOf(error, 'errors');
  if (!Array.isArray(errors)) throw error;
  const limit = errors.map(readError).find(({ type }) => /RATE_LIMIT/.test(type));
  if (limit === undefined) return errors;
  const data = { message: limit.message };
  throw Object.assign(new Error(limit.message), {
    response: { status: 429, headers: fieldOf(error, 'headers'), data },
  });
}

/**
 * Reads one of these errors.
 * @returns its type and its words
 */
export function readError(error: unknown): GraphqlError {
  return { type: String(fieldOf(error, 'type') ?? ''), message: String(fieldOf(error, 'message') ?? error) };
}

/**
 * Reads the words of an answer that says no.
 * @param data its body
 * @returns `Validation Failed: A pull request already exists for acme:deploy`
 */
export function wordsOf(data: unknown): string {
  if (typeof data === 'string') return data;
  const errors = fieldOf(data, 'errors');
  const details = Array.isArray(errors)
    ? errors.map((each) =>
        typeof each === 'string' ? each : (fieldOf(each, 'message') ?? JSON.stringify(each)),
      )
    : [];
  return [fieldOf(data, 'message'), ...details].filter(Boolean).join(': ');
}
