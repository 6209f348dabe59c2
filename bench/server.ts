// The git server in a process of its own: what it does is on nobody's clock but the kernel's.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openBareRepository } from '../testing/bare-repository.ts';
import { type GitRequest, type GitServer, startGitServer } from '../testing/git-server.ts';

/** One server in the other process. */
export interface Server {
  readonly url: string;
  /** The requests since the last call. Bytes are those of the bodies. */
  take(): Promise<readonly GitRequest[]>;
  close(): Promise<void>;
}

type Order =
  | { readonly kind: 'open'; readonly root: string; readonly latencyMs: number }
  | { readonly kind: 'take' };

/** Serves the repository in `root`, every request `latencyMs` late. */
export async function startServer(root: string, latencyMs: number): Promise<Server> {
  const child = fork(fileURLToPath(import.meta.url));
  const ask = async (order: Order): Promise<unknown> => {
    child.send(order);
    const [answer] = await once(child, 'message');
    return answer;
  };
  return {
    url: String(await ask({ kind: 'open', root, latencyMs })),
    take: async () => (await ask({ kind: 'take' })) as readonly GitRequest[],
    close: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

if (process.send) serve(process.send.bind(process));

function serve(answer: (message: unknown) => void): void {
  let server: GitServer | undefined;
  process.on('message', async (order: Order) => {
    switch (order.kind) {
      case 'open':
        server = await startGitServer({
          repository: openBareRepository(order.root, 'main'),
          latencyMs: order.latencyMs,
          isPlainCgi: true,
        });
        return answer(server.url);
      case 'take':
        return answer(server?.requests.splice(0) ?? []);
    }
  });
  process.on('disconnect', () => process.exit());
}
