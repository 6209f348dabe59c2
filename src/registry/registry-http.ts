// Requests to a registry and to its token server: plain, with redirects that no credential follows.
import type { LookupFunction } from 'node:net';
import type { AnswerHeaders } from '../http/answer.ts';
import { HttpClient, LongAnswer, type ServiceAnswer } from '../http/client.ts';
import { networkError } from '../http/network-error.ts';
import type { HttpMethod } from '../http/request.ts';
import { isLoopback } from '../remote/loopback.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';
import { type RegistryTask, strangeAnswer } from './registry-error.ts';

/** The registry spec asks registries to take manifests of 4 MiB; the list of tags is cut into pages. */
const mostBytes = 4_194_304;
/** For each request, milliseconds. */
const limits = { connectMs: 10_000, silenceMs: 20_000, totalMs: 60_000 };
const mostRedirects = 5;

/** What every request needs. */
export interface RegistryHttpOptions {
  readonly network: NetworkSettings;
  readonly userAgent: string;
  /** Looks up names in the place of node's. */
  readonly lookup: LookupFunction | undefined;
  /** Credentials, and what is asked, may travel in the clear. */
  readonly allowHttp: boolean;
  readonly signal: AbortSignal;
}

/** One request. */
export interface RegistryRequest {
  readonly method: HttpMethod;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly task: RegistryTask;
}

/** The way to registries. */
export class RegistryHttp {
  readonly #options: RegistryHttpOptions;
  readonly #client: HttpClient;
  /** Servers that were found to speak no TLS. */
  readonly #plain = new Set<string>();

  constructor(options: RegistryHttpOptions) {
    this.#options = options;
    this.#client = new HttpClient(options.network, options.lookup);
  }

  /**
   * Sends one request; a redirect is an answer like any other.
   * @returns the answer, whatever its status
   * @throws {RemoteError} where no whole answer comes, or none of this size; for an address that is not encrypted
   */
  async send(request: RegistryRequest): Promise<ServiceAnswer> {
    const { method, headers, body, task } = request;
    const url = this.#plain.has(request.url.host) ? withoutTls(request.url) : request.url;
    if (!this.mayAsk(url)) throw strangeAnswer(task, `leads to "${url.origin}", which is not encrypted`);
    const { userAgent, signal } = this.#options;
    const own = { 'user-agent': userAgent, ...headers };
    try {
      const sent = { method, url, headers: own, body, limits, mostBytes, signal, onFirstByte: undefined };
      return await this.#client.send(sent);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (this.#mayBePlain(url) && speaksNoTls(error)) {
        this.#plain.add(url.host);
        return this.send(request);
      }
      if (error instanceof LongAnswer)
        throw strangeAnswer(task, `sends more than ${mostBytes} bytes, which no manifest has`);
      throw networkError(url.host, error instanceof Error && error.cause ? error.cause : error, 'no');
    }
  }

  /**
   * Sends one request, and follows where the answer leads, without the credential. A challenge counts from the registry alone:
   * who else asks for a credential would get that of the registry.
   * @returns the last answer
   * @throws {RemoteError} as `send` does, for a redirect that never ends, and for another host that asks for a credential
   */
  async follow(request: RegistryRequest): Promise<ServiceAnswer> {
    let next = request;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const answer = await this.send(next);
      const to = redirectOf(next.url, answer.status, answer.headers);
      if (answer.status === 401 && next.url.origin !== request.url.origin)
        throw strangeAnswer(request.task, `leads to "${next.url.origin}", which asks for a credential`);
      if (to === undefined) return answer;
      const { authorization: _, ...headers } = next.headers;
      next = { ...next, url: to, headers };
    }
    throw strangeAnswer(request.task, 'leads from one address to the next, and never to an end');
  }

  /** Says whether an address may be asked: plain HTTP stays on this machine, unless the user allows it. */
  mayAsk(url: URL): boolean {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    return (
      url.protocol === 'https:' || (url.protocol === 'http:' && (this.#options.allowHttp || isLoopback(host)))
    );
  }

  /** Cuts every connection. */
  close(): void {
    this.#client.close();
  }

  /** A registry of one's own has a port in its name; the public ones speak TLS, whatever a proxy makes of them. */
  #mayBePlain(url: URL): boolean {
    return this.#options.allowHttp && url.protocol === 'https:' && url.port !== '';
  }
}

function withoutTls(url: URL): URL {
  const plain = new URL(url);
  plain.protocol = 'http:';
  return plain;
}

function speaksNoTls(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  return /^(?:EPROTO|ERR_SSL_)/.test(String(Object(cause).code));
}

function redirectOf(from: URL, status: number, { location }: AnswerHeaders): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
