// npm run bench:ends [-- --rounds=9] [--bundle=FILE] [--before=FILE]: what the registry and the wait for the rollout cost a deploy, where
// nobody asks for them and where somebody does; with `--before`, beside another bundle too, such as one from before there were any.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadedFiles, recordLoads } from '../testing/loaded-files.ts';
import { defaultBundle } from './contenders.ts';
import { measure, median } from './measure.ts';
import { startNeighbours } from './neighbours.ts';
import { table } from './print.ts';
import { openFixture, rewind } from './repository.ts';
import { makeScratch } from './scratch.ts';
import { startServer } from './server.ts';

const { values: options } = parseArgs({
  options: {
    bundle: { type: 'string', default: defaultBundle },
    before: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    latency: { type: 'string', default: '50' },
  },
});
process.setMaxListeners(0);
const latencyMs = Number(options.latency);
const fixture = await openFixture(500);
const server = await startServer(fixture.repository.root, latencyMs);
const neighbours = await startNeighbours(latencyMs);

interface Way {
  readonly title: string;
  readonly bundle: string;
  /** Where the image is, `acme` or `private`. */
  readonly owner: string;
  readonly flags: readonly string[];
}

const source = '--source=acme/web@3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
const api = `--api-url=http://${neighbours.host}/api/v3`;
const way = (title: string, flags: readonly string[], owner = 'acme', bundle = options.bundle): Way => ({
  ...{ title, bundle, owner, flags },
});
const ways: readonly Way[] = [
  way('neither end', []),
  way('neither end, once more', []),
  ...(options.before === undefined ? [] : [way('the other bundle', [], 'acme', options.before)]),
  way('image-check: exists', ['--image-check=exists', source]),
  way('image-check: digest', ['--image-check=digest', source]),
  way('digest, with a token server', ['--image-check=digest', source], 'private'),
  way('digest, and the source from the labels', ['--image-check=digest']),
  way('both of these', ['--image-check=digest'], 'private'),
  way('wait, until the first look', ['--wait=1m', '--host-type=github', '--token=t', api]),
];

interface Sample {
  readonly title: string;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** From the first request to git on. */
  readonly gitMs: number;
  readonly requests: number;
  readonly others: number;
}

async function runOnce({ title, bundle, owner, flags }: Way, round: number): Promise<Sample> {
  await rewind(fixture);
  await server.take();
  const service = fixture.services[(round * 7) % fixture.services.length];
  if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
  const url = server.url.replace('/config.git', '/acme/config.git');
  const image = `${service.image}=${neighbours.host}/${owner}/web:v9.2.${round}`;
  const words = [`--repository=${url}`, `--file=${service.folder}/deployment.yaml`, `--image=${image}`];
  const run = await measure([process.execPath, bundle, ...words, ...flags]);
  if (run.exit !== 0) throw new Error(`Cannot measure "${title}": ${run.stderr}${run.stdout}`);
  const [git, others] = [await server.take(), await neighbours.take()];
  const gitMs = run.startedAt + run.wallMs - (git[0]?.startedAt ?? Number.NaN);
  return { title, wallMs: run.wallMs, cpuMs: run.cpuMs, gitMs, requests: git.length, others: others.length };
}

/** How many files of the bundle a plain deploy loads. */
async function filesOf(bundle: string): Promise<number> {
  const list = join(makeScratch('loads'), 'list');
  const { NODE_OPTIONS = '', LIST_OF_LOADED_FILES = '' } = recordLoads(list);
  const env = [`NODE_OPTIONS=${NODE_OPTIONS}`, `LIST_OF_LOADED_FILES=${LIST_OF_LOADED_FILES}`];
  await rewind(fixture);
  const [service] = fixture.services;
  const words = [`--repository=${server.url}`, `--file=${service?.folder}/deployment.yaml`];
  const run = await measure([
    'env',
    ...env,
    process.execPath,
    bundle,
    ...words,
    `--image=${service?.image}:v9`,
  ]);
  if (run.exit !== 0) throw new Error(`Cannot see what is loaded: ${run.stderr}${run.stdout}`);
  return [...loadedFiles(list).keys()].filter((path) => !path.endsWith('/loaded-files.ts')).length;
}

const samples: Sample[] = [];
for (let round = 0; round <= Number(options.rounds); round += 1)
  for (const [index] of ways.entries()) {
    const next = ways[(index + round) % ways.length];
    if (next === undefined) continue;
    const sample = await runOnce(next, round);
    if (round > 0) samples.push(sample);
  }
const bundles = [options.bundle, ...(options.before === undefined ? [] : [options.before])];
for (const bundle of bundles)
  process.stdout.write(`A plain deploy loads ${await filesOf(bundle)} files of ${bundle}\n`);
await Promise.all([server.close(), neighbours.close()]);
await fixture.repository.remove();

const of = (title: string, figure: 'wallMs' | 'cpuMs' | 'gitMs' | 'requests' | 'others'): number =>
  median(samples.filter((each) => each.title === title).map((each) => each[figure]));
const plain = (of('neither end', 'wallMs') + of('neither end, once more', 'wallMs')) / 2;
const rows = ways.map(({ title }) => [
  title,
  `${of(title, 'wallMs').toFixed(0)} ms`,
  (of(title, 'wallMs') / plain).toFixed(2),
  `${of(title, 'gitMs').toFixed(0)} ms`,
  `${of(title, 'cpuMs').toFixed(0)} ms`,
  `${of(title, 'requests')}`,
  `${of(title, 'others')}`,
]);
const head = [
  `500 files, ${latencyMs} ms`,
  'wall',
  'x plain',
  'from the first request',
  'processor',
  'to git',
  'to others',
];
process.stdout.write(`\n${table(head, rows)}\n`);
