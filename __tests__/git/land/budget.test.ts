// The time of a run: whoever waited for its end and went on leaves nothing behind.
import { getEventListeners } from 'node:events';
import { Budget } from '../../../src/git/land/budget.ts';

test.each<[string, (budget: Budget) => Promise<unknown>]>([
  ['that is done', (budget) => budget.untilEnd(async () => 'done')],
  ['that fails', (budget) => budget.untilEnd(() => Promise.reject(new Error('no'))).catch(() => undefined)],
  ['that waits', (budget) => budget.untilEnd(() => budget.pause(1))],
])('a job %s leaves no listener on the signals of its budget', async (_, job) => {
  const { signal } = new AbortController();
  const budget = new Budget({ monotonicNow: () => 0, deadline: 60_000, random: () => 0, signal });
  const listeners = () => [signal, budget.endSignal].map((each) => getEventListeners(each, 'abort').length);
  const before = listeners();
  await job(budget);
  expect(listeners()).toStrictEqual(before);
  budget.end();
});
