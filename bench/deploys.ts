// npm run bench:history [-- --bundle=FILE] [--size=500]: what the guard of orders and holds costs a deploy on a history of 5,000
// deploys at 200,000 files, and `history` of 10,000 deploys.
import { parseArgs } from 'node:util';
import { commandOf, defaultBundle, type Job } from './contenders.ts';
import { addDeploys, type Histories } from './deploy-history.ts';
import { fileCount, type Goal, judge } from './goals.ts';
import { measure, median } from './measure.ts';
import * as print from './print.ts';
import { type Fixture, openFixture, rewind, sizes } from './repository.ts';
import { type Server, startServer } from './server.ts';

const { values: options } = parseArgs({
  options: {
    bundle: { type: 'string', default: defaultBundle },
    rounds: { type: 'string', default: '9' },
    size: { type: 'string', default: '200000' },
  },
});
// Every scratch folder has a listener that removes it.
process.setMaxListeners(0);
const latencyMs = 50;

/** One deploy's figures; bytes are those of the bodies that the server sent. */
interface Sample {
  readonly wallMs: number;
  readonly bytes: number;
  readonly requests: number;
}

async function runOnce(fixture: Fixture, job: Job, order: string, server: Server): Promise<Sample> {
  await rewind(fixture);
  await server.take();
  const run = await measure([...commandOf('ours', job, options.bundle), `--order=${order}`]);
  const requests = await server.take();
  if (run.exit !== 0) throw new Error(`Cannot measure the guard: ${run.stderr}${run.stdout}`);
  const bytes = requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
  return { wallMs: run.wallMs, bytes, requests: requests.length };
}

async function guard(histories: Histories): Promise<readonly Goal[]> {
  const { size, repository, services } = histories.with;
  const server = await startServer(repository.root, latencyMs);
  const samples: Record<keyof Histories, Sample[]> = { with: [], without: [] };
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    const service = services[(round * 1237) % services.length];
    if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
    const path = `${service.folder}/deployment.yaml`;
    const job: Job = { url: server.url, path, image: service.image, tag: `v9.1.${round}` };
    const order = `acme/${service.name}/.github/workflows/deploy.yml 99999`;
    const names = ['with', 'without'] as const;
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const sample = await runOnce(histories[name], job, order, server);
      if (round > 0) samples[name].push(sample);
    }
  }
  await server.close();
  const of = (name: keyof Histories, figure: keyof Sample) =>
    median(samples[name].map((each) => each[figure]));
  const what = `guard on 5,000 deploys, ${fileCount(size)} files, ${latencyMs} ms`;
  process.stdout.write(
    `${what}: ${of('with', 'wallMs').toFixed(0)} ms, ${of('without', 'wallMs').toFixed(0)} ms where nothing was deployed before\n`,
  );
  const atMost = (figure: string, measured: number, unit: Goal['unit'], most: number): Goal => ({
    what: `${what}: ${figure}`,
    measured,
    unit,
    bound: { atMost: most },
  });
  return [
    atMost('more time', (of('with', 'wallMs') / of('without', 'wallMs') - 1) * 100, '%', 5),
    atMost('more received', (of('with', 'bytes') - of('without', 'bytes')) / 1000, 'kB', 100),
    atMost('more requests', of('with', 'requests') - of('without', 'requests'), 'requests', 0),
  ];
}

async function history(fixture: Fixture): Promise<string> {
  const server = await startServer(fixture.repository.root, latencyMs);
  const runs = [];
  for (let round = 0; round < 3; round += 1)
    runs.push(await measure([process.execPath, options.bundle, 'history', `--repository=${server.url}`]));
  const bytes = (await server.take()).reduce((sum, { bytesOut }) => sum + bytesOut, 0) / runs.length;
  await server.close();
  const [first] = runs;
  if (first?.exit !== 0) throw new Error(`Cannot measure the history: ${first?.stderr}`);
  return (
    `history of 10,000 deploys, ${latencyMs} ms: ${median(runs.map(({ wallMs }) => wallMs)).toFixed(0)} ms ` +
    `(goal at most 5000 ms), ${(median(runs.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0)} MB at most ` +
    `(goal at most 200 MB), ${(bytes / 1e6).toFixed(1)} MB received, ${first.stdout.split('\n').length} lines`
  );
}

const small = await addDeploys(await openFixture(500), 10_000);
process.stdout.write(`${await history(small.with)}\n`);
await small.with.repository.remove();
const size = sizes.find((each) => each === Number(options.size));
if (size === undefined)
  throw new Error(`Cannot measure "${options.size}" files: there are ${sizes.join(', ')}`);
const large = await addDeploys(await openFixture(size), 5000);
const goals = await guard(large);
await large.with.repository.remove();
process.stdout.write(`\n${print.goals(goals)}\n`);
process.exitCode = goals.some((goal) => judge(goal) === 'NOT MET') ? 1 : 0;
