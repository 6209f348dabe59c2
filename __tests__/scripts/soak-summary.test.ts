import { strange } from '../../scripts/soak/summary.ts';
import type { SoakRun } from '../../scripts/soak/writer.ts';

const landed: SoakRun = {
  deed: 'deploy',
  isGoingBack: false,
  jobUrl: 'https://ci.example.com/jobs/1',
  file: 'apps/a.yaml',
  image: 'acme/service-a:v1',
  output: '',
  result: 'pushed',
  code: undefined,
  exit: 0,
  signal: undefined,
  attempts: 1,
  faults: [],
  wallMs: 900,
  budgetMs: 60_000,
};
const term = { name: 'SIGTERM', tookMs: 7000 };
const late = { wallMs: 59_000 };
const outOfTime = { result: 'failed', code: 'out-of-time', exit: 6 };
const unknown = { result: 'unknown', code: 'outcome-unknown', exit: 7 };
const refused = { result: 'failed', code: 'push-refused', exit: 5 };
const superseded = { result: 'failed', code: 'superseded', exit: 5 };
const held = { result: 'failed', code: 'held', exit: 5 };
const killed = { result: 'killed', exit: null };

test.each<Partial<SoakRun>>([
  {},
  { result: 'unchanged' },
  { result: 'proposed', deed: 'proposal' },
  { result: 'merged', deed: 'merge' },
  { ...refused, deed: 'merge' },
  { signal: term },
  { ...outOfTime, ...late },
  { ...unknown, ...late },
  { ...outOfTime, signal: term },
  { ...unknown, signal: term },
  { ...killed, signal: { name: 'SIGKILL', tookMs: 5 } },
  { ...outOfTime, budgetMs: 900 },
  { ...unknown, faults: ['push: sent twice, refused'] },
  { ...refused, faults: ['push: sent twice, refused'] },
  held,
  { ...held, deed: 'rollback' },
  { ...superseded, deed: 'rollback' },
  { ...superseded, deed: 'older' },
])('a run may end so: %j', (run) => {
  expect(strange([landed, { ...landed, ...run }])).toEqual([]);
});

test.each<[Partial<SoakRun>, string]>([
  [outOfTime, 'without an excuse'],
  [{ ...refused, deed: 'proposal' }, 'without an excuse'],
  [unknown, 'without an excuse'],
  [killed, 'without an excuse'],
  [{ ...refused, budgetMs: 900 }, 'without an excuse'],
  [{ ...refused, ...late }, 'without an excuse'],
  [{ ...refused, signal: term }, 'without an excuse'],
  [{ signal: { ...term, tookMs: 10_500 } }, '10500 ms after SIGTERM'],
  [superseded, 'without an excuse'],
  [{ ...superseded, deed: 'older', isGoingBack: true }, 'without an excuse'],
  [{ ...held, deed: 'hold' }, 'without an excuse'],
  [{ ...held, deed: 'release' }, 'without an excuse'],
  [{ exit: 1 }, 'with the exit code 1'],
  [{ ...unknown, ...late, exit: 6 }, 'with the exit code 6'],
  [{ ...outOfTime, ...late, exit: 7 }, 'with the exit code 7'],
  [{ ...killed, signal: term, exit: 1 }, 'with the exit code 1'],
])('the soak complains of a run that ends so: %j', (run, says) => {
  expect(strange([landed, { ...landed, ...run }])).toEqual([expect.stringContaining(says)]);
});

test('the soak complains where nothing landed at all', () => {
  expect(strange([{ ...landed, ...killed, signal: term }])).toEqual(['nothing landed at all']);
});
