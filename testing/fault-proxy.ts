// A proxy before a git server that does to a request what a test asks for.
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request is for: what the server can do, reading, whether one may push, and the push itself. */
export type Kind = 'advertise-read' | 'read' | 'advertise-push' | 'push';

/** What the server answered, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request on its way. Nothing of its body is read until a fault asks for it. */
export interface Exchange {
  readonly kind: Kind;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The request's body, whole. */
  body(): Promise<Buffer>;
  /** Asks the server (another one with `base`), by default with the body as it is, and gives its whole answer. */
  upstream(body?: Buffer, base?: string): Promise<Answer>;
  send(answer: Answer): void;
  /** Ends the client's connection with a TCP reset. */
  reset(): void;
}

/** Handles a request in the server's place, well or badly. */
export type Fault = (exchange: Exchange) => Promise<void> | void;

interface Seen {
  readonly kind: Kind;
  readonly authorization: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface FaultProxy {
  /** Clone URL through the proxy. */
  readonly url: string;
  readonly seen: readonly Seen[];
  /** How many requests of a kind came in. */
  count(kind: Kind): number;
  /** The next `times` requests of the kinds meet the fault; the rest go through. Rules are used up in order. */
  inject(fault: Fault, kinds: readonly Kind[], times?: number): void;
  /** From now on everything goes through. */
  calm(): void;
  /** Also waits for what is still on its way to the server. */
  close(): Promise<void>;
}

interface Rule {
  readonly fault: Fault;
  readonly kinds: readonly Kind[];
  left: number;
}

/** An HTTP proxy in front of a git server, on a free loopback port. `upstream` is the server's clone URL. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const rules: Rule[] = [];
  const seen: Seen[] = [];
  const pending = new Set<Promise<unknown>>();
  const agent = new Agent({ keepAlive: false });
  const server = createServer((request, response) => {
    const exchange = makeExchange(request, response, { base: upstream, agent });
    seen.push({ kind: exchange.kind, authorization: request.headers.authorization, at: Date.now() });
    const rule = rules.find(({ kinds, left }) => left > 0 && kinds.includes(exchange.kind));
    if (rule) rule.left -= 1;
    const handled = Promise.resolve((rule?.fault ?? forward)(exchange))
      .catch(() => exchange.reset())
      .finally(() => pending.delete(handled));
    pending.add(handled);
  });
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${new URL(upstream).pathname}`,
    seen,
    count: (kind) => seen.filter((each) => each.kind === kind).length,
    inject: (fault, kinds, times = 1) => rules.push({ fault, kinds, left: times }),
    calm: () => rules.splice(0),
    async close() {
      server.closeAllConnections();
      // Closing again does no harm.
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(pending);
    },
  };
}

/** No fault at all. */
export const forward: Fault = async ({ upstream, send }) => send(await upstream());

interface Upstream {
  readonly base: string;
  readonly agent: Agent;
}

function makeExchange(request: IncomingMessage, response: ServerResponse, upstream: Upstream): Exchange {
  let body: Promise<Buffer> | undefined;
  const readBody = (): Promise<Buffer> => {
    body ??= readAll(request);
    return body;
  };
  return {
    kind: kindOf(request),
    request,
    response,
    body: readBody,
    upstream: async (other, base = upstream.base) =>
      ask(request, other ?? (await readBody()), { ...upstream, base }),
    send({ status, headers, body: bytes }) {
      response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
    },
    reset: () => request.socket.resetAndDestroy(),
  };
}

function kindOf({ method, url = '' }: IncomingMessage): Kind {
  const pushes = url.includes('git-receive-pack');
  if (method === 'POST') return pushes ? 'push' : 'read';
  return pushes ? 'advertise-push' : 'advertise-read';
}

/** Hop-by-hop headers stay behind: https://www.rfc-editor.org/rfc/rfc9110#name-connection */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'expect']);

function endToEnd(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

function ask(client: IncomingMessage, body: Buffer, { base, agent }: Upstream): Promise<Answer> {
  const { origin, pathname } = new URL(base);
  const path = (client.url ?? '/').replace(/^\/[^/?]*\.git/, pathname);
  const headers = { ...endToEnd(client.headers), 'content-length': body.length };
  return new Promise((resolve, reject) => {
    const onward = httpRequest(new URL(path, origin), { method: client.method ?? 'GET', headers, agent });
    onward.on('error', reject);
    onward.on('response', (answer) => {
      readAll(answer).then((bytes) => {
        resolve({ status: answer.statusCode ?? 500, headers: endToEnd(answer.headers), body: bytes });
      }, reject);
    });
    onward.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
