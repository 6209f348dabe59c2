// The guess of how many others push to a branch.
import { Rivals } from '../../../src/git/land/rivals.ts';

type Seen = 'loss' | 'move' | 'idle';

function chanceAfter(...seen: readonly Seen[]): number {
  const rivals = new Rivals();
  for (const each of seen) {
    if (each === 'loss') rivals.noteLoss();
    if (each === 'move') rivals.noteMove();
    if (each === 'idle') rivals.noteIdle();
  }
  return rivals.chanceToPush;
}

const times = (count: number, seen: Seen): Seen[] => Array.from({ length: count }, () => seen);

test('one lost race is no reason to wait for long: most are against one other', () => {
  expect(chanceAfter('loss')).toBeGreaterThan(0.4);
});

test.each<[string, readonly Seen[], readonly Seen[]]>([
  ['a second lost race', ['loss', 'loss'], ['loss']],
  ['more of them', times(5, 'loss'), times(2, 'loss')],
  ['a branch that moves again and again', ['loss', 'loss', 'move'], ['loss', 'loss', 'idle']],
])('%s makes a push less likely', (_, more, less) => {
  expect(chanceAfter(...more)).toBeLessThan(chanceAfter(...less));
});

test('where nobody pushes for a while, we do', () => {
  expect(chanceAfter(...times(6, 'loss'), ...times(4, 'idle'))).toBeGreaterThan(0.9);
});

test('others who come later are seen, however sure it was that nobody is there', () => {
  expect(chanceAfter('loss', ...times(50, 'idle'), ...times(5, 'loss'))).toBeLessThan(0.5);
});

test('nobody is kept from pushing forever', () => {
  expect(chanceAfter(...times(300, 'loss'))).toBeGreaterThan(0.01);
});
