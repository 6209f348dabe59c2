// git behind an HTTP server, by `git http-backend` or as that would start it.
import type { IncomingMessage } from 'node:http';
import { type BareRepository, gitEnvironment } from './bare-repository.ts';
import { serviceFor } from './git-service.ts';
import { type StartedProcess, startProcess } from './start-process.ts';

const httpBackend = '/usr/lib/git-core/git-http-backend';

/** One request to git. */
interface CgiCall {
  readonly request: IncomingMessage;
  /** The request's body, where it was read already. */
  readonly body: Buffer | undefined;
  readonly repository: BareRepository;
  /** Whether the user has logged in. */
  readonly known: boolean;
  /** Whether git hears of protocol v2. */
  readonly protocolV0: boolean;
  /** Words before git's own command: a program that starts it and takes something from it, such as its disk. */
  readonly through: readonly string[];
  /** Whether `git http-backend` answers in any case. */
  readonly isPlainCgi: boolean;
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

/** Lets git answer: its CGI program, or the service that this would start where nothing else can come of it. */
export async function gitAnswer(call: CgiCall, sink: Sink): Promise<void> {
  const { request, repository, through, isPlainCgi } = call;
  const env = cgiEnvironment(call);
  const service =
    isPlainCgi || through.length > 0
      ? undefined
      : serviceFor(request, repository.directory, env.GIT_PROTOCOL);
  if (service === undefined) return httpBackendAnswer(call, env, sink);
  const child = startProcess('git', service.args, { env, cwd: repository.directory });
  sink.writeHead(200, service.headers);
  if (service.preface !== '') sink.write(Buffer.from(service.preface));
  await relay(child, call, sink, (chunk) => chunk);
  sink.end();
}

/** One CGI call (RFC 3875): request on stdin, `Status:` and headers, an empty line, then the body on stdout. */
async function httpBackendAnswer(call: CgiCall, env: NodeJS.ProcessEnv, sink: Sink): Promise<void> {
  const [program = httpBackend, ...args] = [...call.through, httpBackend];
  const child = startProcess(program, args, { env, cwd: call.repository.root });
  let head: Buffer | undefined = Buffer.alloc(0);
  await relay(child, call, sink, (chunk) => {
    if (!head) return chunk;
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    const { status, headers } = cgiHead(head.subarray(0, end).toString());
    sink.writeHead(status, headers);
    const body = head.subarray(end + 4);
    head = undefined;
    return body;
  });
  if (head) sink.writeHead(500, {});
  sink.end();
}

/**
 * Hands a request to a process, and what that writes to the sink, until it ends.
 * @param bodyIn what of a chunk belongs to the body
 */
async function relay(
  child: StartedProcess,
  { request, body, goesOn }: CgiCall,
  sink: Sink,
  bodyIn: (chunk: Buffer) => Buffer | undefined,
): Promise<void> {
  if (body === undefined) request.pipe(child.stdin);
  else child.stdin.end(body);
  request.on('aborted', () => child.stdin.end());
  // Of an answer that nobody reads, git makes no more than fits the pipe.
  sink.once?.('close', () => goesOn || child.stdout.destroy());
  child.stdout.on('data', (chunk: Buffer) => {
    const bytes = bodyIn(chunk);
    if (bytes === undefined || sink.write(bytes)) return;
    child.stdout.pause();
    sink.once?.('drain', () => child.stdout.resume());
  });
  await child.ended;
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
    PATH_INFO: decodeURIComponent(path)
      .replace(/^\/(?:acme|scm\/acme|acme\/shop\/_git)(?=\/config)/, '')
      .replace(/^\/config(?=\/)/, '/config.git'),
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
