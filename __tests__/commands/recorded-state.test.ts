// How a deploy stood at its end, by what its result says.
import { recordedState } from '../../src/commands/recorded-state.ts';
import { DeployError } from '../../src/errors.ts';

const bad = (what: string) => new DeployError('invalid-input', what, 'fix it');

test.each([
  ['pushed', undefined, undefined, 'pushed'],
  ['pushed', 'none', undefined, 'pushed'],
  ['pushed', 'succeeded', undefined, 'rolled-out'],
  ['merged', 'succeeded', undefined, 'rolled-out'],
  ['pushed', 'failed', undefined, 'rollout-failed'],
  ['pushed', 'failed', 'pushed', 'rolled-back'],
  ['merged', 'failed', 'merged', 'rolled-back'],
  ['merged', 'failed', 'proposed', 'rollout-failed'],
  ['pushed', 'failed', 'superseded', 'rollout-failed'],
  ['unchanged', 'timed-out', undefined, 'rollout-timed-out'],
  ['unchanged', 'succeeded', undefined, 'unchanged'],
  ['proposed', 'none', undefined, 'proposed'],
  ['dry-run', 'none', undefined, 'pushed'],
  ['pushed', { some: 'thing' }, 7, 'pushed'],
] as const)('%s, a rollout that is %p, and a rollback that is %p: %s', (result, rollout, rollback, state) => {
  expect(recordedState(result, rollout, rollback, bad)).toBe(state);
});

test.each([[undefined], ['rolled-out'], ['deploying']])('"%s" is no result', (result) => {
  expect(() => recordedState(result, undefined, undefined, bad)).toThrow(/no "?result/);
});
