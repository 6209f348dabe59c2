// A stand-in for registries that are not on this machine, and for their token servers: says what it is told to say.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ImageBytes } from './image-bytes.ts';

/** One request as it came. */
interface RegistryRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

interface RegistryAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface RegistryDouble {
  /** `127.0.0.1:41234`, what stands before a repository. */
  readonly host: string;
  readonly requests: RegistryRequest[];
  /** What is there: `acme/web/manifests/v2`. */
  readonly content: Map<string, ImageBytes>;
  /** The header `WWW-Authenticate` for who has not what it wants; `{origin}` is this server's. */
  challenge: string | undefined;
  /** The `Authorization` that is let in where there is a challenge. */
  wanted: string;
  /** Answers the next requests for manifests, in the place of what is there. */
  answerNext(...answers: readonly RegistryAnswer[]): void;
  /** Answers for the list of tags, in the place of what is there. */
  tagsAnswer: ((query: URLSearchParams) => RegistryAnswer) | undefined;
  /** What the token server answers: the token that is wanted, without it. */
  tokenAnswer: RegistryAnswer | undefined;
  close(): Promise<void>;
}

/** Starts it on a free loopback port. */
export async function startRegistryDouble(): Promise<RegistryDouble> {
  const planned: RegistryAnswer[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '' } = request;
    const { authorization } = request.headers;
    double.requests.push({ method, path, authorization, body: Buffer.concat(chunks).toString() });
    const answer = answerOf(double, request, planned);
    response.writeHead(answer.status, answer.headers);
    response.end(method === 'HEAD' ? undefined : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const double: RegistryDouble = {
    host: `127.0.0.1:${port}`,
    requests: [],
    content: new Map(),
    challenge: undefined,
    wanted: 'Bearer t0ken',
    answerNext: (...answers) => planned.push(...answers),
    tokenAnswer: undefined,
    tagsAnswer: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return double;
}

function answerOf(
  double: RegistryDouble,
  request: IncomingMessage,
  planned: RegistryAnswer[],
): RegistryAnswer {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
  const { challenge, wanted, host } = double;
  if (pathname === '/token')
    return (
      double.tokenAnswer ?? { status: 200, body: JSON.stringify({ token: wanted.replace(/^\w+ /, '') }) }
    );
  if (challenge !== undefined && request.headers.authorization !== wanted)
    return {
      status: 401,
      headers: { 'WWW-Authenticate': challenge.replaceAll('{origin}', `http://${host}`) },
      body: '{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}',
    };
  const key = pathname.replace(/^\/v2\//, '');
  const [repository] = key.split(/\/(?:manifests|blobs|tags)\//);
  if (pathname.endsWith('/tags/list')) {
    if (double.tagsAnswer !== undefined) return double.tagsAnswer(searchParams);
    const start = `${repository}/manifests/`;
    const tags = [...double.content.keys()].filter((each) => each.startsWith(start));
    if (tags.length === 0) return { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN"}]}' };
    return { status: 200, body: JSON.stringify({ tags: tags.map((each) => each.slice(start.length)) }) };
  }
  const answer = planned.shift();
  if (answer !== undefined) return answer;
  const found = double.content.get(key);
  if (found === undefined)
    return { status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}' };
  const headers = { 'Content-Type': found.type, 'Docker-Content-Digest': found.digest };
  return { status: 200, headers, body: found.bytes };
}
