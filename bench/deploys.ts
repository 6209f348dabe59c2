// npm run bench:history [-- --bundle=FILE]: the guard of the order on a history of 5,000 deploys at 200,000 files, and
// `history` of 10,000 deploys.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { gitEnvironment } from '../testing/bare-repository.ts';
import { commandOf, defaultBundle, type Job } from './contenders.ts';
import { measure, median } from './measure.ts';
import { type Fixture, openFixture, rewind } from './repository.ts';
import { type Server, startServer } from './server.ts';

const { values: options } = parseArgs({
  options: { bundle: { type: 'string', default: defaultBundle }, rounds: { type: 'string', default: '9' } },
});
// Every scratch folder has a listener that removes it.
process.setMaxListeners(0);
const latencyMs = 50;

/** One deploy's figures; bytes are those of the bodies that the server sent. */
interface Sample {
  readonly wallMs: number;
  readonly bytes: number;
}

/** Puts so many commits on the branch that say what ours say, each of a run and a service of its own. */
async function addDeploys(fixture: Fixture, count: number): Promise<Fixture> {
  const { repository } = fixture;
  const { directory, root } = repository;
  const child = spawn('git', ['-C', directory, 'fast-import', '--quiet'], {
    env: gitEnvironment(root),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  await pipeline(Readable.from(deploys(fixture, count)), child.stdin);
  await closed;
  await repository.git('repack', '-q', '-a', '-d', '-b');
  await repository.git('commit-graph', 'write', '--reachable', '--no-progress');
  return { ...fixture, tip: (await repository.git('rev-parse', 'main')).trim() };
}

function* deploys({ services, tip }: Fixture, count: number): Generator<string> {
  const start = Date.parse('2025-01-01T00:00:00Z') / 1000;
  for (let number = 1; number <= count; number += 1) {
    const service = services[(number * 7919) % services.length];
    if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
    const text = `kind: Deployment # ${number}\nimage: ${service.image}:v${number}\n`;
    const message = messageOf(service.name, service.image, `${service.folder}/deployment.yaml`, number);
    const from = number === 1 ? `from ${tip}\n` : '';
    yield `commit refs/heads/main\ncommitter Jo Doe <jo@acme.dev> ${start + number * 1800} +0000\n` +
      `data ${Buffer.byteLength(message)}\n${message}\n${from}` +
      `M 100644 inline ${service.folder}/history.yaml\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  }
}

function messageOf(name: string, image: string, file: string, number: number): string {
  const source = randomUUID().replaceAll('-', '').padEnd(40, '0');
  return `Deploy ${name} v${number} to prod

${file}:21 spec.template.spec.containers.[name=${name}].image: v${number - 1} -> v${number}

Deploy-Source-Date: ${new Date(1.7e12 + number * 1.8e6).toISOString()}
Deploy-Order: acme/${name}/.github/workflows/deploy.yml ${number}
Deploy-Target: ${file}#${image}
Deploy-Image: ${image}:v${number}
Deploy-Previous: v${number - 1}
Deploy-Source: acme/${name}@${source}
Deploy-Source-Branch: main
Deploy-Run: https://github.com/acme/${name}/actions/runs/${10 ** 10 + number}
Deploy-Id: ${randomUUID()}
`;
}

async function runOnce(job: Job, more: readonly string[], server: Server): Promise<Sample> {
  await server.take();
  const run = await measure([...commandOf('ours', job, options.bundle), ...more]);
  const requests = await server.take();
  if (run.exit !== 0) throw new Error(`Cannot measure the guard: ${run.stderr}${run.stdout}`);
  return { wallMs: run.wallMs, bytes: requests.reduce((sum, { bytesOut }) => sum + bytesOut, 0) };
}

async function guard(fixture: Fixture): Promise<string> {
  const server = await startServer(fixture.repository.root, latencyMs);
  const samples: Record<'with' | 'without', Sample[]> = { with: [], without: [] };
  for (let round = 0; round <= Number(options.rounds); round += 1) {
    const service = fixture.services[(round * 1237) % fixture.services.length];
    if (service === undefined) throw new Error('Cannot choose a service: the repository has none');
    const path = `${service.folder}/deployment.yaml`;
    const job: Job = { url: server.url, path, image: service.image, tag: `v9.1.${round}` };
    const order = `--order=acme/${service.name}/.github/workflows/deploy.yml 99999`;
    const ways = [
      ['with', [order]],
      ['without', [order, '--if-superseded=deploy']],
    ] as const;
    for (const [name, more] of round % 2 === 0 ? ways : ways.toReversed()) {
      await rewind(fixture);
      const sample = await runOnce(job, more, server);
      if (round > 0) samples[name].push(sample);
    }
  }
  await server.close();
  const of = (name: 'with' | 'without', figure: keyof Sample) =>
    median(samples[name].map((each) => each[figure]));
  const share = (of('with', 'wallMs') / of('without', 'wallMs') - 1) * 100;
  return (
    `guard on 5,000 deploys, 200,000 files, ${latencyMs} ms: ${of('with', 'wallMs').toFixed(0)} ms with it, ` +
    `${of('without', 'wallMs').toFixed(0)} ms without (${share.toFixed(1)} %, goal at most 5 %); ` +
    `${((of('with', 'bytes') - of('without', 'bytes')) / 1000).toFixed(0)} kB more (goal at most 100 kB)`
  );
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
process.stdout.write(`${await history(small)}\n`);
await small.repository.remove();
const fixture = await addDeploys(await openFixture(200000), 5000);
process.stdout.write(`${await guard(fixture)}\n`);
await fixture.repository.remove();
