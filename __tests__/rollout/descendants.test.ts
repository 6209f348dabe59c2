// The commits of a branch that contain ours.
import { placeOfCommit } from '../../src/rollout/descendants.ts';

/**
 * `D:C E:D,X`: the newest last, as people write history; `D:C!` takes C back, `D:C~` as git does, `D:C@` takes T back, and `E:D^`
 * its parent D.
 */
function logOf(text: string) {
  return text
    .split(' ')
    .map((each) => {
      const [id = '', parents = ''] = each.replace(/[!~@^]/, '').split(':');
      const [mark = ''] = /[!~@^]/.exec(each) ?? [];
      const messages: Readonly<Record<string, string>> = {
        '!': 'x\n\nDeploy-Reverts: C\nDeploy-Id: 1',
        '@': 'x\n\nDeploy-Reverts: T\nDeploy-Id: 1',
        '~': 'Revert "x"\n\nThis reverts commit C.',
        '^': `Reapply "x"\n\nThis reverts commit ${parents}.`,
      };
      return { id, parents: parents.split(',').filter(Boolean), message: messages[mark] ?? '' };
    })
    .reverse();
}

test.each([
  ['ours is the tip', 'A: B:A C:B', ['C'], ['B', 'A'], undefined],
  ['others went on', 'A: B:A C:B D:C E:D', ['C', 'D', 'E'], ['B', 'A'], undefined],
  [
    'another branch was merged behind ours',
    'A: B:A C:B X:A D:C E:D,X',
    ['C', 'D', 'E'],
    ['B', 'A'],
    undefined,
  ],
  ['ours came by a merge', 'A: B:A X:B C:A D:B,C', ['C', 'D'], ['A'], undefined],
  ['a commit beside ours contains it not', 'A: C:A X:A', ['C'], ['A'], undefined],
  ['the history is cut before ours', 'C:B D:C', ['C', 'D'], [], undefined],
  ['a rollback took ours back', 'A: C:A D:C E:D! F:E', ['C', 'D'], ['A'], 'E'],
  ['git took ours back', 'A: C:A D:C~', ['C'], ['A'], 'D'],
  ['what took ours back was taken back', 'A: C:A D:C~ E:D^ F:E', ['C', 'E', 'F'], ['A'], undefined],
  ['it was merged behind another commit', 'A: C:A D:C E:C! F:D,E', ['C', 'D'], ['A'], 'E'],
  [
    'ours is a merge, and a rollback took back what came by it',
    'A: T:A C:A,T D:C E:D@ F:E',
    ['C', 'D'],
    ['A', 'T'],
    'E',
  ],
  ['a commit beside ours takes back another', 'A: C:A X:A! D:C', ['C', 'D'], ['A'], undefined],
  ['ours is not there', 'A: B:A', undefined, [], undefined],
] as const)('%s', (_name, log, descendants, before, takenBackBy) => {
  expect(placeOfCommit('C', logOf(log), true)).toEqual({ descendants, before, takenBackBy });
});

test('who takes back a commit that the run has only found does not take back what the run asks for', () => {
  expect(placeOfCommit('C', logOf('C: D:C!'), false).descendants).toEqual(['C', 'D']);
});
