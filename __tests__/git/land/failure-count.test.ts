import { FailureCount } from '../../../src/git/land/failure-count.ts';
import { RemoteError, type Retry } from '../../../src/http/remote-error.ts';

const failure = (retry: Retry) => new RemoteError('repository-not-found', retry, 'no', 'check it');

test.each<[string, Retry, readonly number[], boolean]>([
  ['a name that nobody knows, asked for once, is asked for again', 'seconds', [10_000], true],
  ['one that a slow name server denied twice is not', 'seconds', [10_000, 20_000], false],
  ['one that was denied often within seconds is', 'seconds', [0, 100, 300, 700, 1500], true],
  ['one that was denied for five seconds is not', 'seconds', [0, 100, 300, 700, 5000], false],
  ['what is known to pass is not bounded by the clock', 'a-while', [10_000, 20_000], true],
])('%s', (_, retry, at, again) => {
  const failures = new FailureCount();
  for (const ms of at) failures.note(failure(retry), ms);
  expect(failures.mayRetry(failure(retry))).toBe(again);
});

test('a name that was known meanwhile starts anew', () => {
  const failures = new FailureCount();
  failures.note(failure('seconds'), 0);
  failures.note(failure('later'), 30_000);
  failures.note(failure('seconds'), 60_000);
  expect(failures.mayRetry(failure('seconds'))).toBe(true);
});

test.each<[string, readonly (number | undefined)[], number]>([
  ['nothing is asked for', [undefined, undefined], 0],
  ['a time that the server names stays what it is', [5000, 5000, 5000], 5000],
  ['a limit that names no time is waited for a minute', [undefined, undefined, 60_000], 60_000],
  ['then for two', [60_000, 60_000], 120_000],
  ['then for four', [60_000, 60_000, 60_000], 240_000],
  ['and for a minute again after something else', [60_000, 60_000, undefined, 60_000], 60_000],
])('%s', (_, waits, expected) => {
  const failures = new FailureCount();
  for (const retryAfterMs of waits)
    failures.note(new RemoteError('out-of-time', 'later', 'no', 'wait', { retryAfterMs }), 0);
  expect(failures.askedMs).toBe(expected);
});
