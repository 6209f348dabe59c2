// What the stand-ins for the pull requests of several hosts share: a server, its state, and answers that go astray.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, mergeInto, mergeStateOf } from './github-pull.ts';

/**
 * An answer in place of the usual one; `lost`: it is done, and the connection ends without an answer; `failed`: it is done, and a
 * proxy says 502.
 */
type PlannedAnswer =
  | 'usual'
  | 'lost'
  | 'failed'
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };

/** One call, as it came. */
export interface HubCall {
  /** `POST /pullrequests/{id}/merge`, below the repository's path. */
  readonly operation: string;
  /** Of the request that is meant. */
  readonly id: number;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly query: URLSearchParams;
}

export interface HubAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The state of a stand-in, and the switches of a test. */
export interface RequestHub {
  /** The API's address. */
  readonly url: string;
  readonly requests: HeldRequest[];
  /** Every call, as its operation. */
  readonly calls: string[];
  /** The headers that hold the token, each once. */
  readonly authorizations: Set<string>;
  /** What was wrong with calls and answers, by the host's description. */
  readonly faults: string[];
  /** What a rule of the base waits for before anything is merged; empty: nothing. */
  blockedBy: string;
  /** For so many looks the host still checks a request for conflicts. */
  checkingFor: number;
  /** A right that the token has not, in the host's words; empty: none. */
  lacking: string;
  plan(operation: string, ...answers: PlannedAnswer[]): void;
  /** Lifts the rule; the host merges what waits for that. */
  approve(): Promise<void>;
  close(): Promise<void>;
}

/** How one host speaks. */
export interface HubDialect {
  /** Path of the API on the server. */
  readonly apiPath: string;
  /** What is in front of the operations of the repository. */
  readonly repositoryPath: string;
  readonly answer: (call: HubCall, hub: RequestHub, repository: BareRepository) => Promise<HubAnswer>;
}

const badGateway: HubAnswer = {
  status: 502,
  data: '<html>Bad gateway</html>',
  headers: { 'content-type': 'text/html' },
};

/** Starts a stand-in on a free loopback port. */
export async function startRequestHub(repository: BareRepository, dialect: HubDialect): Promise<RequestHub> {
  const planned = new Map<string, PlannedAnswer[]>();
  const server = createServer(async (request, response) => {
    const call = callOf(
      request.method ?? '',
      new URL(request.url ?? '', 'http://x'),
      await text(request),
      dialect,
    );
    hub.calls.push(call.operation);
    hub.authorizations.add(request.headers.authorization ?? '');
    const next = planned.get(call.operation)?.shift() ?? 'usual';
    const answer =
      typeof next === 'object' ? { ...next, data: next.body } : await dialect.answer(call, hub, repository);
    if (next === 'lost') {
      request.socket.destroy();
      return;
    }
    const { status, data, headers } = next === 'failed' ? badGateway : answer;
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
    response.end(typeof data === 'string' ? data : (JSON.stringify(data) ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hub: RequestHub = {
    url: `http://127.0.0.1:${port}${dialect.apiPath}`,
    ...{
      requests: [],
      calls: [],
      authorizations: new Set(),
      faults: [],
      blockedBy: '',
      checkingFor: 0,
      lacking: '',
    },
    plan: (operation, ...answers) => void planned.set(operation, answers),
    approve: async () => {
      hub.blockedBy = '';
      for (const held of hub.requests) if (held.autoMerge) await mergeInto(repository, held);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

function callOf(method: string, url: URL, sent: string, { apiPath, repositoryPath }: HubDialect): HubCall {
  const path = url.pathname.replace(apiPath, '').replace(repositoryPath, '');
  const place = path.replace(/^\/(pull-?requests)\/\d+/i, '/$1/{id}');
  return {
    operation: `${method} ${place}`,
    id: Number(/^\/pull-?requests\/(\d+)/i.exec(path)?.[1] ?? 0),
    path,
    body: sent === '' ? {} : (JSON.parse(sent) as Record<string, unknown>),
    query: url.searchParams,
  };
}

/** Opens a request; `undefined` where there is one already, or no such branch. */
export async function openHeld(
  hub: RequestHub,
  repository: BareRepository,
  wanted: Pick<HeldRequest, 'head' | 'base' | 'title' | 'body' | 'draft'>,
): Promise<HeldRequest | 'duplicate' | 'no branch'> {
  const { head, base } = wanted;
  const tip = await repository.tip(head);
  // Nothing is awaited between the look for another one and the request.
  const isSame = (held: HeldRequest) => held.state === 'open' && held.head === head && held.base === base;
  if (hub.requests.some(isSame)) return 'duplicate';
  if (tip === '') return 'no branch';
  const held: HeldRequest = {
    number: hub.requests.length + 1,
    ...wanted,
    ...{ state: 'open', mergeCommit: undefined, autoMerge: false },
    ...{ labels: [], assignees: [], reviewers: [], teams: [], comments: [] },
  };
  hub.requests.push(held);
  return held;
}

/** Merges a request where nothing stands against it. */
export async function mergeHeld(
  hub: RequestHub,
  held: HeldRequest,
  repository: BareRepository,
): Promise<'merged' | 'blocked' | 'conflict'> {
  if (hub.blockedBy !== '') return 'blocked';
  return (await mergeInto(repository, held)) ? 'merged' : 'conflict';
}

/** Whether the branches of a request conflict. */
export async function conflicts(held: HeldRequest, repository: BareRepository): Promise<boolean> {
  return held.state === 'open' && (await mergeStateOf(held, '', repository)) === 'dirty';
}
