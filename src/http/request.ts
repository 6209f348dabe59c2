// One HTTP request, up to the head of its answer.
import type { ClientRequest, IncomingMessage } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { timeOuts } from './network-error.ts';
import { onAbort } from './on-abort.ts';
import type { Route } from './route.ts';

/** How long to wait, milliseconds. */
export interface TimeLimits {
  /** For the connection, the proxy's answer and the TLS handshake. */
  readonly connectMs: number;
  /** Between two signs of life. */
  readonly silenceMs: number;
  /** For the whole exchange. */
  readonly totalMs: number;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

/** What to send, and by which way. */
export interface HttpRequest {
  readonly url: string;
  readonly method: HttpMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly route: Route;
  readonly limits: TimeLimits;
  /** Cuts the request, and its answer. */
  readonly signal: AbortSignal;
  /** Called when the connection is there, and the first byte goes out. */
  readonly onFirstByte: (() => void) | undefined;
}

/** Why a request failed, and whether any of it had been sent. */
export class HttpFailure extends Error {
  readonly sent: boolean;
  /** Its connection had served before, and ended without a byte of an answer: the server had left it already. */
  readonly onLeftConnection: boolean;

  constructor(cause: unknown, sent: boolean, onLeftConnection = false) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.sent = sent;
    this.onLeftConnection = onLeftConnection;
  }
}

/** Before its answer a server may say that it works on it (RFC 9110, 15.2); more often than this, it does not. */
const mostHeads = 100;

/**
 * Sends one request. Redirects are answers like any other.
 * @returns the answer, as soon as its head is there; what fails later destroys it with an HttpFailure
 * @throws {HttpFailure} where no answer comes
 */
export function sendHttp(options: HttpRequest): Promise<IncomingMessage> {
  const { body, limits, signal, onFirstByte } = options;
  return new Promise((resolve, reject) => {
    const request = start(options);
    const total = setTimeout(() => fail(new Error(timeOuts.total)), limits.totalMs);
    let answer: IncomingMessage | undefined;
    let sent = false;
    const settle = () => {
      clearTimeout(total);
      forget();
    };
    const fail = (cause: unknown, isDead = false) => {
      settle();
      const isLeft = isDead && request.reusedSocket && answer === undefined;
      const failure = cause instanceof HttpFailure ? cause : new HttpFailure(cause, sent, isLeft);
      answer?.destroy(failure);
      request.destroy();
      reject(failure);
    };
    const forget = onAbort(signal, fail);
    request.on('socket', (socket) => {
      limitConnect(socket, limits.connectMs, isIP(request.host) !== 0, fail);
      whenConnected(socket, () => {
        // Headers count: a server may act on what it has.
        sent = true;
        onFirstByte?.();
      });
    });
    request.setTimeout(limits.silenceMs, () => fail(new Error(timeOuts.silence), true));
    request.on('error', (cause) => fail(cause, true));
    let heads = 0;
    request.on('information', () => {
      heads += 1;
      if (heads > mostHeads)
        fail(Object.assign(new Error('heads of answers without an answer'), { code: 'HPE_HEADS' }));
    });
    request.on('response', (response) => {
      answer = response;
      response.on('close', settle);
      resolve(response);
    });
    request.end(body);
  });
}

function start({ url, method, headers, route }: HttpRequest): ClientRequest {
  const { agent, request, detour } = route;
  const started =
    detour === undefined
      ? request(url, { method, agent })
      : request({ host: detour.host, port: detour.port, path: url, method, agent });
  // Not among the options: those are printed, the token with them, where NODE_DEBUG holds "net".
  for (const [name, value] of Object.entries({
    'Accept-Encoding': 'identity',
    ...headers,
    ...detour?.headers,
  }))
    started.setHeader(name, value);
  return started;
}

/** Until the connection is there, and its TLS, nothing of the request is sent. */
function whenConnected(socket: Socket, act: () => void): void {
  const isSecure = 'encrypted' in socket;
  const isShaking = 'secureConnecting' in socket && socket.secureConnecting === true;
  if (socket.connecting || isShaking) socket.once(isSecure ? 'secureConnect' : 'connect', act);
  else act();
}

/** A name server, a black hole, a proxy or a TLS handshake may take forever; none of them is the request's silence. */
function limitConnect(socket: Socket, ms: number, isAddress: boolean, fail: (cause: unknown) => void): void {
  if (!socket.connecting) return;
  const slow = Object.assign(new Error(`no connection within ${ms} ms`), { code: timeOuts.connect });
  const late = (): void => fail(slow);
  // A name server that leaves the question for IPv6 addresses open takes its 5 or 10 s, and the connection its own.
  let timer = setTimeout(late, isAddress ? ms : 2 * ms);
  socket.once('lookup', () => {
    clearTimeout(timer);
    timer = setTimeout(late, ms);
  });
  const ready = 'encrypted' in socket ? 'secureConnect' : 'connect';
  for (const event of [ready, 'close']) socket.once(event, () => clearTimeout(timer));
}
