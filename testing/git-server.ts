// A git server on localhost: `git http-backend` behind node's HTTP server.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BareRepository, createBareRepository, type TreeFiles } from './bare-repository.ts';
import { gitAnswer, type Sink } from './cgi.ts';
import { keptAnswer } from './kept-answers.ts';
import { tellReferences } from './told-answers.ts';

export interface GitServerOptions {
  /** Files of the first commit; `{}` leaves the repository empty. */
  readonly files?: TreeFiles;
  readonly branch?: string;
  readonly objectFormat?: 'sha1' | 'sha256';
  /** Asked for as the password of basic authentication, whatever the user name, or as a bearer token. */
  readonly token?: string;
  /** Shell scripts by hook name (`pre-receive`, `update`, `post-receive`), with or without the `#!` line. */
  readonly hooks?: Readonly<Record<string, string>>;
  /** `git config` of the repository, e.g. `{ 'uploadpack.allowFilter': 'false' }`. */
  readonly config?: Readonly<Record<string, string>>;
  /** Waited before every answer, as a network far away would. */
  readonly latencyMs?: number;
  /** Forgets the Git-Protocol header, as an old server does. */
  readonly protocolV0?: boolean;
  /** Serves a repository that exists already, instead of making one. */
  readonly repository?: BareRepository;
  /** Speaks TLS with this key and certificate. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** Words before git's own command: a program that starts it and takes something from it, such as its disk. */
  readonly through?: readonly string[];
  /**
   * Lets `git http-backend` answer every request. Otherwise its services are started without it, and what they
   * answered to readers is said again while the repository is the same: both spare processes, and tell readers the same.
   */
  readonly isPlainCgi?: boolean;
  /** Comes between a request and git: may answer itself, let git answer, or spoil the answer. */
  readonly intercept?: Intercept;
}

export interface GitRequest {
  readonly method: string;
  readonly url: string;
  readonly service: 'upload-pack' | 'receive-pack' | 'other';
  readonly protocol: string | undefined;
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
  /** Bodies as they travelled, without headers. */
  bytesIn: number;
  bytesOut: number;
  status: number;
  /** Milliseconds since 1970, with fractions: when the head was read, and when the connection was free again. */
  readonly startedAt: number;
  endedAt: number;
}

/** What git answers, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** `run` lets git handle the request, to the end, and gives its answer; the interceptor sends it, or does not. */
export type Intercept = (exchange: {
  readonly entry: GitRequest;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly run: () => Promise<Answer>;
  readonly send: (answer: Answer) => void;
}) => Promise<void>;

export interface GitServer {
  /** Clone URL, `http://127.0.0.1:<port>/config.git`. */
  readonly url: string;
  readonly port: number;
  readonly repository: BareRepository;
  readonly requests: GitRequest[];
  /** Connections accepted so far. */
  readonly connections: () => number;
  intercept(next: Intercept | undefined): void;
  close(): Promise<void>;
}

/** A real `git http-backend` behind node:http on a free loopback port. */
export async function startGitServer(options: GitServerOptions = {}): Promise<GitServer> {
  const repository =
    options.repository ??
    (await createBareRepository({
      files: options.files ?? { 'README.md': 'config\n' },
      branch: options.branch ?? 'main',
      ...(options.objectFormat && { objectFormat: options.objectFormat }),
      ...(options.hooks && { hooks: options.hooks }),
      ...(options.config && { config: options.config }),
    }));
  const requests: GitRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let intercept = options.intercept;
  const listener: RequestListener = (request, response) => {
    const entry = logEntry(request);
    requests.push(entry);
    response.on('close', () => {
      entry.status = response.statusCode;
      entry.endedAt = clock();
    });
    handle({ request, response, entry, repository, options, intercept }).catch(() =>
      request.socket.destroy(),
    );
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/config.git`,
    port,
    repository,
    requests,
    connections: () => connections,
    intercept(next) {
      intercept = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      if (!options.repository) await repository.remove();
    },
  };
}

function logEntry(request: IncomingMessage): GitRequest {
  const url = request.url ?? '/';
  const service = /git-(upload-pack|receive-pack)/.exec(url)?.[1] ?? 'other';
  return {
    method: request.method ?? 'GET',
    url,
    service: service as GitRequest['service'],
    protocol: request.headers['git-protocol'] as string | undefined,
    authorization: request.headers.authorization,
    userAgent: request.headers['user-agent'],
    bytesIn: 0,
    bytesOut: 0,
    status: 0,
    startedAt: clock(),
    endedAt: 0,
  };
}

function clock(): number {
  return performance.timeOrigin + performance.now();
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: GitRequest;
  readonly repository: BareRepository;
  readonly options: GitServerOptions;
  readonly intercept: Intercept | undefined;
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response, entry, options, intercept } = exchange;
  request.on('data', (chunk: Buffer) => {
    entry.bytesIn += chunk.length;
  });
  request.pause();
  if (options.latencyMs) await sleep(options.latencyMs);
  // Nobody waits for it any more, and nobody will say so again.
  if (response.destroyed && entry.service === 'upload-pack') return;
  if (!authorized(request, options.token)) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end('unauthorized\n');
    return;
  }
  if (!intercept) return backend(exchange, response);
  const send = (answer: Answer): void => {
    entry.bytesOut += answer.body.length;
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  await intercept({ entry, request, response, run: () => collect(exchange), send });
}

function authorized(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  const password = Buffer.from(value ?? '', 'base64')
    .toString()
    .split(':')
    .slice(1)
    .join(':');
  if (scheme?.toLowerCase() === 'bearer') return value === token;
  return scheme?.toLowerCase() === 'basic' && password === token;
}

async function collect(exchange: Exchange): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let head: Omit<Answer, 'body'> = { status: 500, headers: {} };
  await backend(exchange, {
    writeHead: (status, headers) => {
      head = { status, headers };
    },
    write: (chunk) => chunks.push(chunk) > 0,
    end: () => undefined,
  });
  exchange.entry.bytesOut = 0;
  return { ...head, body: Buffer.concat(chunks) };
}

async function backend({ request, entry, repository, options }: Exchange, sink: Sink): Promise<void> {
  const { token, protocolV0 = false, through = [], isPlainCgi = false } = options;
  const goesOn = entry.service !== 'upload-pack';
  const counted: Sink = {
    writeHead: (status, headers) => sink.writeHead(status, headers),
    write(chunk) {
      entry.bytesOut += chunk.length;
      return sink.write(chunk);
    },
    end: () => sink.end(),
    once: (event, listener) => sink.once?.(event, listener),
  };
  const asked = { request, protocolV0, known: token !== undefined };
  const letGitAnswer = (to: Sink, body: Buffer | undefined): Promise<void> =>
    gitAnswer({ ...asked, body, repository, through, isPlainCgi, goesOn }, to);
  const isRead = entry.service === 'upload-pack' || (goesOn && entry.method === 'GET');
  if (!isRead || isPlainCgi || through.length > 0) return letGitAnswer(counted, undefined);
  const body = await buffer(request);
  const protocol = protocolV0 ? undefined : entry.protocol;
  if (await tellReferences(request, body, repository, protocol, counted)) return;
  const question = { ...asked, body, directory: repository.directory };
  return keptAnswer(question, counted, (to) => letGitAnswer(to, body));
}
