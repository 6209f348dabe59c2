// The soak's checker of orders and holds against branches with one breach planted in each.

import { drawDeed } from '../../scripts/soak/deed.ts';
import { deploysIn, readDeployLog } from '../../scripts/soak/deploy-log.ts';
import { brokenOrders } from '../../scripts/soak/orders.ts';
import { seeded } from '../../scripts/soak/random.ts';
import { createBareRepository } from '../../testing/bare-repository.ts';

const target = 'Deploy-Target: a.yaml#acme/a\n';
const ofFile = 'Deploy-Target: a.yaml#*\n';
const run = (number: number, value = number): string =>
  `Deploy-Order: soak ${number}\n${target}Deploy-Image: acme/a:v${value}\nDeploy-Run: run ${number}`;
const again = (value: number): string => `${target}Deploy-Image: acme/a:v${value}`;
const rollback = (to: number, ...hold: string[]): string =>
  [`Deploy-Reverts: 1`, ...hold.map((line) => `Deploy-Hold${line}`), again(to)].join('\n');
const back = rollback(1, ': acme/a:v2', '-Order: soak 2');
const holdAll = `Deploy-Hold: *\n${ofFile}`;
const release = `Deploy-Release: 1\n${ofFile}`;
const elsewhere = run(3).replaceAll('a.yaml', 'b.yaml');

/** Judges a branch with a commit of each of these messages. */
const broken = (messages: readonly string[], goingBack: readonly string[] = []): string[] =>
  brokenOrders(
    messages.flatMap((trailers, index) => deploysIn(`${index}\n${trailers}`)),
    new Set(goingBack),
  );

test.each<[string, readonly string[], string]>([
  ['an older run after a newer one', [run(2), run(1)], 'deploys run 1 after run 2'],
  [
    'a value that was taken back, again',
    [run(1), run(2), back, again(2)],
    'deploys acme/a:v2, which is held there',
  ],
  [
    'a value that was taken back, by a newer run',
    [run(1), run(2), back, run(3, 2)],
    'v2, which is held there',
  ],
  ['a run as old as the held one', [run(1), run(2), back, run(2, 7)], 'v7, which is held there'],
  ['a rollback to what is held', [run(1), run(2), back, rollback(2)], 'v2, which is held there'],
  ['any value while all is held', [holdAll, again(9)], 'v9, which is held there'],
  ['a newer run while all is held', [run(1), holdAll, run(9)], 'v9, which is held there'],
  ['a rollback while all is held', [run(1), run(2), holdAll, rollback(1)], 'v1, which is held there'],
  ['all that a rollback holds', [run(1), run(2), rollback(1, ': *'), run(3)], 'v3, which is held there'],
  [
    'a value held without an order',
    [again(1), again(2), rollback(1, ': acme/a:v2'), run(3), again(2)],
    'v2, which is held there',
  ],
  ['a hold after a release', [holdAll, release, holdAll, again(3)], 'v3, which is held there'],
])('%s is a breach', (_, messages, sentence) => {
  expect(broken(messages)).toEqual([expect.stringContaining(sentence)]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ['runs in their order', [run(1), run(2), run(4)], []],
  ['an older run that a person has started', [run(2), run(1)], ['run 1']],
  ['an older run elsewhere', [run(4), elsewhere], []],
  ['what says no order', [run(4), again(1)], []],
  ['a newer run after a rollback, and then what was held', [run(1), run(2), back, run(3), again(2)], []],
  ['what was held, after its release', [run(1), run(2), back, release, again(2)], []],
  ['anything after a release', [holdAll, release, again(9)], []],
  ['another file while one is held', [holdAll, elsewhere], []],
])('%s is none', (_, messages, goingBack) => {
  expect(broken(messages, goingBack)).toEqual([]);
});

test('a breach is found where git has the messages', async () => {
  const repository = await createBareRepository({ files: {}, branch: 'main' });
  for (const trailers of [run(1), run(2), back, again(2)])
    await repository.commit(
      { 'a.yaml': trailers },
      `Deploy\n\na.yaml: v1 -> v2\n\n${trailers}\nDeploy-Id: 1\n`,
    );
  const tip = await repository.tip();
  expect(brokenOrders(await readDeployLog(repository), new Set())).toEqual([
    `${tip} deploys acme/a:v2, which is held there`,
  ]);
  await repository.remove();
});

test('a soak of a few hundred runs does all that there is to do', () => {
  const random = seeded(1);
  const deeds = Array.from({ length: 300 }, (_, index) => drawDeed(random, index + 1));
  const done = new Set(
    deeds.map(({ is, flags, env }) => [is, ...Object.keys({ ...flags, ...env })].join(' ')),
  );
  expect([...done].sort()).toEqual([
    'again',
    'deploy order',
    'hold reason',
    'older order CI_JOB_MANUAL',
    'older order if-superseded',
    'release',
    'rollback order',
    'rollback order hold reason',
  ]);
});
