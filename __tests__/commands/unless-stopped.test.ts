import { unlessStopped } from '../../src/commands/unless-stopped.ts';

const never = new Promise<string>(() => undefined);

test('a job that was stopped before waits for no receiver that never answers', async () => {
  expect(await unlessStopped(never, 1, AbortSignal.abort())).toBeUndefined();
});

test('a job that is stopped while it waits does not wait on', async () => {
  const stop = new AbortController();
  const waiting = unlessStopped(never, 1, stop.signal);
  stop.abort();
  expect(await waiting).toBeUndefined();
});

test.each([
  ['runs', new AbortController().signal],
  ['was stopped', AbortSignal.abort()],
])('what receivers answer counts while a job %s', async (_, signal) => {
  expect(await unlessStopped(Promise.resolve('an answer'), 600_000, signal)).toBe('an answer');
});
