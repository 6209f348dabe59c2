// A stand-in for GitHub's pull requests, whose branches are those of a real bare repository: a merge really merges.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BareRepository } from './bare-repository.ts';
import { GitHubCommitsFake } from './github-commits.ts';
import { mergeInto } from './github-pull.ts';
import { act, type Call, type PullRequestState, type Result, refused } from './github-pull-calls.ts';
import { type PublishedApi, publishedApi } from './published-api.ts';

/**
 * An answer in place of the usual one; `lost`: it is done, and the connection ends without an answer; `failed`: it is done, and
 * the answer says 502.
 */
export type PlannedAnswer = { readonly status: number; readonly body: unknown } | 'lost' | 'failed';

/** An answer, or what happens before it and gives it. */
type Plan = PlannedAnswer | 'usual' | (() => Promise<PlannedAnswer | 'usual'>);

export interface GitHubRequestsServer extends PullRequestState {
  /** `http://127.0.0.1:<port>/api/v3` */
  readonly url: string;
  /** Every call, as `POST /pulls`. */
  readonly calls: string[];
  /** The tokens of the calls. */
  readonly tokens: string[];
  /** What was wrong with calls, by the description. */
  readonly faults: string[];
  /** Plans the answers to the next calls of an operation. */
  plan(operation: string, ...answers: Plan[]): void;
  /** Lifts the rule; the host merges what waits for that. */
  approve(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts it on a free loopback port.
 * @param api what requests and answers are held against
 */
export async function startGitHubRequests(
  repository: BareRepository,
  api: PublishedApi = publishedApi('github'),
): Promise<GitHubRequestsServer> {
  const planned = new Plans();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = bodyOf(Buffer.concat(chunks).toString());
    const call = callOf(request.method ?? '', new URL(request.url ?? '', 'http://x'), body);
    hub.calls.push(call.operation);
    await sleep(hub.latencyMs);
    const { authorization = '' } = request.headers;
    hub.tokens.push(authorization.replace('token ', ''));
    if (!/^token \S+$/.test(authorization))
      return send(response, 401, { message: 'Requires authentication' });
    const answer = await planned.next(call.operation);
    if (typeof answer === 'object') return send(response, answer.status, answer.body);
    const { status, data } = await checkedAnswer(call, hub, repository, api);
    if (answer === 'lost') request.socket.destroy();
    else if (answer === 'usual') send(response, status, data);
    else send(response, 502, { message: 'Bad Gateway' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const faults: string[] = [];
  const hub: GitHubRequestsServer = {
    commits: new GitHubCommitsFake(repository),
    faults,
    url: `http://127.0.0.1:${port}/api/v3`,
    requests: [],
    calls: [],
    tokens: [],
    plan: (operation, ...answers) => planned.set(operation, answers),
    ...{ blockedBy: '', checkingFor: 0, latencyMs: 0 },
    ...{ autoMergeAllowed: true, mergeQueue: 'none' },
    methods: ['merge', 'rebase', 'squash'],
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

/** The answers that wait for the next calls. */
class Plans {
  readonly #waiting = new Map<string, Plan[]>();

  set(operation: string, plans: Plan[]): void {
    this.#waiting.set(operation, plans);
  }

  async next(operation: string): Promise<PlannedAnswer | 'usual'> {
    const plan = this.#waiting.get(operation)?.shift() ?? 'usual';
    return typeof plan === 'function' ? plan() : plan;
  }
}

function bodyOf(text: string): Record<string, unknown> {
  return text === '' ? {} : JSON.parse(text);
}

function send(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(data));
}

function callOf(method: string, url: URL, body: Call['body']): Call {
  const path = url.pathname.replace('/api/v3/repos/acme/config', '');
  const number = Number(/\/(\d+)/.exec(path)?.[1] ?? 0);
  const field = /\{ (\w+)\(/.exec(String(body.query))?.[1];
  if (path === '/api/graphql')
    return { operation: `${method} ${field}`, number, body, query: url.searchParams };
  const operation = `${method} ${path
    .replace(/^\/pulls\/\d+/, '/pulls/{pull_number}')
    .replace(/^\/issues\/\d+/, '/issues/{issue_number}')
    .replace(/^\/git\/ref\/.*/, '/git/ref/{ref}')}`;
  const ref = /^\/git\/ref\/heads%2F(.+)$/.exec(path)?.[1];
  return { operation, number, body, query: url.searchParams, ref: ref && decodeURIComponent(ref) };
}

/** What a request that is not as GitHub describes it is answered with; a test looks for `faults`. */
async function checkedAnswer(
  call: Call,
  hub: GitHubRequestsServer,
  repository: BareRepository,
  api: PublishedApi,
): Promise<Result> {
  const { query, variables } = call.body as { query?: string; variables?: Record<string, unknown> };
  const isGraphQL = query !== undefined && variables !== undefined;
  const wrong = isGraphQL
    ? api.graphqlRequestFaults(query, variables)
    : api.requestFaults(call.operation, call.query, call.body);
  hub.faults.push(...wrong);
  if (wrong.length > 0) return refused(isGraphQL ? 200 : 422, wrong.join('; '));
  const result = await act(call, hub, repository);
  if (!isGraphQL) {
    const { data, faults } = api.answered(call.operation, result.status, result.data);
    hub.faults.push(...faults);
    return { ...result, data };
  }
  const { data: found, errors } = result.data as { data: Record<string, unknown>; errors?: unknown };
  if (errors === undefined) hub.faults.push(...api.graphqlAnswerFaults({ query, variables, found }));
  return result;
}
