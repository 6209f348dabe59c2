// A stand-in for the pull requests of Gitea and Forgejo over a real bare repository: a merge really merges.
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BareRepository } from './bare-repository.ts';
import { type GiteaCall, type GiteaHub, giteaAnswer } from './gitea-pulls.ts';
import { publishedApi } from './published-api.ts';

const api = publishedApi('gitea');
/** The scope that a request takes, beside what the description says. */
const { operations } = JSON.parse(
  readFileSync(new URL('../__tests__/fixtures/gitea-requests.json', import.meta.url), 'utf8'),
) as { operations: Record<string, { scope: 'repository' | 'issue' | 'organization' | 'user' }> };

/** An answer in place of the usual one; `lost`: it is done, and the connection ends without an answer. */
type PlannedAnswer = { readonly status: number; readonly body: unknown } | 'lost';

export interface GiteaServer extends GiteaHub {
  /** `http://127.0.0.1:<port>/api/v1` */
  readonly url: string;
  /** Every call, as `POST /pulls`. */
  readonly calls: string[];
  /** What the token may do; without a right the server names it. */
  scopes: readonly string[];
  /** Plans the answers to the next calls of an operation. */
  plan(operation: string, ...answers: (PlannedAnswer | 'usual')[]): void;
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startGitea(repository: BareRepository): Promise<GiteaServer> {
  const planned = new Map<string, (PlannedAnswer | 'usual')[]>();
  const server = createServer(async (request, response) => {
    const call = callOf(request.method ?? '', new URL(request.url ?? '', 'http://x'), await text(request));
    gitea.calls.push(call.operation);
    if (!/^token \S+$/.test(request.headers.authorization ?? ''))
      return send(response, 401, { message: 'token is required' });
    const answer = planned.get(call.operation)?.shift() ?? 'usual';
    if (typeof answer === 'object') return send(response, answer.status, answer.body);
    const { status, data } = refusalOf(call, gitea) ?? (await checkedAnswer(call, gitea, repository));
    if (answer === 'lost') request.socket.destroy();
    else send(response, status, data);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gitea: GiteaServer = {
    url: `http://127.0.0.1:${port}/api/v1`,
    ...{ requests: [], calls: [], faults: [], labels: [], organizationLabels: [] },
    ...{ blockedBy: '', checkingFor: 0, mayMerge: true, pushed: () => [] },
    styles: ['merge', 'fast-forward-only'],
    scopes: ['write:repository', 'write:issue', 'read:organization', 'read:user'],
    account: 'deployer',
    plan: (operation, ...answers) => void planned.set(operation, answers),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gitea;
}

function send(response: ServerResponse, status: number, data: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json;charset=utf-8' });
  response.end(data === '' ? '' : JSON.stringify(data));
}

function callOf(method: string, url: URL, sent: string): GiteaCall {
  const body = (sent === '' ? {} : JSON.parse(sent)) as Record<string, unknown>;
  const path = url.pathname.replace('/api/v1', '').replace('/repos/acme/config', '');
  const index = Number(/\/(\d+)/.exec(path)?.[1] ?? 0);
  const place = path.replace(/^\/(pulls|issues)\/\d+/, '/$1/{index}').replace(/^\/orgs\/\w+/, '/orgs/{org}');
  return { operation: `${method} ${place}`, index, body, query: url.searchParams };
}

/** What the server says before it does anything: https://docs.gitea.com/development/oauth2-provider#scopes */
function refusalOf({ operation, body, query }: GiteaCall, gitea: GiteaServer) {
  const known = operations[operation];
  if (known === undefined) return { status: 404, data: { message: 'Not Found' } };
  const isRead = operation.startsWith('GET ');
  const wanted = isRead ? ['read', 'write'] : ['write'];
  if (!wanted.some((level) => gitea.scopes.includes(`${level}:${known.scope}`))) {
    const scope = `${isRead ? 'read' : 'write'}:${known.scope}`;
    return {
      status: 403,
      data: { message: `token does not have at least one of required scope(s): [${scope}]` },
    };
  }
  const faults = api.requestFaults(operation, query, body);
  gitea.faults.push(...faults);
  return faults.length === 0 ? undefined : { status: 422, data: { message: faults.join('; ') } };
}

async function checkedAnswer(call: GiteaCall, gitea: GiteaServer, repository: BareRepository) {
  const { status, data } = await giteaAnswer(call, gitea, repository);
  const { data: completed, faults } = api.answered(call.operation, status, data);
  gitea.faults.push(...faults);
  return { status, data: completed };
}
