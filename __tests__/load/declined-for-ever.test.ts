import { allAtOnce } from '../../testing/all-at-once.ts';
import { inScene } from '../../testing/fault-scene.ts';

const outages = [
  'GitLab: Internal API unreachable',
  'GitLab: 500 Internal Server Error',
  'Gitea: Internal Server Error',
  'The repository is temporarily read-only.',
  'unpacker error',
] as const;

describe('what a hook declines forever has failed, and nothing is in doubt', () => {
  const endingOf = allAtOnce(outages, (text) =>
    inScene({ hooks: { 'pre-receive': `echo "${text}" >&2; exit 1` } }, async (alone) => {
      let run = await alone.deploy({ timeout: '4s' });
      // The time may end in the middle of a push, which is in doubt then, and not what is asked here.
      for (let again = 0; again < 5 && run.exit === 7; again += 1)
        run = await alone.deploy({ timeout: '4s' });
      const { exit, report } = run;
      return { exit, error: report.error, complaints: await alone.settle() };
    }),
  );

  test.each(outages)('%s', (text) => {
    const { exit, error, complaints } = endingOf(text);
    expect([exit, error?.code, complaints]).toEqual([6, 'out-of-time', []]);
    expect(error?.message).toContain(text);
  });
});
