import { type IncomingMessage, Agent as PlainAgent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { RemoteError } from '../failure.ts';
import type { HttpUrl } from '../url.ts';
import { type Broken, packetReader } from '../wire/packet-reader.ts';
import { HttpFailure, type Patience, sendHttp } from './http-request.ts';
import { refusalError } from './http-status.ts';
import { networkError } from './network-error.ts';
import type { Answer, Service, Transport } from './transport.ts';

export interface HttpOptions {
  readonly url: HttpUrl;
  /** For basic authentication; sent with the first request, not only when asked. */
  readonly credentials?: { readonly username: string; readonly token: string } | undefined;
  /** Starts with `git/`: GitHub answers URLs without `.git` by it. */
  readonly userAgent: string;
  readonly patience: () => Patience;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Smart HTTP: every call is a request, and idle connections are kept. Source: https://git-scm.com/docs/gitprotocol-http */
export function httpTransport(options: HttpOptions): Transport {
  const { url } = options;
  const agent =
    url.scheme === 'https' ? new TlsAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
  const name = `${new URL(url.href).host}${url.path.replace(/\.git$/, '')}`;
  const exchange = (service: Service, method: 'GET' | 'POST', body: Buffer) =>
    send({ ...options, name, agent, service, method, body });
  return {
    name,
    parallel: true,
    async advertise(service) {
      const answer = await exchange(service, 'GET', Buffer.alloc(0));
      return skipServiceLine(answer);
    },
    request: (service, body) => exchange(service, 'POST', Buffer.concat(body)),
    close: () => agent.destroy(),
  };
}

interface Exchange extends HttpOptions {
  readonly name: string;
  readonly agent: PlainAgent;
  readonly service: Service;
  readonly method: 'GET' | 'POST';
  readonly body: Buffer;
}

async function send(exchange: Exchange): Promise<Answer> {
  const { url, service, method, body, agent, patience } = exchange;
  const target = method === 'GET' ? `info/refs?service=${service}` : service;
  const headers = headersOf(exchange);
  try {
    const href = `${url.href}/${target}`;
    const response = await sendHttp({ url: href, method, headers, body, agent, patience: patience() });
    await refuseUnlessGit(response, exchange);
    return answerOf(response, exchange);
  } catch (error) {
    throw failureOf(error, exchange);
  }
}

function headersOf({ service, method, body, credentials, userAgent }: Exchange): Record<string, string> {
  const basic = credentials && Buffer.from(`${credentials.username}:${credentials.token}`).toString('base64');
  return {
    'User-Agent': userAgent,
    ...(basic && { Authorization: `Basic ${basic}` }),
    ...(service === 'git-upload-pack' && { 'Git-Protocol': 'version=2' }),
    ...(method === 'GET'
      ? { Accept: '*/*', 'Cache-Control': 'no-cache' }
      : {
          Accept: `application/x-${service}-result`,
          'Content-Type': `application/x-${service}-request`,
          'Content-Length': String(body.length),
        }),
  };
}

/** Of a page that is no answer of git's, this much is read to be quoted, bytes. */
const quotedBytes = 4096;

async function refuseUnlessGit(response: IncomingMessage, exchange: Exchange): Promise<void> {
  const { name, service, method, credentials, now } = exchange;
  const { statusCode: status = 0, headers } = response;
  const wanted = `application/x-${service}-${method === 'GET' ? 'advertisement' : 'result'}`;
  const type = headers['content-type']?.split(';')[0]?.trim();
  if (status === 200 && type === wanted) return;
  const text = await startOf(response);
  const isPush = service === 'git-receive-pack' && method === 'POST';
  const hasToken = credentials !== undefined;
  throw refusalError({ name, status, headers, text, hasToken, isPush, now: now() });
}

async function startOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length > quotedBytes) break;
    }
  } catch {
    // What was there is enough to quote.
  }
  return text.slice(0, quotedBytes);
}

function answerOf(response: IncomingMessage, exchange: Exchange): Answer {
  const chunks: AsyncIterator<Uint8Array> = response.iterator({ destroyOnReturn: false });
  const reader = packetReader(chunks, (why) => brokenError(why, exchange));
  return {
    async next() {
      try {
        return await reader.next();
      } catch (error) {
        throw failureOf(error, exchange);
      }
    },
    release: () => void drain(chunks).catch(() => undefined),
    cancel: () => void response.on('error', () => undefined).destroy(),
  };
}

/** Only an answer that was read to its end, behind the last packet, frees its connection for the next request. */
async function drain(chunks: AsyncIterator<Uint8Array>): Promise<void> {
  while (!(await chunks.next()).done);
}

/** Smart servers say first which service answers, in a message of its own. */
async function skipServiceLine(answer: Answer): Promise<Answer> {
  const first = await answer.next();
  const isLine = first?.kind === 'data' && first.data.toString('latin1').startsWith('# service=');
  if (isLine) {
    await answer.next();
    return answer;
  }
  let pending = [first];
  return {
    ...answer,
    async next() {
      if (pending.length === 0) return answer.next();
      const [packet] = pending;
      pending = [];
      return packet;
    },
  };
}

function brokenError(why: Broken, { name }: Exchange): Error {
  switch (why.what) {
    case 'cut':
      return new Error('the answer ends in the middle');
    case 'too-long':
      return new Error('the answer is too long');
    case 'not-git':
      return new RemoteError(
        'not-a-git-server',
        'never',
        `Cannot reach "${name}": the answer is not git's, it starts with "${why.start.replace(/[^ -~]/g, '.')}"`,
        'use the clone URL as the host shows it; check for a proxy between',
      );
  }
}

function failureOf(error: unknown, { name, service, method }: Exchange): RemoteError {
  if (error instanceof RemoteError) return error;
  const isPush = service === 'git-receive-pack' && method === 'POST';
  const failure = error instanceof HttpFailure ? error : undefined;
  const applied = isPush && (failure?.sent ?? true) ? 'maybe' : 'no';
  return networkError(name, failure?.cause ?? error, { applied });
}
