// A git server of protocol v2 in this process, whose answers may be anything: they are made while they are sent.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { flush, pktLine } from '../src/git/packets/pkt-line.ts';
import { type Bytes, band, manifestObjects, packOf, type Tip } from './hostile-packs.ts';

/** What is said in place of an honest answer. */
export interface HostileAnswers {
  /** The list of references, its flush packet included. */
  readonly references?: (tip: string) => Bytes;
  /** The list that a server of protocol v0 begins with. */
  readonly referencesV0?: (tip: string) => Bytes;
  /** It can leave nothing out of a pack. */
  readonly withoutFilters?: true;
  /** What comes behind the line `packfile`, the flush packet included. */
  readonly pack?: (tip: Tip) => Bytes;
  /** What comes in place of all that is behind the head. */
  readonly beforePack?: () => Bytes;
  /** The head and the body of every answer. */
  readonly raw?: () => Bytes;
}

/** What came to pass on the server's side. */
export interface HostileGitServer {
  /** Clone URL. */
  readonly url: string;
  /** Bytes of bodies that clients took, before they hung up. */
  readonly sent: () => number;
  /** Requests for references, for packs, for a push. */
  readonly asked: (what: 'references' | 'pack' | 'push') => number;
  close(): Promise<void>;
}

/** Starts the server on a free loopback port; the repository holds one manifest. */
export async function startHostileGitServer(answers: HostileAnswers): Promise<HostileGitServer> {
  const tip = manifestObjects();
  const asked = { references: 0, pack: 0, push: 0 };
  const sockets = new Set<Socket>();
  let sent = 0;
  const reply = (response: ServerResponse, { type, body }: Reply): void => {
    response.writeHead(200, { 'Content-Type': `application/x-${type}` });
    const stream = Readable.from(body, { objectMode: true, highWaterMark: 1 });
    stream.on('data', (chunk: Uint8Array) => {
      sent += chunk.length;
    });
    stream.on('error', () => response.destroy());
    response.on('close', () => stream.destroy());
    stream.pipe(response);
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (answers.raw) {
      Readable.from(answers.raw())
        .on('error', () => undefined)
        .pipe(request.socket);
      return;
    }
    const honest = answerTo(request.url ?? '', body, { answers, tip, asked });
    if (honest === undefined) response.writeHead(403).end();
    else reply(response, honest);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/config.git`,
    sent: () => sent,
    asked: (what) => asked[what],
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The type of an answer and its body. */
interface Reply {
  readonly type: string;
  readonly body: Bytes;
}

interface Answering {
  readonly answers: HostileAnswers;
  readonly tip: Tip;
  readonly asked: Record<'references' | 'pack' | 'push', number>;
}

/** `undefined`: it is forbidden. */
function answerTo(url: string, body: string, { answers, tip, asked }: Answering): Reply | undefined {
  if (url.includes('info/refs?service=git-receive-pack'))
    return { type: 'git-receive-pack-advertisement', body: pushable(tip) };
  if (url.includes('info/refs'))
    return {
      type: 'git-upload-pack-advertisement',
      body:
        answers.referencesV0?.(tip.commit) ??
        capabilities(answers.withoutFilters ? 'shallow' : 'shallow filter'),
    };
  const result = (bytes: Bytes): Reply => ({ type: 'git-upload-pack-result', body: bytes });
  if (body.includes('command=ls-refs')) {
    asked.references += 1;
    return result(answers.references?.(tip.commit) ?? honest(tip));
  }
  if (url.endsWith('git-receive-pack')) {
    asked.push += 1;
    return undefined;
  }
  asked.pack += 1;
  const first = answers.referencesV0 ? pktLine('NAK') : pktLine('packfile');
  return result(answers.beforePack?.() ?? behind(first, answers.pack?.(tip) ?? wholePack(tip)));
}

async function* behind(first: Uint8Array, rest: Bytes): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* wholePack({ objects }: Tip): AsyncGenerator<Uint8Array> {
  yield* band(1, packOf(objects.length, objects));
  yield flush;
}

function capabilities(fetch: string): Uint8Array[] {
  const lines = ['version 2', 'agent=git/2.45.0', 'ls-refs=unborn', `fetch=${fetch}`];
  return [pktLine('# service=git-upload-pack'), flush, ...lines.map(pktLine), flush];
}

function pushable({ commit }: Tip): Uint8Array[] {
  const line = Buffer.from(`${commit} refs/heads/main\0report-status side-band-64k agent=git/2.45.0\n`);
  return [pktLine('# service=git-receive-pack'), flush, pktLine(line), flush];
}

function honest({ commit }: Tip): Uint8Array[] {
  const lines = [`${commit} HEAD symref-target:refs/heads/main`, `${commit} refs/heads/main`];
  return [...lines.map(pktLine), flush];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}
