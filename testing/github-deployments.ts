// A stand-in for GitHub's deployments: they are kept with all their statuses, on commits of a real bare repository.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BareRepository } from './bare-repository.ts';
import { publishedApi } from './published-api.ts';

const api = publishedApi('github');

type Fields = Readonly<Record<string, unknown>>;

/** A deployment as the stand-in keeps it. */
interface HeldDeployment {
  readonly id: number;
  readonly sha: string;
  readonly environment: string;
  readonly task: string;
  readonly description: string;
  readonly payload: unknown;
  /** The newest last. */
  readonly statuses: Fields[];
}

/** An answer in place of the usual one; `lost`: it is done, and the connection ends without an answer; `failed`: it is done, and the answer says 502. */
type PlannedAnswer = { readonly status: number; readonly body: unknown } | 'lost' | 'failed' | 'silent';

export interface GitHubDeploymentsServer {
  /** `http://127.0.0.1:<port>`: the server's own address; its API is below `/api/v3`. */
  readonly origin: string;
  readonly url: string;
  readonly deployments: HeldDeployment[];
  /** Where images run, by environment and deployment: https://docs.github.com/rest/orgs/artifact-metadata */
  readonly artifacts: Map<string, Fields>;
  /** The account that has the repository is a person's. */
  isPersonal: boolean;
  /** Every call, as `POST /deployments`. */
  readonly calls: string[];
  readonly tokens: string[];
  /** What was wrong with calls and answers, by the description. */
  readonly faults: string[];
  /** What the token may do with deployments. */
  right: 'write' | 'read' | 'none';
  /** Checks of every commit that are not green. */
  failingContexts: readonly string[];
  plan(operation: string, ...answers: (PlannedAnswer | 'usual')[]): void;
  /** The states of each deployment, the oldest first: `success inactive`. */
  states(): string[];
  close(): Promise<void>;
}

interface Call {
  readonly operation: string;
  readonly id: number;
  readonly body: Fields;
}

interface Result {
  readonly status: number;
  readonly data: unknown;
}

