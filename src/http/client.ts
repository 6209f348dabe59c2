// Requests and whole answers, for the services beside git: chat, hosts' APIs, registries.
import type { LookupFunction } from 'node:net';
import type { NetworkSettings } from '../remote/network-settings.ts';
import type { AnswerHeaders } from './answer.ts';
import { readBody } from './body.ts';
import { decoded } from './decoded.ts';
import { type HttpOrigin, hostHeader, originOf } from './origin.ts';
import { proxyFor } from './proxy.ts';
import { HttpFailure, type HttpMethod, sendHttp, type TimeLimits } from './request.ts';
import { openRoute, type Route } from './route.ts';

/** One request. */
export interface ServiceRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly limits: TimeLimits;
  /** A longer body is an error, bytes. */
  readonly mostBytes: number;
  /** Cuts this request. */
  readonly signal: AbortSignal;
  /** Called when the connection is there, and the first byte goes out. */
  readonly onFirstByte: (() => void) | undefined;
}

/** An answer with its whole body. */
export interface ServiceAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: AnswerHeaders;
  readonly body: Buffer;
}

/** An answer that is longer than its request allows: its head is there, and of its body no more was read. */
export class LongAnswer extends HttpFailure {
  readonly status: number;

  constructor(status: number, mostBytes: number) {
    super(`the answer is longer than ${mostBytes} bytes`, true);
    this.status = status;
  }
}

/**
 * Sends requests through the proxies that the environment names, and keeps connections for the next request to the same
 * server. Redirects are answers like any other: followed, they would carry credentials along.
 */
export class HttpClient {
  readonly #network: NetworkSettings;
  readonly #lookup: LookupFunction | undefined;
  readonly #closed = new AbortController();
  readonly #routes = new Map<string, Promise<Route>>();

  /** @param lookup looks up names in the place of node's, where no proxy does */
  constructor(network: NetworkSettings, lookup: LookupFunction | undefined = undefined) {
    this.#network = network;
    this.#lookup = lookup;
  }

  /**
   * Sends one request and reads its answer to the end.
   * @throws {HttpFailure} where no whole answer comes: LongAnswer for one that is too long
   * @throws {DeployError} invalid-input for a proxy that cannot be used
   */
  async send(request: ServiceRequest): Promise<ServiceAnswer> {
    const { url, method, headers, limits, mostBytes, onFirstByte } = request;
    const signal = AbortSignal.any([request.signal, this.#closed.signal]);
    const route = await this.#routeTo(originOf(url), limits.connectMs);
    const body = Buffer.from(request.body);
    const length = body.length > 0 ? { 'Content-Length': String(body.length) } : {};
    const sent = { url: url.href, method, headers: { ...headers, ...length }, body };
    const response = await sendHttp({ ...sent, route, limits, signal, onFirstByte });
    // The answer to HEAD has no body, whatever its headers say of one.
    const { bytes, end } = await readBody(method === 'HEAD' ? response : decoded(response), mostBytes);
    if (end.is === 'broken') throw asFailure(end.cause);
    const { statusCode = 0, statusMessage = '' } = response;
    if (end.is === 'too-long') throw new LongAnswer(statusCode, mostBytes);
    return { status: statusCode, statusText: statusMessage, headers: response.headers, body: bytes };
  }

  /** Cuts every connection, and whatever waits for it. */
  close(): void {
    this.#closed.abort();
  }

  #routeTo(origin: HttpOrigin, connectMs: number): Promise<Route> {
    const key = `${origin.scheme}://${hostHeader(origin)}`;
    const known = this.#routes.get(key);
    if (known !== undefined) return known;
    const { proxies, authorities } = this.#network;
    const proxy = proxyFor(origin, proxies);
    const opened = openRoute({
      origin,
      proxy,
      authorities,
      lookup: this.#lookup,
      connectMs,
      signal: this.#closed.signal,
    });
    this.#routes.set(key, opened);
    return opened;
  }
}

/** A body that breaks off has another error than one that was cut by a limit. */
function asFailure(cause: unknown): HttpFailure {
  return cause instanceof HttpFailure ? cause : new HttpFailure(cause, true);
}
