// The faults: what can happen to a request on its way.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Exchange, type Fault, forward } from './fault-proxy.ts';

/** The connection is gone before a byte of the request's body is read. */
export const resetBeforeRead: Fault = ({ reset }) => reset();

/** A load balancer has forgotten the connection since the last request on it, and only says so now. */
export const resetWhereIdle: Fault = async (exchange) => {
  const { bytesWritten } = exchange.request.socket;
  if (bytesWritten > 0) return exchange.reset();
  await forward(exchange);
};

// The push is applied, its answer is lost.

export const resetAfterApply: Fault = async ({ upstream, reset }) => {
  await upstream();
  reset();
};

export const closeAfterApply: Fault = async ({ upstream, request }) => {
  await upstream();
  request.socket.destroy();
};

/** 502 or 504, as a gateway says when it has lost patience with a server that has not. */
export const statusAfterApply = (status: number): Fault =>
  async function statusAfterApply({ upstream, send }) {
    await upstream();
    send(page(status, 'Bad gateway'));
  };

/** Something between sends it again and gets an answer of its own to that: the client hears that answer alone. */
export const refusedAfterApply = (code: number): Fault =>
  async function refusedAfterApply(exchange) {
    await exchange.upstream();
    await status(code, code === 429 ? { 'retry-after': '1' } : {})(exchange);
  };

export const emptyAfterApply: Fault = async ({ upstream, send }) => {
  const { headers } = await upstream();
  send({ status: 200, headers, body: Buffer.alloc(0) });
};

/** Something between sends it again, as if the first answer had been lost; the client gets the second one. */
export const sendTwice: Fault = async ({ body, upstream, send }) => {
  const bytes = await body();
  await upstream(bytes);
  send(await upstream(bytes));
};

/** The client's connection is reset at once; the request reaches the server all the same, `delayMs` later. */
export const landLate = (delayMs: number): Fault =>
  async function landLate({ body, upstream, reset }) {
    const bytes = await body();
    reset();
    await sleep(delayMs);
    await upstream(bytes);
  };

// What arrives is not what was sent.

/** The answer breaks off after a share (0 to 1) of its bytes; `clean` says that this was all of it. */
export const cutAnswer = (share: number, how: 'broken' | 'clean'): Fault =>
  async function cutAnswer({ upstream, send, response, request }) {
    const answer = await upstream();
    const part = answer.body.subarray(0, Math.floor(answer.body.length * share));
    if (how === 'clean') return send({ ...answer, body: part });
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    response.write(part, () => request.socket.destroy());
  };

/** The server gets a share (0 to 1) of the request, then both connections are lost. */
export const cutRequest = (share: number): Fault =>
  async function cutRequest({ body, upstream, reset }) {
    const bytes = await body();
    await upstream(bytes.subarray(0, Math.floor(bytes.length * share)));
    reset();
  };

/** One bit of the pack in the answer is another one, `share` (0 to 1) of the way through; other answers pass. */
export const flipAnswer = (share: number): Fault =>
  async function flipAnswer({ upstream, send }) {
    const answer = await upstream();
    send({ ...answer, body: withFlippedPack(answer.body, share) });
  };

export const flipRequest = (share: number): Fault =>
  async function flipRequest({ body, upstream, send }) {
    send(await upstream(withFlippedPack(await body(), share)));
  };

/** A packet by which git says that it gives up: https://git-scm.com/docs/gitprotocol-common */
export const errorPacket: Fault = async ({ upstream, send }) => {
  const { headers } = await upstream();
  const text = 'ERR upload-pack: the repository is being repacked\n';
  const length = (text.length + 4).toString(16).padStart(4, '0');
  send({ status: 200, headers, body: Buffer.from(`${length}${text}`) });
};

// Something else than git answers.

/** A sign-in page, as a proxy or single sign-on sends it in git's place. */
export const htmlPage = (status: number): Fault =>
  function htmlPage({ send }) {
    send(page(status, '<!doctype html><title>Sign in</title>'));
  };

/** References without end, as fast as the client takes them. */
export const endlessAdvertisement: Fault = async ({ upstream, response }) => {
  const { headers, body } = await upstream();
  response.writeHead(200, headers);
  const end = body.length - 4;
  await pipeline(Readable.from(endlessly(body.subarray(0, end))), response).catch(() => undefined);
};

function* endlessly(start: Buffer): Generator<Buffer> {
  yield start;
  const line = `${'1'.repeat(40)} refs/heads/never-the-end\n`;
  const packet = `${(line.length + 4).toString(16).padStart(4, '0')}${line}`;
  for (;;) yield Buffer.from(packet.repeat(1000));
}

/** An answer of the server's own making, before git is asked. */
export const status = (code: number, headers: Readonly<Record<string, string>> = {}, text = 'no'): Fault =>
  function status({ send, request }) {
    // What is left unread of a body would spoil the next request on this connection.
    request.resume();
    send({ status: code, headers: { 'content-type': 'text/plain', ...headers }, body: Buffer.from(text) });
  };

/** The same, by a server that quotes the credentials it got, as they came and decoded. */
export const echoCredentials = (code: number): Fault =>
  function echoCredentials(exchange) {
    const { authorization = '' } = exchange.request.headers;
    const decoded = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString();
    return status(
      code,
      {},
      `bad credentials ${authorization} ${decoded} ${encodeURIComponent(decoded)}`,
    )(exchange);
  };

/** The same path on another origin; `{path}` is the request's. */
export const redirectTo = (code: number, target: string): Fault =>
  function redirectTo(exchange) {
    const location = target.replace('{path}', exchange.request.url ?? '/');
    return status(code, { location })(exchange);
  };

// Nothing answers.

/** The request is taken and never answered. */
export const silence: Fault = ({ request }) => {
  request.resume();
};

/** Half of the answer, then nothing more, with the connection left open. */
export const stall: Fault = async ({ upstream, response }) => {
  const answer = await upstream();
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
};

/** The whole answer, but one byte every `everyMs` milliseconds. */
export const drip = (everyMs: number): Fault =>
  async function drip({ upstream, response }) {
    const answer = await upstream();
    response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
    for (const byte of answer.body) {
      if (response.destroyed) return;
      response.write(Buffer.of(byte));
      await sleep(everyMs);
    }
    response.end();
  };

/** Another server answers: a copy that is some seconds old. */
export const answerFrom = (base: string): Fault =>
  async function answerFrom({ upstream, send }) {
    send(await upstream(undefined, base));
  };

function page(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/html' }, body: Buffer.from(text) };
}

/** Only packs carry checksums: a flipped bit in the name of a branch is another branch, to anybody. */
function withFlippedPack(bytes: Buffer, share: number): Buffer {
  const start = bytes.indexOf('PACK');
  if (start < 0) return bytes;
  const copy = Buffer.from(bytes);
  // Before the flush packet that follows the pack in an answer.
  const index = start + Math.floor((copy.length - 5 - start) * share);
  copy.writeUInt8(copy.readUInt8(index) ^ 1, index);
  return copy;
}

/** Faults one after the other, a request each; the last one stays. */
export const inTurn = (...faults: readonly [Fault, ...Fault[]]): Fault => {
  let turn = 0;
  return (exchange: Exchange) => {
    const fault = faults[Math.min(turn, faults.length - 1)] ?? faults[0];
    turn += 1;
    return fault(exchange);
  };
};
