// The test server says again what git answered, and nobody waits for another client's reading.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';

/** More than a connection holds on its way. */
const size = 5_000_000;

test('an answer that its first client does not read keeps nobody waiting', async () => {
  const server = await startGitServer({ files: { 'large.bin': randomBytes(size) } });
  try {
    const want = `0032want ${await server.repository.tip()}\n`;
    const body = `0012command=fetch\n0001${want}0009done\n0000`;
    const unread = await ask(server, body);
    expect((await buffer(await ask(server, body))).length).toBeGreaterThan(size);
    expect((await buffer(unread)).length).toBeGreaterThan(size);
  } finally {
    await server.close();
  }
});

async function ask({ url }: GitServer, body: string): Promise<IncomingMessage> {
  const type = 'application/x-git-upload-pack-request';
  const headers = { 'git-protocol': 'version=2', 'content-type': type };
  const asked = request(`${url}/git-upload-pack`, { method: 'POST', headers, agent: false }).end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return answer;
}
