// A stand-in for GitLab's merge requests over a real bare repository, through its API and through push options.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, mergeInto } from './github-pull.ts';
import { type GitLabCall, type GitLabHub, gitlabAnswer } from './gitlab-merge-requests.ts';
import { afterPush, installHook } from './gitlab-push-options.ts';
import { publishedApi } from './published-api.ts';

const api = publishedApi('gitlab');

/** An answer in place of the usual one; `lost`: it is done, and the connection ends without an answer. */
type PlannedAnswer = { readonly status: number; readonly body: unknown } | 'lost' | 'usual';

export interface GitLabServer extends GitLabHub {
  /** `http://127.0.0.1:<port>/api/v4` */
  readonly url: string;
  /** Every call, as `POST /merge_requests`. */
  readonly calls: string[];
  /** The scope of a token; `undefined`: it is no token of the API, such as a job's. */
  scopeOf: (token: string) => 'api' | 'read_api' | 'write_repository' | undefined;
  /** Plans the answers to the next calls of an operation. */
  plan(operation: string, ...answers: PlannedAnswer[]): void;
  /** Lifts the rule; the host merges what waits for that. */
  approve(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on a free loopback port; pushes into the repository are heard of by a hook. */
export async function startGitLab(repository: BareRepository): Promise<GitLabServer> {
  const planned = new Map<string, PlannedAnswer[]>();
  const server = createServer(async (request, response) => {
    const body = (JSON.parse((await text(request)) || '{}') ?? {}) as Record<string, unknown>;
    if (request.url === '/internal/post_receive') {
      response.end(await afterPush(body, hub, repository));
      return;
    }
    const call = callOf(request, body);
    hub.calls.push(call.operation);
    const answer = planned.get(call.operation)?.shift() ?? 'usual';
    if (typeof answer === 'object') return send(response, answer.status, answer.body);
    const { status, data } = refusalOf(request, call, hub) ?? (await checkedAnswer(call, hub, repository));
    if (answer === 'lost') request.socket.destroy();
    else send(response, status, data);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub: GitLabServer = {
    url: `${origin}/api/v4`,
    ...{ requests: [] as HeldRequest[], calls: [], faults: [], users: ['jo', 'kim'] },
    ...{ blockedBy: '', checkingFor: 0, mayMerge: true, isFastForward: false, knowsAutoMerge: true },
    ...{ refusesCreation: '', isPaid: true },
    scopeOf: () => 'api',
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
  await installHook(repository, `${origin}/internal/post_receive`);
  return hub;
}

function send(response: ServerResponse, status: number, data: unknown): void {
  const isText = typeof data === 'string';
  response.writeHead(status, { 'Content-Type': isText ? 'text/html' : 'application/json' });
  response.end(isText ? data : JSON.stringify(data));
}

function callOf({ method, url = '' }: IncomingMessage, body: GitLabCall['body']): GitLabCall {
  const { pathname, searchParams: query } = new URL(url, 'http://x');
  const path = pathname.replace('/api/v4', '').replace('/projects/acme%2Fconfig', '');
  const iid = Number(/\/(\d+)/.exec(path)?.[1] ?? 0);
  return { operation: `${method} ${path.replace(/\/\d+/, '/{iid}')}`, iid, body, query };
}

/** What is wrong with the token, or with the call by GitLab's description. */
function refusalOf({ headers }: IncomingMessage, call: GitLabCall, hub: GitLabServer) {
  const { authorization = '', 'private-token': own } = headers;
  const scope = hub.scopeOf(String(own ?? authorization.replace(/^Bearer /, '')));
  if (scope === undefined) return { status: 401, data: { message: '401 Unauthorized' } };
  if (scope === 'write_repository' || (scope === 'read_api' && !call.operation.startsWith('GET ')))
    return {
      status: 403,
      data: {
        ...{ error: 'insufficient_scope', scope: 'api' },
        error_description: 'The request requires higher privileges than provided by the access token.',
      },
    };
  const faults = api.requestFaults(call.operation, call.query, call.body);
  hub.faults.push(...faults);
  return faults.length > 0 ? { status: 400, data: { error: faults.join('; ') } } : undefined;
}

async function checkedAnswer(call: GitLabCall, hub: GitLabServer, repository: BareRepository) {
  const { status, data } = await gitlabAnswer(call, hub, repository);
  const { data: completed, faults } = api.answered(call.operation, status, data);
  hub.faults.push(...faults);
  return { status, data: completed };
}
