import { allowedStrategies, mergeTypesPolicy } from '../../src/hosts/azure-merge-types.ts';

const limit = { type: { id: mergeTypesPolicy }, isEnabled: true, isBlocking: true };
const squash = { ...limit, settings: { allowSquash: true } };
const all = ['noFastForward', 'rebaseMerge', 'rebase', 'squash'];

test.each([
  ['no policy', [], all],
  ['squash alone', [squash], ['squash']],
  ['two policies', [squash, { ...limit, settings: { allowSquash: true, allowRebase: true } }], ['squash']],
  ['policies that have nothing in common', [squash, { ...limit, settings: { allowRebase: true } }], []],
  ['a policy that is off', [{ ...squash, isEnabled: false }], all],
  ['a policy that does not block', [{ ...squash, isBlocking: false }], all],
  ['a policy of another type', [{ ...squash, type: { id: 'x' } }], all],
  ['an old policy for squash', [{ ...limit, settings: { useSquashMerge: true } }], ['squash']],
  ['an old policy without squash', [{ ...limit, settings: { useSquashMerge: false } }], ['noFastForward']],
])('%s leaves the right ways to merge', (_, value, left) => {
  expect(allowedStrategies({ value })).toEqual(left);
});

test('an answer without policies limits nothing', () => {
  expect(allowedStrategies({ message: 'not here' })).toEqual(all);
});
