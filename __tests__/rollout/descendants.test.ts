// The commits of a branch that contain ours.
import { placeOfCommit } from '../../src/rollout/descendants.ts';

/** `D:C E:D,X`: the newest last, as people write history. */
function logOf(text: string) {
  return text
    .split(' ')
    .map((each) => {
      const [id = '', parents = ''] = each.split(':');
      return { id, parents: parents.split(',').filter(Boolean) };
    })
    .reverse();
}

test.each([
  ['ours is the tip', 'A: B:A C:B', ['C'], ['B', 'A']],
  ['others went on', 'A: B:A C:B D:C E:D', ['C', 'D', 'E'], ['B', 'A']],
  ['another branch was merged behind ours', 'A: B:A C:B X:A D:C E:D,X', ['C', 'D', 'E'], ['B', 'A']],
  ['ours came by a merge', 'A: B:A X:B C:A D:B,C', ['C', 'D'], ['A']],
  ['a commit beside ours contains it not', 'A: C:A X:A', ['C'], ['A']],
  ['the history is cut before ours', 'C:B D:C', ['C', 'D'], []],
  ['ours is not there', 'A: B:A', undefined, []],
] as const)('%s', (_name, log, descendants, before) => {
  expect(placeOfCommit('C', logOf(log))).toEqual({ descendants, before });
});
