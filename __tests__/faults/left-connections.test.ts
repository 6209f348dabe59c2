// Connections that the server has left between two requests cost no run its success.

import type { Socket } from 'node:net';
import type { Exchange, Fault, Kind } from '../../testing/fault-proxy.ts';
import { forward } from '../../testing/fault-proxy.ts';
import { file, type Scene, setScene, token } from '../../testing/fault-scene.ts';
import { runHereForJson } from '../../testing/run-here.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.close());

const always = Number.POSITIVE_INFINITY;

/** A load balancer that has forgotten a connection when the next request comes on it, and only says so then. */
function forgetting(forgets: (kind: Kind) => boolean): Fault {
  const served = new WeakSet<Socket>();
  return async function forgetting(exchange: Exchange) {
    const { socket } = exchange.request;
    if (served.has(socket) && forgets(exchange.kind)) return exchange.reset();
    served.add(socket);
    await forward(exchange);
  };
}

test.each([
  ['every connection that has served', () => true, 1],
  ['those on which a push comes', (kind: Kind) => kind === 'push', 2],
] as const)('a server that has left %s is reached on others', async (_, forgets, mostAttempts) => {
  scene.proxy.inject(forgetting(forgets), ['advertise-read', 'read', 'advertise-push', 'push'], always);
  const flags = { repository: scene.proxy.url, file, image: 'acme/web:v2', timeout: '30s' };
  const { exit, report } = await runHereForJson(flags, { GITOPS_DEPLOY_TOKEN: token });
  expect([exit, report.result]).toEqual([0, 'pushed']);
  expect(report.attempts).toBeLessThanOrEqual(mostAttempts);
  expect(await scene.server.repository.log()).toHaveLength(2);
});
