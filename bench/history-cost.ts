// What the history of deploys costs: the guard of orders and holds in a deploy, and `history` of 10,000 deploys.
import { commandOf, type Job } from './contenders.ts';
import { addDeploys, type Histories } from './deploy-history.ts';
import { fileCount, type Goal } from './goals.ts';
import { measure, median } from './measure.ts';
import { type Fixture, openFixture, rewind, type Size } from './repository.ts';
import { type Server, startServer } from './server.ts';

const latencyMs = 50;

/** Measured figures, and the sentences that say more of them. */
export interface HistoryCost {
  readonly goals: readonly Goal[];
  readonly lines: readonly string[];
}

/**
 * Measures both.
 * @param size files of the repository that the guard is measured on
 * @param rounds deploys on each side
 */
export async function historyCost(bundle: string, size: Size, rounds: number): Promise<HistoryCost> {
  const small = await addDeploys(await openFixture(500), 10_000);
  const listing = await listingCost(small.with, bundle);
  await small.with.repository.remove();
  const large = await addDeploys(await openFixture(size), 5000);
  const guard = await guardCost(large, bundle, rounds);
  await large.with.repository.remove();
  return { goals: [...guard.goals, ...listing.goals], lines: [...guard.lines, ...listing.lines] };
}

/** One deploy's figures; bytes are those of the bodies that the server sent. */
interface Sample {
  readonly wallMs: number;
  readonly bytes: number;
  readonly requests: number;
}

async function runOnce(fixture: Fixture, words: readonly string[], server: Server): Promise<Sample> {
  await rewind(fixture);
  await server.take();
  const run = await measure(words);
  const requests = await server.take();
  if (run.exit !== 0) throw new Error(`Cannot measure the guard: ${run.stderr}${run.stdout}`);
  const bytes = requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
  return { wallMs: run.wallMs, bytes, requests: requests.length };
}

async function guardCost(histories: Histories, bundle: string, rounds: number): Promise<HistoryCost> {
  const { size, repository, services } = histories.with;
  const server = await startServer(repository.root, latencyMs);
  const samples: Record<keyof Histories, Sample[]> = { with: [], without: [] };
  for (let round = 0; round <= rounds; round += 1) {
    const service = services[(round * 1237) % services.length];
    if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
    const path = `${service.folder}/deployment.yaml`;
    const job: Job = { url: server.url, path, image: service.image, tag: `v9.1.${round}` };
    const order = `--order=acme/${service.name}/.github/workflows/deploy.yml 99999`;
    const words = [...commandOf('ours', job, bundle), order];
    const names = ['with', 'without'] as const;
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const sample = await runOnce(histories[name], words, server);
      if (round > 0) samples[name].push(sample);
    }
  }
  await server.close();
  const of = (name: keyof Histories, figure: keyof Sample) =>
    median(samples[name].map((each) => each[figure]));
  const what = `guard on 5,000 deploys, ${fileCount(size)} files, ${latencyMs} ms`;
  const line = `${what}: ${of('with', 'wallMs').toFixed(0)} ms, ${of('without', 'wallMs').toFixed(0)} ms where nothing was deployed before`;
  const goals = [
    atMost(`${what}: more time`, (of('with', 'wallMs') / of('without', 'wallMs') - 1) * 100, '%', 5),
    atMost(`${what}: more received`, (of('with', 'bytes') - of('without', 'bytes')) / 1000, 'kB', 100),
    atMost(`${what}: more requests`, of('with', 'requests') - of('without', 'requests'), 'requests', 0),
  ];
  return { goals, lines: [line] };
}

const atMost = (what: string, measured: number, unit: Goal['unit'], most: number): Goal => ({
  what,
  measured,
  unit,
  bound: { atMost: most },
});

async function listingCost({ repository }: Fixture, bundle: string): Promise<HistoryCost> {
  const server = await startServer(repository.root, latencyMs);
  const runs = [];
  for (let round = 0; round < 3; round += 1)
    runs.push(await measure([process.execPath, bundle, 'history', `--repository=${server.url}`]));
  const bytes = (await server.take()).reduce((sum, { bytesOut }) => sum + bytesOut, 0) / runs.length;
  await server.close();
  const failed = runs.find(({ exit }) => exit !== 0);
  if (failed !== undefined) throw new Error(`Cannot measure the history: ${failed.stderr}`);
  const what = `history of 10,000 deploys, ${latencyMs} ms`;
  const shown = (runs[0]?.stdout.match(/\n/g)?.length ?? 0) - 2;
  const goals = [
    atMost(`${what}: time`, median(runs.map(({ wallMs }) => wallMs)) / 1000, 's', 5),
    atMost(`${what}: peak memory`, median(runs.map(({ peakBytes }) => peakBytes)) / 1e6, 'MB', 200),
  ];
  return { goals, lines: [`${what}: ${(bytes / 1e6).toFixed(1)} MB received, ${shown} deploys shown`] };
}
