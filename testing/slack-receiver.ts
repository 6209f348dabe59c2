// A server in place of Slack, or of another receiver of messages, that records what is posted.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { HttpClient } from '../src/http/client.ts';
import type { SlackOptions } from '../src/notify/slack.ts';
import { plainNetwork } from '../src/remote/network-settings.ts';

/** One post, as it arrived. */
interface SlackPost {
  readonly method: string | undefined;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
  /** The body read as JSON; `undefined` where it is none (the web API posts forms). */
  readonly message: SlackMessage | undefined;
}

export interface SlackMessage {
  readonly text?: string;
  readonly blocks?: readonly Record<string, unknown>[];
  readonly attachments?: readonly Record<string, unknown>[];
}

/** `body` defaults to what Slack says: `ok` from a webhook. */
export interface SlackAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SlackReceiver {
  readonly port: number;
  /** Address of the webhook, shaped like Slack's own. */
  readonly url: string;
  readonly posts: readonly SlackPost[];
  /** How the next posts are answered, one after the other; `hang` never is, `reset` loses the answer. Then it is as usual again. */
  answerNext(...answers: readonly (SlackAnswer | 'hang' | 'reset')[]): void;
  close(): Promise<void>;
}

/**
 * Makes what a notifier needs to take a receiver for Slack's web API.
 * @param receiver any receiver
 * @returns options with clocks of this process, without chance
 */
export function slackOptions({ url }: SlackReceiver): SlackOptions {
  const client = new HttpClient(plainNetwork);
  const tools = { client, now: Date.now, monotonicNow: () => performance.now(), random: () => 0.5 };
  return { tools, apiUrl: `${new URL(url).origin}/api/`, newId: randomUUID };
}

interface ReceiverOptions {
  /** Speaks TLS with this key and certificate. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** How posts are answered of which nothing else is said; `ok` without it. */
  readonly usual?: SlackAnswer;
}

/** Takes what would go to Slack, on a free loopback port, and keeps it. */
export async function startSlackReceiver({ tls, usual = {} }: ReceiverOptions = {}): Promise<SlackReceiver> {
  const posts: SlackPost[] = [];
  const planned: (SlackAnswer | 'hang' | 'reset')[] = [];
  const listener: RequestListener = async (request, response) => {
    posts.push(await readPost(request));
    const answer = planned.shift() ?? usual;
    if (answer === 'hang') return;
    if (answer === 'reset') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'text/html', ...answer.headers });
    response.end(answer.body ?? 'ok');
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/services/T000/B000/webhook-secret`,
    posts,
    answerNext: (...answers) => planned.push(...answers),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readPost(request: IncomingMessage): Promise<SlackPost> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  return {
    method: request.method,
    path: request.url ?? '/',
    contentType: request.headers['content-type'],
    authorization: request.headers.authorization,
    body,
    message: parseMessage(body),
  };
}

function parseMessage(body: string): SlackMessage | undefined {
  try {
    return JSON.parse(body) as SlackMessage;
  } catch {
    return undefined;
  }
}
