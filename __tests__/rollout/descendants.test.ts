// The commits of a branch that contain ours.
import { placeOfCommit } from '../../src/rollout/descendants.ts';

/** `D:C E:D,X`: the newest last, as people write history; `D:C!` takes C back, `D:C~` as git does, `D:C@` takes T back. */
function logOf(text: string) {
  return text
    .split(' ')
    .map((each) => {
      const [id = '', parents = ''] = each.replace(/[!~@]/, '').split(':');
      const reverted = each.includes('!') ? 'C' : 'T';
      const trailer = /[!@]/.test(each) ? `x\n\nDeploy-Reverts: ${reverted}\nDeploy-Id: 1` : '';
      const message = each.includes('~') ? 'Revert "x"\n\nThis reverts commit C.' : trailer;
      return { id, parents: parents.split(',').filter(Boolean), message };
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
  ['a rollback took ours back', 'A: C:A D:C E:D! F:E', ['C', 'D'], ['A']],
  ['git took ours back', 'A: C:A D:C~', ['C'], ['A']],
  ['it was merged behind another commit', 'A: C:A D:C E:C! F:D,E', ['C', 'D'], ['A']],
  [
    'ours is a merge, and a rollback took back what came by it',
    'A: T:A C:A,T D:C E:D@ F:E',
    ['C', 'D'],
    ['A', 'T'],
  ],
  ['a commit beside ours takes back another', 'A: C:A X:A! D:C', ['C', 'D'], ['A']],
  ['ours is not there', 'A: B:A', undefined, []],
] as const)('%s', (_name, log, descendants, before) => {
  expect(placeOfCommit('C', logOf(log), true)).toEqual({ descendants, before });
});

test('who takes back a commit that the run has only found does not take back what the run asks for', () => {
  expect(placeOfCommit('C', logOf('C: D:C!'), false).descendants).toEqual(['C', 'D']);
});