/** Starts it on a free loopback port, for the repository `acme/web`. */
export async function startGitHubDeployments(repository: BareRepository): Promise<GitHubDeploymentsServer> {
  const planned = new Map<string, (PlannedAnswer | 'usual')[]>();
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await text(request)) || '{}') as Fields;
    const call = callOf(`${request.method} ${request.url}`, body);
    hub.calls.push(call.operation);
    hub.tokens.push(String(request.headers.authorization).replace('token ', ''));
    const answer = planned.get(call.operation)?.shift() ?? 'usual';
    if (answer === 'silent') return;
    if (typeof answer === 'object') return send(response, { status: answer.status, data: answer.body });
    const result = await act(call, hub, repository);
    if (answer === 'lost') request.socket.destroy();
    else send(response, answer === 'usual' ? result : { status: 502, data: { message: 'Bad Gateway' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub: GitHubDeploymentsServer = {
    ...{
      origin,
      url: `${origin}/api/v3`,
      deployments: [],
      artifacts: new Map(),
      isPersonal: false,
      calls: [],
      tokens: [],
      faults: [],
    },
    ...{ right: 'write', failingContexts: ['build'] },
    plan: (operation, ...answers) => void planned.set(operation, answers),
    states: () => hub.deployments.map(({ statuses }) => statuses.map(({ state }) => state).join(' ')),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return hub;
}

function send(response: ServerResponse, { status, data }: Result): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(data));
}

function callOf(line: string, body: Fields): Call {
  if (line === 'POST /api/graphql') return { operation: line.replace('/api/graphql', 'query'), id: 0, body };
  const operation = line
    .replace('/api/v3/repos/acme/web', '')
    .replace('/api/v3/orgs/acme', '/orgs/{org}')
    .replace(/\d+/, '{deployment_id}');
  return { operation, id: Number(/\/deployments\/(\d+)/.exec(line)?.[1] ?? 0), body };
}

async function act(call: Call, hub: GitHubDeploymentsServer, repository: BareRepository): Promise<Result> {
  if (call.operation === 'POST query') return query(call.body, hub);
  const wrong = api.requestFaults(call.operation, new URLSearchParams(), call.body);
  hub.faults.push(...wrong);
  if (wrong.length > 0) return { status: 422, data: { message: wrong.join('; ') } };
  if (hub.right !== 'write')
    return { status: 403, data: { message: 'Resource not accessible by integration' } };
  const result = await write(call, hub, repository);
  if (result.status === 404) return result;
  const { data, faults } = api.answered(call.operation, result.status, result.data);
  hub.faults.push(...faults);
  return { ...result, data };
}

function write(
  call: Call,
  hub: GitHubDeploymentsServer,
  repository: BareRepository,
): Promise<Result> | Result {
  if (call.operation === 'POST /deployments') return create(call.body, hub, repository);
  return call.operation.includes('/artifacts/') ? noteArtifact(call.body, hub) : addStatus(call, hub);
}

/** The same environment and deployment have one record. */
function noteArtifact(body: Fields, hub: GitHubDeploymentsServer): Result {
  if (hub.isPersonal) return { status: 404, data: { message: 'Not Found' } };
  hub.artifacts.set(`${body.logical_environment} ${body.deployment_name}`, body);
  return { status: 200, data: { total_count: 1 } };
}

/** What GitHub does by itself where it is not told otherwise: it merges, and it waits for checks. */
async function create(
  body: Fields,
  hub: GitHubDeploymentsServer,
  repository: BareRepository,
): Promise<Result> {
  const ref = String(body.ref);
  const sha = await repository.git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`).catch(() => '');
  if (sha === '') return { status: 422, data: { message: `No ref found for: ${ref}` } };
  if (body.auto_merge !== false) return { status: 202, data: { message: 'Auto-merged main into topic' } };
  const contexts = (body.required_contexts as string[] | undefined) ?? hub.failingContexts;
  const failing = contexts.filter((context) => hub.failingContexts.includes(context));
  if (failing.length > 0)
    return { status: 409, data: { message: `Conflict: Commit status checks failed for ${sha.trim()}.` } };
  const held: HeldDeployment = {
    id: 1000 + hub.deployments.length,
    sha: sha.trim(),
    environment: String(body.environment ?? 'production'),
    task: String(body.task ?? 'deploy'),
    description: String(body.description ?? ''),
    payload: body.payload ?? {},
    statuses: [],
  };
  hub.deployments.push(held);
  const { statuses: _, ...shown } = held;
  return { status: 201, data: { ...shown, ref } };
}

/** Older ones of an environment that is not for production are made inactive with it: see `auto_inactive` in the description. */
function addStatus({ id, body }: Call, hub: GitHubDeploymentsServer): Result {
  const held = hub.deployments.find((each) => each.id === id);
  if (held === undefined) return { status: 404, data: { message: 'Not Found' } };
  if (String(body.description ?? '').length > 140)
    return { status: 422, data: { message: 'description is too long' } };
  held.statuses.push(body);
  if (body.state === 'success' && body.auto_inactive !== false && held.environment !== 'production')
    for (const each of hub.deployments.slice(0, hub.deployments.indexOf(held)))
      if (each.environment === held.environment && each.statuses.at(-1)?.state === 'success')
        each.statuses.push({ state: 'inactive' });
  const { state, description: said = '' } = body;
  return { status: 201, data: { id: 1, state, description: said } };
}

function query({ query: asked, variables }: Fields, hub: GitHubDeploymentsServer): Result {
  const exchange = { query: String(asked), variables: variables as Fields };
  hub.faults.push(...api.graphqlRequestFaults(exchange.query, exchange.variables));
  const forbidden = { type: 'FORBIDDEN', path: ['repository', 'deployments'], message: notAccessible };
  if (hub.right === 'none') return { status: 200, data: { data: { repository: null }, errors: [forbidden] } };
  const { environments = [] } = variables as { environments?: string[] };
  const nodes = hub.deployments
    .filter(({ environment }) => environments.includes(environment))
    .toReversed()
    .map(({ id, sha, payload, statuses }) => {
      const state = statuses.at(-1)?.state;
      const latestStatus = state === undefined ? null : { state: String(state).toUpperCase() };
      return { databaseId: id, commitOid: sha, payload: JSON.stringify(payload), latestStatus };
    });
  const found = { repository: { deployments: { nodes } } };
  hub.faults.push(...api.graphqlAnswerFaults({ ...exchange, found }));
  return { status: 200, data: { data: found } };
}

const notAccessible = 'Resource not accessible by integration';
