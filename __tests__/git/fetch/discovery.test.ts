import { startGitServer } from '../../../testing/git-server.ts';
import { openTestRepository, replacing } from '../../../testing/landing.ts';

test('a server of protocol v0 hears the question of v2 once, however often its tips are asked for', async () => {
  const server = await startGitServer({
    files: { 'app.yaml': 'tag: v1\n' },
    protocolV0: true,
  });
  let races = 0;
  server.intercept(async ({ entry, run, send }) => {
    if (entry.method === 'POST' && entry.service === 'receive-pack' && races < 2) {
      races += 1;
      await server.repository.commit({ 'other.yaml': `n: ${races}\n` });
    }
    send(await run());
  });
  const landing = await openTestRepository(server.url).land('main', replacing('app.yaml', 'v1', 'v2'));
  expect(landing).toMatchObject({ result: 'pushed', attempts: 3 });
  const questions = server.requests.filter(
    ({ method, service }) => method === 'POST' && service === 'upload-pack',
  );
  // The others fetch, once for each tip.
  expect(questions).toHaveLength(1 + 3);
  await server.close();
});
