// A registry and the API of a host in a process of their own, as far away as the git server: every request waits as long.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ImageBytes, labelled } from '../testing/image-bytes.ts';

/** What runs beside the git server. */
export interface Neighbours {
  /** `127.0.0.1:41234`; it has every image. Those of `private/` are given for a token alone. */
  readonly host: string;
  /** The requests since the last call, as `GET /v2/...`. */
  take(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** @param latencyMs waited before every answer */
export async function startNeighbours(latencyMs: number): Promise<Neighbours> {
  const child = fork(fileURLToPath(import.meta.url), [String(latencyMs)]);
  const [port] = await once(child, 'message');
  return {
    host: `127.0.0.1:${port}`,
    take: async () => {
      child.send('take');
      const [requests] = await once(child, 'message');
      return requests as readonly string[];
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

const labels = {
  'org.opencontainers.image.revision': '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345',
  'org.opencontainers.image.source': 'https://github.com/acme/web',
};
const { index, manifests, configs } = labelled(labels, 'linux/amd64', 'linux/arm64');
const content = new Map<string, ImageBytes>([...manifests, ...configs].map((each) => [each.digest, each]));

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const json = (body: unknown): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

function answerTo(path: string, authorization: string | undefined, host: string): Answer {
  if (path.startsWith('/token')) return json({ token: 't0ken' });
  if (path.startsWith('/v2/private/') && authorization !== 'Bearer t0ken') {
    const challenge = `Bearer realm="http://${host}/token",service="registry"`;
    return { status: 401, headers: { 'www-authenticate': challenge }, body: '' };
  }
  if (path.startsWith('/v2/')) {
    const found = content.get(path.split('/').at(-1) ?? '') ?? index;
    const headers = { 'content-type': found.type, 'docker-content-digest': found.digest };
    return { status: 200, headers, body: found.bytes };
  }
  if (path.includes('/check-runs')) return json({ total_count: 0, check_runs: [] });
  const at = new Date().toISOString();
  const live = { context: 'kustomization/apps/0c9c2e41', state: 'success', description: '' };
  return json([{ ...live, target_url: null, created_at: at, updated_at: at }]);
}

if (process.send) serve(process.send.bind(process), Number(process.argv[2]));

function serve(tell: (message: unknown) => void, latencyMs: number): void {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { method, url = '/', headers } = request;
    requests.push(`${method} ${url}`);
    await sleep(latencyMs);
    const { status, headers: own, body } = answerTo(url, headers.authorization, headers.host ?? '');
    response.writeHead(status, own).end(method === 'HEAD' ? undefined : body);
  });
  server.listen(0, '127.0.0.1', () => tell((server.address() as AddressInfo).port));
  process.on('message', () => tell(requests.splice(0)));
  process.on('disconnect', () => process.exit());
}
