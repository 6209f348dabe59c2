// A host name that does not exist, by every way that leads to it.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { plainNetwork } from '../../src/remote/network-settings.ts';
import { noProxies, type ProxySettings } from '../../src/remote/proxy-settings.ts';
import { parseSshKey } from '../../src/remote/ssh/ssh-key.ts';
import { startConnectProxy } from '../../testing/connect-proxy.ts';
import { openTestRepository, replacing } from '../../testing/landing.ts';
import { makeKeyPair } from '../../testing/ssh-keys.ts';

// Too long for a label of a host name: it fails without a question to any name server.
const unknown = `${'x'.repeat(64)}.invalid`;

async function failureOf(url: string, proxy: Partial<ProxySettings> = {}): Promise<unknown> {
  const repository = openTestRepository(url, {
    token: undefined,
    sshKey: parseSshKey(makeKeyPair('ed25519').privateKey, 'ssh-key'),
    knownHosts: [],
    network: { ...plainNetwork, proxies: { ...noProxies, ...proxy } },
    budgetMs: 60_000,
  });
  return repository
    .land('main', replacing('a.yaml', 'v1', 'v2'))
    .then(
      () => 'It landed',
      (error: unknown) => error,
    )
    .finally(() => repository.close());
}

test('a host that does not exist ends with its name by HTTPS, by SSH and by a proxy, long before the time is over', async () => {
  const page = 'DNS resolution failure';
  const tunnel = await startConnectProxy({ to: 1, refuse: 503, page });
  const plain = createServer((_, response) => response.writeHead(503).end(page));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const httpProxy = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
  const errors = await Promise.all([
    failureOf(`https://${unknown}/a/b.git`),
    failureOf(`ssh://git@${unknown}/a/b.git`),
    failureOf('https://git.exmaple.test/a/b.git', { httpsProxy: tunnel.url }),
    failureOf('http://git.exmaple.test/a/b.git', { httpProxy }),
    failureOf('https://git.example.test/a/b.git', { httpsProxy: `http://${unknown}:3128` }),
  ]);
  await tunnel.close();
  plain.closeAllConnections();
  plain.close();
  const says = (name: string) =>
    expect.objectContaining({
      code: 'repository-not-found',
      message: expect.stringContaining(`Cannot reach "${name}": there is no host of that name`),
    });
  expect(errors).toEqual([
    says(`${unknown}/a/b`),
    says(`${unknown}:22`),
    says('git.exmaple.test:443'),
    says('git.exmaple.test/a/b'),
    says(`proxy ${unknown}:3128`),
  ]);
}, 60_000);
