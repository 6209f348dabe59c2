// One request of git's over HTTP, and its answer.
import type { IncomingMessage } from 'node:http';
import { readBody } from '../../http/body.ts';
import { decoded } from '../../http/decoded.ts';
import { networkError } from '../../http/network-error.ts';
import { type HttpProxy, proxyName } from '../../http/proxy.ts';
import { unresolvedByProxy } from '../../http/proxy-refusal.ts';
import type { RefusalRule } from '../../http/refusal-rule.ts';
import { RemoteError } from '../../http/remote-error.ts';
import { HttpFailure, sendHttp, type TimeLimits } from '../../http/request.ts';
import type { Route } from '../../http/route.ts';
import type { AuthorityFile } from '../../remote/network-settings.ts';
import type { HttpUrl } from '../../remote/url.ts';
import type { DrainingConnections } from './draining.ts';
import { answerOf } from './http-answer.ts';
import { gitHeaders } from './http-headers.ts';
import { movedTo, RepositoryMoved } from './http-redirect.ts';
import { refusalError } from './http-status.ts';
import { type RenewedHeader, renewing } from './renewed-header.ts';
import type { Answer, Service } from './transport.ts';

/** Where the repository is and how to get in. */
export interface HttpOptions {
  readonly url: HttpUrl;
  /** The header of that name; sent with the first request, not only when asked. */
  readonly authorization: string | RenewedHeader | undefined;
  readonly refusals: readonly RefusalRule[];
  /** How the credential gets the right to push. */
  readonly writeRemedy: string;
  /** Starts with `git/`: GitHub answers URLs without `.git` by it. */
  readonly userAgent: string;
  readonly limits: () => TimeLimits;
  /** Cuts every connection, and whatever waits for it. */
  readonly signal: AbortSignal;
  readonly proxy: HttpProxy | undefined;
  readonly authorities: readonly AuthorityFile[];
  /** Milliseconds since 1970, for the dates of servers. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** What is asked of the server. */
export interface Asked {
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  readonly body: Buffer;
  readonly onFirstByte: (() => void) | undefined;
}

/** One request, and what it needs. */
export interface Exchange extends Asked {
  /** What to send requests to, where the repository has not moved: the URL's own. */
  readonly href: string;
  readonly options: HttpOptions;
  readonly name: string;
  readonly route: Route;
  readonly draining: DrainingConnections;
}

/**
 * Sends one request.
 * @returns its answer, as soon as it begins
 * @throws {RemoteError} where it is not git's, or none comes; RepositoryMoved for a repository with another address
 */
export async function send(exchange: Exchange): Promise<Answer> {
  const { service, method, body, route, draining, onFirstByte } = exchange;
  const { limits, signal } = exchange.options;
  const tail = method === 'GET' ? `/info/refs?service=${service}` : `/${service}`;
  const url = `${exchange.href}${tail}`;
  const { userAgent, authorization: given } = exchange.options;
  const authorization = typeof given === 'object' ? await given.value() : given;
  const headers = gitHeaders({ service, method, length: body.length, userAgent, authorization });
  try {
    const response = await sendHttp({
      url,
      method,
      headers,
      body,
      route,
      limits: limits(),
      signal,
      onFirstByte,
    });
    await refuseUnlessGit(response, exchange, url, tail);
    const applied = isPush(exchange) ? 'maybe' : 'no';
    return answerOf(decoded(response), {
      name: exchange.name,
      applied,
      failure: (cause) => failureOf(cause, exchange),
      onRelease: (drained) => draining.add(drained),
    });
  } catch (error) {
    if (!(error instanceof HttpFailure) || !error.onLeftConnection) throw failureOf(error, exchange);
    draining.noteLeft(route.agent);
    // What only reads may be asked twice; a push is looked for first, and then goes on a connection of its own.
    if (isPush(exchange)) throw failureOf(error, exchange);
    return send(exchange);
  }
}

/** Of a page that is no answer of git's, this much is read to be quoted, bytes. */
const quotedBytes = 4096;

async function refuseUnlessGit(
  response: IncomingMessage,
  exchange: Exchange,
  asked: string,
  tail: string,
): Promise<void> {
  const { service, method, name } = exchange;
  const { authorization, refusals, writeRemedy, now } = exchange.options;
  const { statusCode: status = 0, headers } = response;
  const wanted = `application/x-${service}-${method === 'GET' ? 'advertisement' : 'result'}`;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (status === 200 && type === wanted) return;
  const { bytes } = await readBody(decoded(response), quotedBytes);
  const text = bytes.toString();
  const { detour } = exchange.route;
  const unknown = detour && unresolvedByProxy(name, proxyName(detour), { status, headers, text });
  if (unknown) throw unknown;
  const refusal = refusalError({
    server: { name, refusals },
    url: asked,
    status,
    headers,
    text,
    hasToken: authorization !== undefined,
    writeRemedy,
    isPush: isPush(exchange),
    now: now(),
  });
  const isRedirect = status >= 300 && status < 400 && method === 'GET';
  const href = isRedirect ? movedTo(headers.location, asked, tail) : undefined;
  if (href !== undefined) throw new RepositoryMoved(href, refusal);
  throw status === 401 && typeof authorization === 'object' ? renewing(refusal, authorization) : refusal;
}

function isPush({ service, method }: Exchange): boolean {
  return service === 'git-receive-pack' && method === 'POST';
}

function failureOf(error: unknown, exchange: Exchange): RemoteError {
  if (error instanceof RemoteError) return error;
  const failure = error instanceof HttpFailure ? error : undefined;
  const applied = isPush(exchange) && (failure?.sent ?? true) ? 'maybe' : 'no';
  // Until something is sent, there is nobody there but the proxy.
  const { detour } = exchange.route;
  const name = detour !== undefined && failure?.sent === false ? proxyName(detour) : exchange.name;
  return networkError(name, failure?.cause ?? error, applied);
}
