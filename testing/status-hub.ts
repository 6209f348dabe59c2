// A stand-in for what hosts keep about commits: statuses and check runs, listed page by page, with ETags, and posted by agents.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A status as the host keeps it. */
export interface HeldStatus {
  readonly commit: string;
  readonly list: 'statuses' | 'check runs';
  /** As it is listed. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** An answer in place of the usual one. */
interface PlannedAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a path of a host's API asks for. */
interface StatusCall {
  readonly list: HeldStatus['list'];
  readonly commit: string;
}

/** How one host keeps statuses. */
export interface StatusDialect {
  /** Path of the API on the server. */
  readonly apiPath: string;
  /** What a path below the API's asks for; `undefined`: it is none of these. */
  readonly read: (method: string, path: string) => StatusCall | undefined;
  /** The parameters that the host knows. */
  readonly query: readonly string[];
  /** The page that is asked for, out of all that is held, the newest first. */
  readonly page: (held: readonly HeldStatus[], query: URLSearchParams, call: StatusCall) => unknown;
  /** What a post makes, or what is wrong with it. */
  readonly make: (body: Readonly<Record<string, unknown>>, at: string) => HeldStatus['json'] | string;
}

export interface StatusHub {
  /** The API's address. */
  readonly url: string;
  /** The oldest first. */
  readonly held: HeldStatus[];
  /** Every question, as `statuses 3f2a9c1b`, with the status of its answer, and when, milliseconds. */
  readonly calls: { readonly asked: string; readonly status: number; readonly at: number }[];
  /** The headers that hold the token, each once. */
  readonly authorizations: Set<string>;
  /** What was wrong with calls. */
  readonly faults: string[];
  /** Plans the answers to the next questions for a list; the last one stands for all that follow it, and none for the usual ones. */
  plan(list: HeldStatus['list'], ...answers: PlannedAnswer[]): void;
  close(): Promise<void>;
}

/** Starts a stand-in on a free loopback port. */
export async function startStatusHub(dialect: StatusDialect): Promise<StatusHub> {
  const planned = new Map<HeldStatus['list'], PlannedAnswer[]>();
  const answer = (
    method: string,
    url: URL,
    sent: string,
    etag: string | undefined,
  ): PlannedAnswer & { readonly call?: StatusCall } => {
    const call = dialect.read(method, decodeURIComponent(url.pathname.replace(dialect.apiPath, '')));
    if (call === undefined) return { status: 404, body: { message: 'Not Found' } };
    return method === 'POST' ? post(call, sent) : { ...list(call, url, etag), call };
  };
  const post = (call: StatusCall, sent: string): PlannedAnswer => {
    const json = dialect.make(JSON.parse(sent) as Record<string, unknown>, new Date().toISOString());
    if (typeof json === 'string') return { status: 422, body: { message: json } };
    hub.held.push({ ...call, json });
    return { status: 201, body: json };
  };
  const list = (call: StatusCall, url: URL, etag: string | undefined): PlannedAnswer => {
    const unknown = [...url.searchParams.keys()].filter((name) => !dialect.query.includes(name));
    const wrong = unknown.map((name) => `${name} is no parameter of ${call.list}`);
    hub.faults.push(...wrong);
    if (wrong.length > 0) return { status: 400, body: { message: wrong.join('; ') } };
    const plan = planned.get(call.list) ?? [];
    const next = plan.length > 1 ? plan.shift() : plan[0];
    if (next !== undefined) return next;
    const own = hub.held.filter((each) => each.commit === call.commit && each.list === call.list);
    const body = dialect.page(own.toReversed(), url.searchParams, call);
    const tag = `W/"${createHash('sha256').update(JSON.stringify(body)).digest('hex')}"`;
    if (etag === tag) return { status: 304, body: undefined, headers: { etag: tag } };
    return { status: 200, body, headers: { etag: tag } };
  };
  const server = createServer(async (request, response) => {
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '', 'http://x');
    const authorization = headers.authorization ?? headers['private-token'];
    if (authorization !== undefined) hub.authorizations.add(String(authorization));
    const found = answer(method, url, await text(request), headers['if-none-match']);
    const { status, body, call } = found;
    if (call !== undefined)
      hub.calls.push({ asked: `${call.list} ${call.commit}`, status, at: performance.now() });
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...found.headers });
    response.end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hub: StatusHub = {
    url: `http://127.0.0.1:${port}${dialect.apiPath}`,
    ...{ held: [], calls: [], authorizations: new Set(), faults: [] },
    plan: (list, ...answers) => void planned.set(list, answers),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}
