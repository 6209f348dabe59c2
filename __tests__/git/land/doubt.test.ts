// What a landing says of a push that something may have sent twice: `failed` only after a tip was read that holds none of ours.
import { DeployError } from '../../../src/errors.ts';
import { Budget } from '../../../src/git/land/budget.ts';
import { land } from '../../../src/git/land/land.ts';
import type { Landing } from '../../../src/git/land/landing.ts';
import { RemoteError, type Retry } from '../../../src/http/remote-error.ts';
import { anyLanding, FakeBranch, numberedCommits, type PushAnswer } from '../../../testing/fake-branch.ts';

type Ending = Landing | DeployError;

let branch: FakeBranch;
let stop: AbortController;
let budget: Budget;
let log: string[];
let clock: number;
beforeEach(() => {
  clock = 0;
  branch = new FakeBranch();
  stop = new AbortController();
  log = [];
  const time = { monotonicNow: () => clock, deadline: 60_000 };
  budget = new Budget({ ...time, random: () => 0, signal: stop.signal });
});
afterEach(() => budget.end());

/** Lands with a minute of time; the clock stands still, unless a test sets it. */
async function run(prepareCommit = numberedCommits()): Promise<Ending> {
  const world = {
    budget,
    branch,
    prepareCommit,
    log: (line: string) => void log.push(line),
    now: () => Date.parse('2026-11-26T12:03:04.567Z'),
  };
  try {
    return await land(anyLanding, world);
  } catch (error) {
    if (error instanceof DeployError) return error;
    throw error;
  }
}

const never = (): Promise<never> => new Promise(() => undefined);
const fail = (what: RemoteError) => () => Promise.reject(what);

const failure = (
  code: RemoteError['code'],
  retry: Retry,
  applied: 'no' | 'maybe' = 'no',
  retryAfterMs: number | undefined = undefined,
): RemoteError => new RemoteError(code, retry, `It says ${code}`, 'do so', { applied, retryAfterMs });

const unreadable = failure('repository-not-found', 'never');
const denied = failure('authentication-failed', 'never');

/** Something sends the push twice, and its sender gets the answer to the second copy. */
const replayed =
  (second: RemoteError): PushAnswer =>
  (apply, watch) => {
    watch.onFirstByte();
    apply();
    throw second;
  };

/** The push is refused before git sees it. */
const refused =
  (answer: RemoteError, before: () => void = () => undefined): PushAnswer =>
  (_, watch) => {
    watch.onFirstByte();
    before();
    throw answer;
  };

const answers: readonly [string, RemoteError][] = [
  ['401', denied],
  ['403', failure('permission-denied', 'once', 'no', 1)],
  ['404', failure('repository-not-found', 'never')],
  ['407', failure('authentication-failed', 'never')],
  ['413', failure('push-refused', 'never')],
  ['429', failure('out-of-time', 'later', 'no', 1)],
  ['429 with a wait beyond the time', failure('out-of-time', 'later', 'no', 600_000)],
];

describe.each(answers)('%s as the second answer of a replayed push', (_, answer) => {
  test('is a success, where the commit is seen', async () => {
    branch.pushAnswers.push(replayed(answer));
    expect(await run()).toMatchObject({ result: 'pushed', commit: 'ours-1', attempts: 1 });
  });

  test('is a success, where others pushed on top of it', async () => {
    branch.pushAnswers.push(replayed(answer));
    branch.tipAnswers.push(
      async () => undefined,
      async () => branch.moveOn('theirs'),
    );
    expect(await run()).toMatchObject({ result: 'pushed', commit: 'ours-1', attempts: 1 });
  });

  test('is unknown, where the branch cannot be read', async () => {
    branch.pushAnswers.push(replayed(answer));
    branch.tipAnswers.push(async () => undefined, fail(unreadable), fail(unreadable));
    expect(await run()).toMatchObject({
      result: 'unknown',
      inDoubt: ['ours-1'],
      doubt: expect.stringContaining(`answered by "${answer.message}"; looking for it in the branch failed`),
    });
  });

  test('is unknown, where what others pushed cannot be read', async () => {
    branch.pushAnswers.push(replayed(answer));
    branch.tipAnswers.push(
      async () => undefined,
      async () => branch.moveOn('theirs'),
    );
    branch.historyAnswers.push(fail(unreadable), fail(unreadable));
    expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'] });
  });

  test('is unknown, where the look ends with the time', async () => {
    branch.pushAnswers.push(replayed(answer));
    branch.tipAnswers.push(
      async () => undefined,
      () => {
        budget.end();
        return never();
      },
    );
    expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'] });
  });
});

