import { unlessStopped } from '../../src/commands/unless-stopped.ts';

const never = new Promise<readonly string[]>(() => undefined);
const tooLong = [expect.stringContaining('the job was stopped before it answered')];

test('a job that was stopped before waits for no receiver that never answers', async () => {
  expect(await unlessStopped(never, 1, AbortSignal.abort())).toEqual(tooLong);
});

test('a job that is stopped while it waits does not wait on', async () => {
  const stop = new AbortController();
  const waiting = unlessStopped(never, 1, stop.signal);
  stop.abort();
  expect(await waiting).toEqual(tooLong);
});

test.each([
  ['runs', new AbortController().signal],
  ['was stopped', AbortSignal.abort()],
])('what receivers answer counts while a job %s', async (_, signal) => {
  expect(await unlessStopped(Promise.resolve(['a warning']), 600_000, signal)).toEqual(['a warning']);
});
