// npm run bench [-- --quick] [--in-memory] [--sizes=500,20000] [--bundle=FILE] [--log]
import { parseArgs } from 'node:util';
import { defaultBundle } from './contenders.ts';
import { goalsOf, judge } from './goals.ts';
import { historyCost } from './history-cost.ts';
import { canMeasureMemory } from './measure.ts';
import * as print from './print.ts';
import { race, slowRace, slowWriters, writers } from './race.ts';
import { openFixture, type Size, sizes } from './repository.ts';
import { inMemory } from './scratch.ts';
import { lookIn, runSideBySide, type Sample } from './side-by-side.ts';
import { measureStart } from './start.ts';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    sizes: { type: 'string' },
    bundle: { type: 'string', default: defaultBundle },
    log: { type: 'boolean', default: false },
    'in-memory': { type: 'boolean' },
  },
});
// Every scratch folder has a listener that removes it.
process.setMaxListeners(0);
const latencies = [0, 50];
const rounds: Readonly<Record<Size, number>> = options.quick
  ? { 500: 3, 20000: 3, 200000: 1 }
  : { 500: 9, 20000: 7, 200000: 3 };
const wanted = options.sizes?.split(',').map(Number) ?? (options.quick ? [500, 20000] : sizes);
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const progress = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

say(`${print.machine(new Date())}\n`);
if (!canMeasureMemory) say('Peak memory is not measured: this machine has no /usr/bin/time\n');
say(
  inMemory
    ? 'Work trees and served repositories are in memory (/dev/shm)\n'
    : 'Work trees and served repositories are on disk, as in a pipeline; --in-memory for the usual way at its best\n',
);
const start = await measureStart(options.bundle);
const samples: Sample[] = [];
for (const size of sizes.filter((each) => wanted.includes(each))) {
  progress(`Making or finding the repository of ${size} files`);
  const fixture = await openFixture(size);
  say(print.fixtureLine(fixture));
  for (const latencyMs of latencies) {
    progress(`${size} files at ${latencyMs} ms, ${rounds[size]} rounds`);
    let log = '';
    samples.push(
      ...(await runSideBySide({
        fixture,
        latencyMs,
        rounds: rounds[size],
        bundle: options.bundle,
        onRequests: (requests, startedAt) => {
          log = print.requestLog(requests, startedAt);
        },
      })),
    );
    if (options.log) say(`\n${log}\n`);
  }
  await fixture.repository.remove();
}
progress(`The race of ${writers}`);
const small = await openFixture(500);
const races = [await race('ours', small, 50, options.bundle), await race('usual', small, 50, options.bundle)];
progress(`The race of ${slowWriters} to a server whose push takes a second`);
const slow = await slowRace(small, 50, options.bundle);
await small.repository.remove();
const largest = sizes.findLast((size) => wanted.includes(size)) ?? 500;
progress(`The guard on 5,000 deploys in ${largest} files, and the history of 10,000`);
const history = await historyCost(options.bundle, largest, options.quick ? 3 : 9);

const look = lookIn(samples);
const goals = [...goalsOf(look, races, slow), ...history.goals];
say(`\n${print.figures(look, latencies)}\n`);
say(`${print.floor(look, latencies, start.nodeMs)}\n`);
say(`${print.start(start, look(500, 0, 'ours', 'firstRequestMs'))}\n`);
say(`${print.races(races, writers)}\n`);
say(`${print.slowRace(slow, slowWriters)}\n`);
say(`${history.lines.join('\n')}\n`);
say(print.goals(goals));
process.exitCode = goals.some((goal) => judge(goal) === 'NOT MET') ? 1 : 0;