test.each(answers.filter(([, { retry }]) => retry === 'never'))(
  '%s ends the run as it is, after one look that finds nothing',
  async (_, answer) => {
    branch.pushAnswers.push(refused(answer));
    expect(await run()).toMatchObject({ code: answer.code, message: answer.message, remedy: answer.remedy });
    expect([branch.pushes, branch.looks]).toEqual([1, 2]);
    expect(log).toEqual([]);
  },
);

test.each([
  ['the commit is there', replayed(denied), { result: 'pushed', commit: 'ours-1' }],
  ['it is not', refused(denied), { code: denied.code }],
])('the look behind a permanent answer is tried again, and finds that %s', async (_, answer, ending) => {
  const failed = fail(failure('out-of-time', 'later', 'no', 1));
  branch.pushAnswers.push(answer);
  branch.tipAnswers.push(async () => undefined, failed, failed);
  expect(await run()).toMatchObject(ending);
  expect([branch.pushes, branch.looks]).toEqual([1, 4]);
});

test('a permanent answer is no lost race, though the branch moved', async () => {
  branch.pushAnswers.push(refused(denied, () => branch.moveOn('theirs')));
  expect(await run()).toMatchObject({ code: denied.code, known: { commit: 'theirs', attempts: 1 } });
  expect(branch.pushes).toBe(1);
});

test('a push whose parent is gone from the branch may still come', async () => {
  branch.moveOn('theirs');
  branch.pushAnswers.push(refused(denied, () => branch.setBack()));
  expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'] });
});

test('an answer before the first byte of a push is no doubt, and is not looked for', async () => {
  branch.pushAnswers.push(() => Promise.reject(denied));
  expect(await run()).toMatchObject({ code: denied.code, known: { attempts: 0 } });
  expect(branch.looks).toBe(1);
});

test('even one that would leave a push in doubt', async () => {
  branch.pushAnswers.push(() => Promise.reject(failure('not-a-git-server', 'never', 'maybe')));
  expect(await run()).toMatchObject({ code: 'not-a-git-server', known: { attempts: 0 } });
  expect(branch.looks).toBe(1);
});

test('and one that comes so says nothing of the push before it', async () => {
  branch.pushAnswers.push(refused(failure('out-of-time', 'later', 'maybe')), () => Promise.reject(denied));
  expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'], attempts: 1 });
});

test('no push begins after the time is over, though no timer could say so', async () => {
  const make = numberedCommits();
  const ending = await run((...given) => {
    clock = 60_000;
    return make(...given);
  });
  expect(ending).toMatchObject({ code: 'out-of-time', known: { attempts: 0 } });
  expect(branch.ids).toEqual(['base']);
});

test('what was never answered stays in doubt, though the branch stands still', async () => {
  branch.pushAnswers.push(refused(failure('not-a-git-server', 'never', 'maybe')));
  expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'] });
});

test('a lost race that names our own commit is unknown, where the branch cannot be read', async () => {
  const refusal = failure('push-refused', 'later');
  branch.pushAnswers.push((apply, watch) => {
    watch.onFirstByte();
    apply();
    return { result: 'rejected', refusal };
  });
  branch.tipAnswers.push(async () => undefined, fail(unreadable));
  expect(await run()).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'] });
});

test('a refusal of git itself is final, once the branch was seen to stand still', async () => {
  const refusal = failure('push-refused', 'never');
  branch.pushAnswers.push((_, watch) => {
    watch.onFirstByte();
    return { result: 'rejected', refusal };
  });
  expect(await run()).toMatchObject({ code: 'push-refused', known: { commit: 'base', attempts: 1 } });
  expect(branch.looks).toBe(2);
});

test('what was refused cannot come to a branch that is gone', async () => {
  const gone = failure('branch-not-found', 'never');
  branch.pushAnswers.push(refused(denied));
  branch.tipAnswers.push(async () => undefined, fail(gone));
  expect(await run()).toMatchObject({ code: denied.code });
});

