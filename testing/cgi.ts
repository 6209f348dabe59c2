// `git http-backend` behind an HTTP server.
import { spawn } from 'node:child_process';
import type { IncomingMessage } from 'node:http';
import { type BareRepository, gitEnvironment } from './bare-repository.ts';

const httpBackend = '/usr/lib/git-core/git-http-backend';

/** One call of `git http-backend`. */
interface CgiCall {
  readonly request: IncomingMessage;
  readonly repository: BareRepository;
  /** Whether the user has logged in. */
  readonly known: boolean;
  /** Whether git hears of protocol v2. */
  readonly protocolV0: boolean;
  /** Words before git's own command: a program that starts it and takes something from it, such as its disk. */
  readonly through: readonly string[];
  /** Whether it goes on when nobody reads the answer any more, as a push does on real servers. */
  readonly goesOn: boolean;
}

/** Somewhere to put an answer: a ServerResponse is one. */
export interface Sink {
  writeHead(status: number, headers: Record<string, string>): unknown;
  /** False: it has enough until `drain`. */
  write(chunk: Uint8Array): boolean;
  end(): unknown;
  once?(event: 'drain' | 'close', listener: () => void): unknown;
}

/** One CGI call (RFC 3875): request on stdin, `Status:` and headers, an empty line, then the body on stdout. */
export async function httpBackendAnswer(call: CgiCall, sink: Sink): Promise<void> {
  const { request, through, goesOn } = call;
  const [program = httpBackend, ...args] = [...through, httpBackend];
  const child = spawn(program, args, { env: cgiEnvironment(call) });
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  request.pipe(child.stdin);
  request.on('aborted', () => child.stdin.destroy());
  // Of an answer that nobody reads, git makes no more than fits the pipe.
  sink.once?.('close', () => goesOn || child.stdout.destroy());
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on('data', (chunk: Buffer) => {
    let body = chunk;
    if (head) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      const { status, headers } = cgiHead(head.subarray(0, end).toString());
      sink.writeHead(status, headers);
      body = head.subarray(end + 4);
      head = undefined;
    }
    if (sink.write(body)) return;
    child.stdout.pause();
    sink.once?.('drain', () => child.stdout.resume());
  });
  await new Promise((resolve) => child.on('close', resolve));
  if (head) sink.writeHead(500, {});
  sink.end();
}

function cgiHead(text: string): { status: number; headers: Record<string, string> } {
  const pairs = text.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  const status = Number.parseInt(pairs.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200', 10);
  return { status, headers: Object.fromEntries(pairs.filter(([name]) => name.toLowerCase() !== 'status')) };
}

function cgiEnvironment({ request, repository, known, protocolV0 }: CgiCall): NodeJS.ProcessEnv {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  const protocol = request.headers['git-protocol'];
  const { 'content-length': length, 'content-type': type, 'content-encoding': encoding } = request.headers;
  return {
    ...gitEnvironment(repository.root),
    GIT_PROJECT_ROOT: repository.root,
    GIT_HTTP_EXPORT_ALL: '1',
    // An owner may stand before the repository, as on the hosts.
    PATH_INFO: decodeURIComponent(path).replace(/^\/acme(?=\/config\.git)/, ''),
    QUERY_STRING: query,
    REQUEST_METHOD: request.method,
    REMOTE_ADDR: '127.0.0.1',
    ...(known && { REMOTE_USER: 'tester' }),
    ...(type && { CONTENT_TYPE: type }),
    ...(length && { CONTENT_LENGTH: length }),
    ...(encoding && { HTTP_CONTENT_ENCODING: encoding }),
    ...(protocol && !protocolV0 && { HTTP_GIT_PROTOCOL: String(protocol), GIT_PROTOCOL: String(protocol) }),
  };
}
