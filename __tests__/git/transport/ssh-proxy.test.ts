// Git over SSH through a proxy, to a real sshd.

import { plainNetwork } from '../../../src/remote/network-settings.ts';
import { noProxies } from '../../../src/remote/proxy-settings.ts';
import { parseKnownHosts } from '../../../src/remote/ssh/known-hosts.ts';
import { parseSshKey } from '../../../src/remote/ssh/ssh-key.ts';
import { startConnectProxy } from '../../../testing/connect-proxy.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';
import { makeKeyPair } from '../../../testing/ssh-keys.ts';
import { describeWithSshd, startSshServer } from '../../../testing/ssh-server.ts';

const host = 'git.example.test';
const pair = makeKeyPair('ed25519');

describeWithSshd('SSH through a proxy')('SSH', () => {
  test('goes through the tunnel of the proxy that HTTPS has, and lands', async () => {
    const server = await startSshServer({ files: { 'a.yaml': 'v1\n' }, authorized: [pair] });
    const proxy = await startConnectProxy({ to: server.port });
    const url = new URL(server.url);
    url.hostname = host;
    const lines: string[] = [];
    const repository = openTestRepository(url.href, {
      sshKey: parseSshKey(pair.privateKey, 'ssh-key'),
      knownHosts: parseKnownHosts(server.knownHosts.replace(/\[[^\]]*\]/g, `[${host}]`)),
      network: {
        ...plainNetwork,
        proxies: { ...noProxies, httpsProxy: proxy.url.replace('//', '//ann:secret@') },
      },
      budgetMs: 30_000,
      log: (line) => lines.push(line),
    });
    const landing = await repository.land('main', replacing('a.yaml', 'v1', 'v2'));
    repository.close();
    expect(landing.result).toBe('pushed');
    expect(await server.repository.diff()).toEqual(['-v1', '+v2']);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}:${url.port}`]));
    expect(proxy.authorizations[0]).toBe(`Basic ${Buffer.from('ann:secret').toString('base64')}`);
    expect(lines).toContain(`Going through the proxy "127.0.0.1:${proxy.port}"`);
    await Promise.all([proxy.close(), server.close()]);
  });
});

async function failure(settings: { refuse: number; noProxy: string | undefined }): Promise<unknown> {
  const proxy = await startConnectProxy({ to: 1, refuse: settings.refuse });
  const repository = openTestRepository(`ssh://git@${'x'.repeat(64)}.invalid/a/b.git`, {
    sshKey: parseSshKey(pair.privateKey, 'ssh-key'),
    knownHosts: [],
    network: { ...plainNetwork, proxies: { ...noProxies, httpsProxy: proxy.url, noProxy: settings.noProxy } },
    budgetMs: 20_000,
  });
  const error = await repository.land('main', replacing('a.yaml', 'v1', 'v2')).then(
    () => 'It landed',
    (cause: unknown) => cause,
  );
  repository.close();
  await proxy.close();
  return error;
}

test.each([
  [403, undefined, 'permission-denied', 'refuses the way (403)'],
  [407, undefined, 'authentication-failed', 'refuses the way (407)'],
  [403, 'invalid', 'repository-not-found', 'there is no host of that name'],
])(
  'a proxy that answers %i to SSH, with NO_PROXY %s, is %s',
  async (refuse, noProxy, code, says) => {
    const error = await failure({ refuse, noProxy });
    expect(error).toMatchObject({ code, message: expect.stringContaining(says) });
  },
  30_000,
);
