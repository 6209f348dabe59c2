// What a server that is not known is told of the hosts that take proposals.
import { openHub } from '../../testing/open-hub.ts';

test('a server that is not known may be any host that takes proposals, also one whose push makes them', async () => {
  const opened = openHub('unknown', 'https://git.acme.dev/acme/config.git', 'https://git.acme.dev', 'token');
  await expect(opened).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringMatching(/"git\.acme\.dev": .* GitHub or .* or Gerrit$/),
    remedy: expect.stringMatching(/"github" or .* or "gerrit" if it is; /),
  });
});
