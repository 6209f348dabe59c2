import { allAtOnce } from '../../testing/all-at-once.ts';
import { runForJson } from '../../testing/bundle.ts';
import { type HostileCase, hostileCases } from '../../testing/hostile-cases.ts';
import { startHostileGitServer } from '../../testing/hostile-git-server.ts';

const light = hostileCases.filter(({ heavy }) => !heavy);

/** A server may fill the sockets on the way, and a limit is reached within this, bytes. */
const mostTaken = 64 * 2 ** 20;

const endingOf = allAtOnce(
  light,
  async ({ answers, file = 'apps/web/deployment.yaml', ends }: HostileCase) => {
    const server = await startHostileGitServer(answers);
    try {
      const flags = {
        repository: server.url,
        file,
        image: 'acme/web:v2',
        timeout: ends === 'out-of-time' ? '5s' : '60s',
      };
      // Whatever is kept in JavaScript's heap ends the process here without a word.
      const { report } = await runForJson(flags, { NODE_OPTIONS: '--max-old-space-size=64' });
      const { code, message, remedy } = report.error as Record<string, string>;
      return { code, text: `${message}; ${remedy}`, taken: server.sent() };
    } finally {
      await server.close();
    }
  },
);

test.each(light)('a server that sends $what is left with a word', (row) => {
  const { code, text, taken } = endingOf(row);
  expect([code, text]).toEqual([row.ends, expect.not.stringMatching(/internal|undefined/)]);
  expect(taken).toBeLessThan(mostTaken);
});
