// How a request is merged: what each answer of the host leads to, with a host that answers as it is told.
import { DeployError } from '../../src/errors.ts';
import type { MergeAnswer, PullRequest } from '../../src/hosts/pull-requests.ts';
import { ApiBudget } from '../../src/proposals/api-budget.ts';
import { RequestMerger } from '../../src/proposals/request-merger.ts';

const open: PullRequest = {
  ...{ number: 1, url: 'https://git.acme.dev/1', id: '1', commit: 'c1', title: '', body: '' },
  ...{ labels: [], assignees: [], reviewers: [] },
};
const merged: MergeAnswer = { is: 'merged', commit: 'm1' };
const overtaken: MergeAnswer = { is: 'overtaken' };
const notYet: MergeAnswer = { is: 'not-yet', why: 'an approval is missing' };

/** Counts its pauses in place of waiting. */
class CountedBudget extends ApiBudget {
  pauses = 0;
  readonly #most: number;

  constructor(most: number) {
    super({
      ...{
        task: 'finish it',
        deadline: 60_000,
        monotonicNow: () => 0,
        random: () => 0,
        log: () => undefined,
      },
      signal: new AbortController().signal,
    });
    this.#most = most;
  }

  override async pause(): Promise<boolean> {
    this.pauses += 1;
    return this.pauses <= this.#most;
  }
}

/** Merges with a host that gives some answers, and the last of them again and again. */
async function mergeWith(
  how: 'auto' | 'now',
  answers: readonly MergeAnswer[],
  isTip: boolean,
  most = 40,
  isWanted: () => Promise<boolean> = async () => true,
) {
  const left = [...answers];
  const warnings: string[] = [];
  const merger = new RequestMerger({
    followUp: {
      annotate: async () => undefined,
      merge: async () => (left.length > 1 ? left.shift() : left[0]) ?? merged,
    },
    budget: new CountedBudget(most),
    how,
    log: () => undefined,
    warn: (line) => warnings.push(line),
  });
  return { end: await merger.merge(open, 'c1', { isTip: async () => isTip, isWanted }), warnings };
}

const nine = Array.from({ length: 9 }, () => overtaken);

test.each(['auto', 'now'] as const)('with %s a host that sees the push late is waited for', async (how) => {
  expect((await mergeWith(how, [...nine, merged], true)).end).toEqual(merged);
});

test('a host that never sees the push is not a success', async () => {
  await expect(mergeWith('now', [overtaken], true)).rejects.toMatchObject({
    code: 'out-of-time',
    message: expect.stringContaining('does not know of the pushed commit'),
  });
});

test('a request whose branch has moved is left to the run that moved it', async () => {
  expect(await mergeWith('now', [overtaken], false)).toEqual({ end: { is: 'left' }, warnings: [] });
});

test.each(['auto', 'now'] as const)('with %s a request that was closed is an error at once', async (how) => {
  await expect(mergeWith(how, [notYet, { is: 'closed' }], true)).rejects.toMatchObject({
    code: 'push-refused',
    message: 'Cannot merge "https://git.acme.dev/1": it was closed',
  });
});

test.each(['auto', 'now'] as const)('with %s the base is asked before each try', async (how) => {
  const wants = [true, true, false];
  const end = mergeWith(how, [notYet], true, 40, async () => wants.shift() ?? true);
  expect([(await end).end, wants]).toEqual([{ is: 'unneeded' }, []]);
  const held = new DeployError('held', 'Cannot deploy: somebody holds it', 'lift it');
  const none = async () => Promise.reject(held);
  await expect(mergeWith(how, [merged], true, 40, none)).rejects.toBe(held);
});

test('a host that will not merge by itself is left with a warning after a few looks', async () => {
  expect(await mergeWith('auto', [notYet], true)).toEqual({
    end: { is: 'left' },
    warnings: [expect.stringContaining('an approval is missing; somebody has to merge it')],
  });
});

test.each([
  ['auto', false],
  ['now', true],
] as const)('where the time of "%s" ends, the remedy names "auto": %s', async (how, names) => {
  const error = await mergeWith(how, [notYet], true, 2).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'out-of-time' });
  expect(String((error as { remedy: string }).remedy).includes('"auto"')).toBe(names);
});

const held = new DeployError('held', 'Cannot deploy: somebody holds it', 'lift it');

test.each([
  [
    'the time is over',
    undefined,
    true,
    { code: 'outcome-unknown', message: /is merged: it is in the merge queue$/ },
    0,
  ],
  ['it is held, and taken out', held, true, held, 1],
  [
    'it is held, and cannot be taken out',
    held,
    false,
    { code: 'outcome-unknown', message: /although: Cannot deploy: somebody holds it$/ },
    1,
  ],
])('a run that fails while the merge queue has its request: %s', async (_, thrown, isOut, expected, left) => {
  let leaves = 0;
  const leave = async () => {
    leaves += 1;
    return isOut;
  };
  const wants = [true, true];
  const isWanted = async () => wants.pop() ?? (thrown === undefined || Promise.reject(thrown));
  const error = await mergeWith('now', [{ is: 'in-queue', leave }], true, 4, isWanted).catch(
    (caught: unknown) => caught,
  );
  const { code, message } = expected;
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(leaves).toBe(left);
});

test.each(['auto', 'now'] as const)(
  'with %s a merge that has begun is waited for, and in doubt where the run fails',
  async (how) => {
    const merging: MergeAnswer = { is: 'merging', why: 'its merge is under way' };
    expect((await mergeWith(how, [...nine.map(() => merging), merged], true)).end).toEqual(merged);
    await expect(mergeWith(how, [merging], true, 2)).rejects.toMatchObject({
      ...{ code: 'outcome-unknown', message: expect.stringMatching(/is merged: its merge is under way$/) },
    });
    await expect(mergeWith(how, [merging, notYet], true, 2)).rejects.toMatchObject({ code: 'out-of-time' });
    const wants = [true];
    const isWanted = async () => wants.pop() ?? Promise.reject(held);
    await expect(mergeWith(how, [merging], true, 2, isWanted)).rejects.toMatchObject({
      ...{
        code: 'outcome-unknown',
        message: expect.stringMatching(/although: Cannot deploy: somebody holds it$/),
      },
    });
  },
);

test('with "now" the merge queue is waited for, and with "auto" it is not', async () => {
  const inQueue: MergeAnswer = { is: 'in-queue', leave: async () => true };
  expect((await mergeWith('now', [inQueue, merged], true)).end).toEqual(merged);
  expect((await mergeWith('auto', [inQueue, merged], true)).end).toEqual({ is: 'left' });
});
