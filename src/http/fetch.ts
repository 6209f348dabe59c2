// The web's fetch() on top of the client, for packages that take one: https://fetch.spec.whatwg.org/

import type { AnswerHeaders } from './answer.ts';
import type { HttpClient } from './client.ts';
import { HttpFailure, type HttpMethod, type TimeLimits } from './request.ts';

/** As much of fetch()'s options as is understood; `follow` is treated as `manual`. */
interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly redirect?: 'error' | 'follow' | 'manual';
  readonly signal?: AbortSignal;
  /** No option of fetch()'s: hears that the first byte goes out. */
  readonly onFirstByte?: (() => void) | undefined;
}

/** As much of a Response as packages read of it. */
interface FetchResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null; entries(): Iterable<[string, string]> } & Iterable<
    [string, string]
  >;
  arrayBuffer(): Promise<ArrayBuffer>;
  json(): Promise<unknown>;
  text(): Promise<string>;
}

export type FetchFunction = (url: string | URL, init?: FetchInit) => Promise<FetchResponse>;

/**
 * Makes a fetch() that goes the client's ways: through its proxies, within time limits, with a bounded answer. Node's
 * own takes a proxy for the whole process alone, and not in every version.
 * @param limits for every request; the signal of a request may end it sooner
 * @param mostBytes of an answer
 * @returns rejects, as fetch() does, with the signal's reason, or with a TypeError "fetch failed" that has the cause
 */
export function fetchWith(
  client: Pick<HttpClient, 'send'>,
  limits: TimeLimits,
  mostBytes: number,
): FetchFunction {
  return async (input, init = {}) => {
    const url = new URL(input);
    const { redirect = 'follow', signal = new AbortController().signal, headers = {} } = init;
    const method = (init.method ?? 'GET').toUpperCase() as HttpMethod;
    const { onFirstByte } = init;
    const request = { url, method, headers, body: bodyOf(init.body), limits, mostBytes, signal, onFirstByte };
    const answer = await client.send(request).catch((error: unknown) => {
      if (signal.aborted) throw signal.reason;
      throw new TypeError('fetch failed', { cause: error instanceof HttpFailure ? error.cause : error });
    });
    const isRedirect = answer.status >= 300 && answer.status < 400 && answer.headers.location !== undefined;
    if (isRedirect && redirect === 'error')
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    return responseOf(answer.status, answer.statusText, url.href, answer.headers, answer.body);
  };
}

function bodyOf(body: unknown): string | Uint8Array {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new TypeError('a body is a string or bytes');
}

function responseOf(
  status: number,
  statusText: string,
  url: string,
  headers: AnswerHeaders,
  body: Buffer,
): FetchResponse {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, [value].flat().join(', ')]],
  );
  const byName = new Map(entries);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url,
    headers: {
      get: (name) => byName.get(name.toLowerCase()) ?? null,
      entries: () => entries,
      [Symbol.iterator]: () => entries[Symbol.iterator](),
    },
    arrayBuffer: async () => new Uint8Array(body).buffer,
    json: async () => JSON.parse(body.toString()),
    text: async () => body.toString(),
  };
}
