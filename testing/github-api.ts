// A stand-in for the part of GitHub's REST API that Apps use: https://docs.github.com/rest/apps/apps
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publishedApi } from './published-api.ts';

/** One request as it came. */
interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly userAgent: string | undefined;
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or a text as it is. */
  readonly body: unknown;
}

/** The App that the stand-in knows. */
export const appId = '123456';
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const appKey = keys.privateKey;

export interface GitHubApi {
  readonly url: string;
  readonly requests: ApiRequest[];
  /** The tokens that were made, in order. */
  readonly tokens: string[];
  /** Gives the answer to the next requests in the place of the usual one; the last stands for all that follow it. */
  answer(...answers: (ApiAnswer | 'usual')[]): void;
  /** Says when the tokens end, milliseconds from now. */
  lifetimeMs: number;
  /** By how much the server's clock is ahead, milliseconds. */
  aheadMs: number;
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startGitHubApi(): Promise<GitHubApi> {
  let planned: (ApiAnswer | 'usual')[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const { method = '', url: path = '', headers } = request;
    api.requests.push({ method, path, userAgent: headers['user-agent'], body });
    const next = planned.length > 1 ? planned.shift() : planned[0];
    const answer = next === undefined || next === 'usual' ? described(request, usual(request, api)) : next;
    const date = new Date(Date.now() + api.aheadMs).toUTCString();
    const isText = typeof answer.body === 'string';
    response.writeHead(answer.status, {
      'Content-Type': isText ? 'text/html' : 'application/json; charset=utf-8',
      Date: date,
      ...answer.headers,
    });
    response.end(isText ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api: GitHubApi = {
    url: `http://127.0.0.1:${port}`,
    requests: [],
    tokens: [],
    lifetimeMs: 3_600_000,
    aheadMs: 0,
    answer: (...answers) => {
      planned = answers;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return api;
}

/** An answer as GitHub describes it; one that does not fit is a failure. */
function described({ method, url = '' }: IncomingMessage, { status, body }: ApiAnswer): ApiAnswer {
  const operation = `${method} ${url.replace('/acme/config/', '/{owner}/{repo}/').replace(/\/\d+\//, '/{installation_id}/')}`;
  const { data, faults } = publishedApi('github').answered(operation, status, body);
  return faults.length === 0 ? { status, body: data } : { status: 500, body: { message: faults.join('; ') } };
}

function usual(request: IncomingMessage, api: GitHubApi): ApiAnswer {
  const refused = jwtFault(request.headers.authorization, Date.now() + api.aheadMs);
  if (refused !== undefined) return { status: 401, body: { message: refused } };
  if (/^\/repos\/acme\/config\/installation$/.test(request.url ?? ''))
    return { status: 200, body: { id: 77 } };
  if (request.method === 'POST' && request.url === '/app/installations/77/access_tokens') {
    const token = `ghs_installation${String(api.tokens.length).padStart(20, '0')}`;
    api.tokens.push(token);
    const end = new Date(Date.now() + api.aheadMs + api.lifetimeMs).toISOString();
    return { status: 201, body: { token, expires_at: end } };
  }
  return { status: 404, body: { message: 'Not Found' } };
}

/** What GitHub says of a JWT that it does not take; `undefined`: it is good. */
function jwtFault(authorization: string | undefined, now: number): string | undefined {
  const [header = '', payload = '', signature = ''] = (authorization ?? '')
    .replace(/^bearer /i, '')
    .split('.');
  const isSigned = createVerify('RSA-SHA256')
    .update(`${header}.${payload}`)
    .verify(keys.publicKey, Buffer.from(signature, 'base64url'));
  if (!isSigned) return 'A JSON web token could not be decoded';
  const { iat, exp, iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  const seconds = now / 1000;
  if (Number(iat) > seconds)
    return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  if (Number(exp) <= seconds)
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  if (Number(exp) > seconds + 600) return "'Expiration time' claim ('exp') is too far in the future";
  return String(iss) === appId ? undefined : 'Integration not found';
}
