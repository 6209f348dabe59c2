// Who waits for a turn: writers on a server whose push takes long, wherever in the push the time goes.
import { Budget } from '../../../src/git/land/budget.ts';
import { land } from '../../../src/git/land/land.ts';
import { RemoteError } from '../../../src/http/remote-error.ts';
import { anyLanding, FakeBranch, numberedCommits } from '../../../testing/fake-branch.ts';

const refusal = new RemoteError('push-refused', 'later', 'Cannot push: it says no', 'do so');

test.each([
  ['takes no time', { before: 0, after: 0 }, false],
  ['takes long after the first byte', { before: 0, after: 2000 }, true],
  // A server that makes the commit is sent the tree and the commit before the request that moves the branch.
  ['takes long before what may be in doubt', { before: 2000, after: 0 }, true],
])('a push that %s', async (_, { before, after }, waits) => {
  let clock = 0;
  const branch = new FakeBranch();
  branch.pushAnswers.push((_apply, watch) => {
    clock += before;
    watch.onFirstByte();
    clock += after;
    branch.moveOn('theirs');
    return { result: 'rejected', refusal };
  });
  const log: string[] = [];
  const { signal } = new AbortController();
  const time = { monotonicNow: () => clock, deadline: 60_000 };
  const budget = new Budget({ ...time, random: () => 0, signal });
  const world = { budget, branch, prepareCommit: numberedCommits(), now: () => 0 };
  const landing = await land(anyLanding, { ...world, log: (line) => void log.push(line) });
  budget.end();
  expect([landing.result, landing.attempts]).toEqual(['pushed', 2]);
  expect(log.join('\n').includes('waiting for a turn')).toBe(waits);
});