test('a push that got no answer is sent again as it was, so that one commit is in doubt', async () => {
  branch.pushAnswers.push(refused(failure('out-of-time', 'later', 'maybe')));
  expect(await run()).toMatchObject({ result: 'pushed', commit: 'ours-1', attempts: 2 });
});

test('one that was never answered stays in doubt behind one that was refused', async () => {
  branch.pushAnswers.push(refused(failure('out-of-time', 'later', 'maybe')), refused(denied));
  const ending = await run();
  expect(ending).toMatchObject({ result: 'unknown', inDoubt: ['ours-1'], attempts: 2 });
  expect(ending).toMatchObject({ doubt: expect.stringMatching(/^a push got no clear answer; it was not/) });
});

test('an outcome that is unknown says how often the server failed, with which words, and when it was looked for', async () => {
  const bad = failure('out-of-time', 'later', 'maybe');
  const gone = refused(failure('not-a-git-server', 'never', 'maybe'));
  branch.pushAnswers.push(refused(bad), refused(bad), gone);
  expect(await run()).toMatchObject({
    doubt:
      'each of 3 pushes got no clear answer; it was not in the branch when that was read (3 times, at last at 12:03:04 UTC), and may still come; the server failed 3 times in all, at last: It says not-a-git-server',
  });
});

test('of a wait beyond the time it says so, and not that the time ran out', async () => {
  branch.pushAnswers.push(refused(failure('out-of-time', 'later', 'maybe', 600_000)));
  const ending = await run();
  expect(ending).toMatchObject({
    doubt: expect.stringMatching(
      /; then the server asks to wait 600 s, which is more than the time that is left$/,
    ),
  });
});

test.each([
  [120_000, 'set "timeout" to at least 3m'],
  [90_000, 'set "timeout" to at least 3m'],
  [7 * 3_600_000, 'not before 421 minutes have passed'],
])('a wait of %i ms that is longer than the time left is named with what helps: "%s"', async (ms, remedy) => {
  branch.tipAnswers.push(fail(failure('out-of-time', 'later', 'no', ms)));
  expect(await run()).toMatchObject({
    code: 'out-of-time',
    message: expect.stringContaining(`the server asks to wait ${ms / 1000} s, which is more than the time`),
    remedy: expect.stringContaining(remedy),
  });
});

describe('a process that is told to stop', () => {
  test('while the branch is read ends at once', async () => {
    branch.tipAnswers.push(() => {
      stop.abort();
      return never();
    });
    const ending = await run();
    expect(ending).toMatchObject({ code: 'out-of-time' });
    expect(ending).toMatchObject({ message: expect.stringContaining('the job was stopped after 0 pushes') });
  });

  test('while it waits for another try ends at once', async () => {
    branch.tipAnswers.push(async () => {
      setImmediate(() => stop.abort());
      throw failure('out-of-time', 'later', 'no', 30_000);
    });
    expect(await run()).toMatchObject({ code: 'out-of-time' });
  });

  test('while a push is prepared ends at once', async () => {
    branch.pushAnswers.push(() => {
      stop.abort();
      return never();
    });
    expect(await run()).toMatchObject({ code: 'out-of-time', known: { attempts: 0 } });
  });

  test('while a push is on its way waits for its answer', async () => {
    branch.pushAnswers.push(async (apply, watch) => {
      watch.onFirstByte();
      stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
      return { result: 'ok', commit: apply() };
    });
    expect(await run()).toMatchObject({ result: 'pushed', attempts: 1 });
  });

  test('looks for a push whose answer is lost', async () => {
    branch.pushAnswers.push((apply, watch) => {
      watch.onFirstByte();
      apply();
      stop.abort();
      throw failure('out-of-time', 'later', 'maybe');
    });
    expect(await run()).toMatchObject({ result: 'pushed', attempts: 1 });
  });

  test('reads no files for another try once nothing is in doubt', async () => {
    branch.pushAnswers.push(refused(denied, () => stop.abort()));
    expect(await run()).toMatchObject({ code: denied.code });
    expect([branch.pushes, branch.looks]).toEqual([1, 2]);
  });
});
