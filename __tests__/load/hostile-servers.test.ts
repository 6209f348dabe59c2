// Hostile servers that take memory and time: what is left of them is measured.
import { canMeasureMemory, measure } from '../../bench/measure.ts';
import { bundlePath } from '../../testing/bundle.ts';
import { hostileCases } from '../../testing/hostile-cases.ts';
import { startHostileGitServer } from '../../testing/hostile-git-server.ts';

const most = 300e6;
const measured = canMeasureMemory ? test : test.skip;

// The light ones are in the other lane, with a small heap, and in `npm run bench:memory`.
const heavy = hostileCases.filter((row) => row.heavy);

measured.each(heavy)('a server that sends $what is left in little memory', async (row) => {
  const { answers, file = 'apps/web/deployment.yaml', ends } = row;
  const server = await startHostileGitServer(answers);
  try {
    const timeout = ends === 'out-of-time' ? '10s' : '120s';
    const flags = { repository: server.url, file, image: 'acme/web:v2', timeout };
    const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const { stdout, peakBytes } = await measure([process.execPath, bundlePath, ...words, '--json']);
    const { error } = JSON.parse(stdout) as { error?: { code: string } };
    expect(error?.code).toBe(ends);
    expect(peakBytes).toBeLessThan(most);
  } finally {
    await server.close();
  }
});
