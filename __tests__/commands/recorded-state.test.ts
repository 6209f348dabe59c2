// How a deploy stood at its end, by what its result says.
import { recordedState } from '../../src/commands/recorded-state.ts';
import { DeployError } from '../../src/errors.ts';

const bad = (what: string) => new DeployError('invalid-input', what, 'fix it');

test.each([
  ['pushed', undefined, 'pushed'],
  ['pushed', 'none', 'pushed'],
  ['pushed', 'succeeded', 'rolled-out'],
  ['merged', 'succeeded', 'rolled-out'],
  ['pushed', 'failed', 'rollout-failed'],
  ['unchanged', 'timed-out', 'rollout-timed-out'],
  ['unchanged', 'succeeded', 'unchanged'],
  ['proposed', 'none', 'proposed'],
  ['dry-run', 'none', 'pushed'],
  ['pushed', { some: 'thing' }, 'pushed'],
] as const)('%s, and a rollout that is %p: %s', (result, rollout, state) => {
  expect(recordedState(result, rollout, bad)).toBe(state);
});

test.each([[undefined], ['rolled-out'], ['deploying']])('"%s" is no result', (result) => {
  expect(() => recordedState(result, undefined, bad)).toThrow(/no "?result/);
});
