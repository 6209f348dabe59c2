// Git over HTTP: every call is a request, and idle connections are kept.
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../http/body.ts';
import { networkError } from '../../http/network-error.ts';
import type { HttpProxy } from '../../http/proxy.ts';
import type { RefusalRule } from '../../http/refusal-rule.ts';
import { RemoteError } from '../../http/remote-error.ts';
import { HttpFailure, sendHttp, type TimeLimits } from '../../http/request.ts';
import { openRoute, type Route } from '../../http/route.ts';
import type { HttpUrl } from '../../remote/url.ts';
import { DrainingConnections } from './draining.ts';
import { answerOf, skipServiceLine } from './http-answer.ts';
import { refusalError } from './http-status.ts';
import type { Answer, Service, Transport } from './transport.ts';

/** Where the repository is and how to get in. */
export interface HttpOptions {
  readonly url: HttpUrl;
  /** The header of that name; sent with the first request, not only when asked. */
  readonly authorization: string | undefined;
  readonly refusals: readonly RefusalRule[];
  /** Starts with `git/`: GitHub answers URLs without `.git` by it. */
  readonly userAgent: string;
  readonly limits: () => TimeLimits;
  /** Cuts every connection, and whatever waits for it. */
  readonly signal: AbortSignal;
  readonly proxy: HttpProxy | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Makes the transport of smart HTTP. Source: https://git-scm.com/docs/gitprotocol-http
 * @param options where the repository is and how to get in
 * @returns the transport; nothing is sent yet
 */
export function httpTransport(options: HttpOptions): Transport {
  const { url, refusals, proxy, signal } = options;
  const draining = new DrainingConnections();
  let route: Promise<Route> | undefined;
  const name = `${new URL(url.href).host}${url.path.replace(/\.git$/, '')}`;
  const exchange = async (service: Service, method: 'GET' | 'POST', body: Buffer) => {
    route ??= openRoute({ origin: url, proxy, connectMs: options.limits().connectMs, signal });
    const opened = await route;
    const free = draining.whenFree(opened.agent);
    if (free) await free;
    return send({ options, name, route: opened, draining, service, method, body });
  };
  return {
    name,
    refusals,
    parallel: true,
    async advertise(service) {
      const answer = await exchange(service, 'GET', Buffer.alloc(0));
      return skipServiceLine(answer);
    },
    request: (service, body) => exchange(service, 'POST', Buffer.concat(body)),
  };
}

/** One request, and what it needs. */
interface Exchange {
  readonly options: HttpOptions;
  readonly name: string;
  readonly route: Route;
  readonly draining: DrainingConnections;
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  readonly body: Buffer;
}

async function send(exchange: Exchange): Promise<Answer> {
  const { service, method, body, route, draining } = exchange;
  const { url, limits, signal } = exchange.options;
  const target = method === 'GET' ? `info/refs?service=${service}` : service;
  const headers = headersOf(exchange);
  try {
    const href = `${url.href}/${target}`;
    const response = await sendHttp({
      url: href,
      method,
      headers,
      body,
      route,
      limits: limits(),
      signal,
    });
    await refuseUnlessGit(response, exchange);
    const applied = isPush(exchange) ? 'maybe' : 'no';
    return answerOf(response, {
      name: exchange.name,
      applied,
      failure: (cause) => failureOf(cause, exchange),
      onRelease: (drained) => draining.add(drained),
    });
  } catch (error) {
    throw failureOf(error, exchange);
  }
}

function headersOf({ service, method, body, options }: Exchange): Record<string, string> {
  return {
    'User-Agent': options.userAgent,
    ...(options.authorization && { Authorization: options.authorization }),
    ...(service === 'git-upload-pack' && { 'Git-Protocol': 'version=2' }),
    ...(method === 'GET'
      ? { Accept: '*/*', 'Cache-Control': 'no-cache' }
      : {
          Accept: `application/x-${service}-result`,
          'Content-Type': `application/x-${service}-request`,
          'Content-Length': String(body.length),
        }),
  };
}

/** Of a page that is no answer of git's, this much is read to be quoted, bytes. */
const quotedBytes = 4096;

async function refuseUnlessGit(response: IncomingMessage, exchange: Exchange): Promise<void> {
  const { service, method, name } = exchange;
  const { authorization, refusals, now } = exchange.options;
  const { statusCode: status = 0, headers } = response;
  const wanted = `application/x-${service}-${method === 'GET' ? 'advertisement' : 'result'}`;
  const type = headers['content-type']?.split(';')[0]?.trim();
  if (status === 200 && type === wanted) return;
  const { bytes } = await readBody(response, quotedBytes);
  const text = bytes.toString();
  const hasToken = authorization !== undefined;
  throw refusalError({
    server: { name, refusals },
    status,
    headers,
    text,
    hasToken,
    isPush: isPush(exchange),
    now: now(),
  });
}

function isPush({ service, method }: Exchange): boolean {
  return service === 'git-receive-pack' && method === 'POST';
}

function failureOf(error: unknown, exchange: Exchange): RemoteError {
  if (error instanceof RemoteError) return error;
  const failure = error instanceof HttpFailure ? error : undefined;
  const applied = isPush(exchange) && (failure?.sent ?? true) ? 'maybe' : 'no';
  return networkError(exchange.name, failure?.cause ?? error, applied);
}
