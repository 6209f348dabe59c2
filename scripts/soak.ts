// Twelve writers on one branch, fewer on a slow machine, and six pipelines that propose, under random faults, for some minutes;
// then git is asked what really happened.
//   npm run soak -- --minutes 5 --seed 42
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { complaints } from '../testing/checker.ts';
import { startFaultProxy } from '../testing/fault-proxy.ts';
import { type GitServer, startGitServer } from '../testing/git-server.ts';
import { readDeployLog } from './soak/deploy-log.ts';
import { measureSlowness } from './soak/machine.ts';
import { brokenOrders } from './soak/orders.ts';
import { soakProposals } from './soak/proposals.ts';
import { seeded } from './soak/random.ts';
import { strange, summary } from './soak/summary.ts';
import { runOnce, type SoakRun } from './soak/writer.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes ?? 2);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const slowness = await measureSlowness();
const writers = Math.ceil(12 / slowness);
const token = 'soak-S3cretToken/with+signs';
const files = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `apps/${name}.yaml`) as [string, ...string[]];
const imageOf = (file: string): string => `acme/service-${file.slice(5, 6)}`;

console.log(
  `Soaking for ${minutes} minutes: ${writers} writers, seed ${seed}, a machine ${slowness.toFixed(1)} times as slow as usual`,
);
const server = await startGitServer({
  token,
  files: Object.fromEntries(files.map((file) => [file, `kind: Pod\nimage: ${imageOf(file)}:v0 # keep me\n`])),
  config: { 'core.logAllRefUpdates': 'always' },
  isPlainCgi: true,
});
const base = (await server.repository.log())[0] ?? '';
const end = Date.now() + minutes * 60_000;
const [runs, proposals] = await Promise.all([
  writeAll(server),
  soakProposals(end, seed, token, slowness),
  commitAsSomebodyElse(server),
]);
const goingBack = new Set(runs.flatMap(({ isGoingBack, jobUrl }) => (isGoingBack ? [jobUrl] : [])));
const broken = [
  ...(await complaints({ repository: server.repository, base, runs, secrets: [token], slowness })),
  ...strange(runs, slowness),
  ...brokenOrders(await readDeployLog(server.repository), goingBack),
  ...strange(proposals.runs, slowness),
  ...proposals.broken,
];
console.log(summary(runs));
console.log(`Proposals: ${summary(proposals.runs)}`);
for (const sentence of broken) console.log(`BROKEN: ${sentence}`);
console.log(
  `${broken.length} rules broken; to run it again: npm run soak -- --minutes ${minutes} --seed ${seed}`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
await server.close();

async function writeAll({ url }: GitServer): Promise<SoakRun[]> {
  const done: SoakRun[] = [];
  let number = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, index) => {
      const proxy = await startFaultProxy(url);
      const writer = { proxy, random: seeded(seed * 1000 + index), token, files, imageOf, slowness };
      while (Date.now() < end) {
        number += 1;
        done.push(await runOnce(writer, number));
      }
      // Also waits for pushes that land late.
      await proxy.close();
    }),
  );
  return done;
}

/** Somebody who does not use the tool, and whose commits must all stay. */
async function commitAsSomebodyElse({ repository }: GitServer): Promise<void> {
  const random = seeded(seed);
  for (let count = 1; Date.now() < end; count += 1) {
    await repository.commit({ 'README.md': `change ${count}\n` }).catch(() => undefined);
    await sleep(500 + 4000 * random());
  }
}
