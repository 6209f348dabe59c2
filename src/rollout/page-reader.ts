// Reads a page of the application: without a credential, over redirects on the same host alone, and not too much of it.
import { HttpClient } from '../http/client.ts';
import type { NetworkSettings } from '../remote/network-settings.ts';

/** For each request, milliseconds; and the most that is read of an answer, bytes. */
const limits = { connectMs: 5000, silenceMs: 10_000, totalMs: 15_000 };
const mostBytes = 1_000_000;
const mostRedirects = 5;

/** What a page answers. */
export type PageAnswer =
  | { readonly is: 'page'; readonly text: string }
  /** Why there is no page, the middle of a sentence. */
  | { readonly is: 'no-page'; readonly why: string };

/** Reads pages. */
export interface PageReader {
  read(url: URL): Promise<PageAnswer>;
}

/** Reads pages over HTTP. */
export class HttpPageReader implements PageReader {
  readonly #client: HttpClient;
  readonly #userAgent: string;
  readonly #signal: AbortSignal;

  constructor(network: NetworkSettings, userAgent: string, signal: AbortSignal) {
    this.#client = new HttpClient(network);
    this.#userAgent = userAgent;
    this.#signal = signal;
  }

  async read(url: URL): Promise<PageAnswer> {
    let next = url;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await this.#get(next).catch((error: unknown) => reasonOf(error));
      if (typeof answer === 'string') return { is: 'no-page', why: answer };
      const { status, headers, body } = answer;
      if (status >= 200 && status < 300) return { is: 'page', text: body.toString() };
      const target = status >= 300 && status < 400 ? headers.location : undefined;
      if (typeof target !== 'string') return { is: 'no-page', why: `it answers with the status ${status}` };
      if (!URL.canParse(target, next.href))
        return { is: 'no-page', why: 'it leads to an address that is none' };
      const to = new URL(target, next);
      if (!isSameHost(next, to)) return { is: 'no-page', why: `it leads to another host, "${to.host}"` };
      next = to;
    }
    return { is: 'no-page', why: `it leads from address to address, more than ${mostRedirects} times` };
  }

  /** Cuts the connections. */
  close(): void {
    this.#client.close();
  }

  #get(url: URL) {
    // A connection that is kept stays with one of the servers behind a balancer.
    const own = { 'cache-control': 'no-cache', connection: 'close', 'user-agent': this.#userAgent };
    const headers = { accept: '*/*', ...own };
    const signal = this.#signal;
    return this.#client.send({
      ...{ method: 'GET' as const, url, headers, body: '', limits, mostBytes, signal },
      onFirstByte: undefined,
    });
  }
}

/** From plain HTTP to HTTPS it may go, with the usual ports, and never back. */
function isSameHost(from: URL, to: URL): boolean {
  if (from.host === to.host && from.protocol === to.protocol) return true;
  return from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
