// Runs that write one request at once, in every order of their steps: it ends with the words of the newest.

import { seeded } from '../../scripts/soak/random.ts';
import type { PullRequest, RequestDraft } from '../../src/hosts/pull-requests.ts';
import type { NewestCommit } from '../../src/proposals/branch-words.ts';
import { RequestWriter } from '../../src/proposals/request-writer.ts';

/** What the runs share: a step of one of them happens when its turn comes. */
interface World {
  /** The number of the run whose commit is the newest. */
  newest: number;
  /** The newest that the host knows of. */
  known: number;
  /** It hears of a push at any time after it. */
  readonly isLate: boolean;
  open: PullRequest | undefined;
}

const request = (title: string, body: string, commit: string): PullRequest => ({
  ...{ number: 1, url: 'https://host/1', id: '1', commit, title, body },
  ...{ labels: [], assignees: [], reviewers: [] },
});
const commitOf = (number: number): string => `${number}`.repeat(40);
const messageOf = (number: number): string => `Deploy web v${number}\n\nweb.yaml:1 image: v1 -> v${number}\n`;

/** Lets runs take their steps in the order that `choose` draws. */
class Turns {
  readonly #choose: (among: number) => number;
  readonly #waiting = new Map<number, () => void>();

  constructor(choose: (among: number) => number) {
    this.#choose = choose;
  }

  /** Waits for the turn of a run. */
  of(run: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(run, resolve));
  }

  /** Gives turns until nobody waits for one. */
  async give(): Promise<void> {
    for (await settled(); this.#waiting.size > 0; await settled()) {
      const runs = [...this.#waiting.keys()].sort((one, other) => other - one);
      const run = runs[this.#choose(runs.length)] ?? 0;
      const go = this.#waiting.get(run);
      this.#waiting.delete(run);
      go?.();
    }
  }
}

/** Whoever can go on has come to its next step. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pushes and writes, and again where an answer is lost. */
async function run(number: number, world: World, turns: Turns, losesAnswer: boolean): Promise<void> {
  await turns.of(number);
  if (number < world.newest) return;
  world.newest = number;
  if (!world.isLate) world.known = number;
  else
    void turns.of(-number).then(() => {
      world.known = Math.max(world.known, number);
    });
  let isLost = losesAnswer;
  const host = {
    find: async () => {
      await turns.of(number);
      return world.open && { ...world.open, commit: commitOf(world.known) };
    },
    save: async ({ title, body }: RequestDraft, open: PullRequest | undefined): Promise<PullRequest> => {
      if (open?.title === title && open.body === body) return open;
      await turns.of(number);
      if (open === undefined && world.open !== undefined) throw new Error('already exists');
      world.open = request(title, body, commitOf(world.newest));
      if (!isLost) return world.open;
      isLost = false;
      throw new Error('no answer');
    },
  };
  const newest = async (): Promise<NewestCommit> => {
    await turns.of(number);
    return { id: commitOf(world.newest), message: messageOf(world.newest) };
  };
  const [commit, draft] = [commitOf(number), draftOf(number)];
  const writer = new RequestWriter(host, draft, { newest, commit, isOurs: ({ id }) => id === commit });
  for (let tries = 0; tries < 5; tries += 1)
    if ((await writer.write().catch(() => undefined)) !== undefined) return;
  throw new Error('it fails again and again');
}

const draftOf = (number: number): RequestDraft => ({
  ...{ head: 'ours', base: 'main', isDraft: false },
  ...{ title: `Deploy web v${number}`, body: `table of v${number}` },
});

/** Does a job with every sequence of choices, one after the other; says how many there are. */
async function everyOrder(job: (choose: (among: number) => number) => Promise<void>): Promise<number> {
  let path: { readonly taken: number; readonly among: number }[] = [];
  for (let count = 1; ; count += 1) {
    const made: typeof path = [];
    await job((among) => {
      const taken = path[made.length]?.taken ?? 0;
      made.push({ taken, among });
      return taken;
    });
    const last = made.findLastIndex(({ taken, among }) => taken + 1 < among);
    if (last < 0) return count;
    path = made
      .slice(0, last + 1)
      .map(({ taken, among }, index) => ({ taken: index < last ? taken : taken + 1, among }));
  }
}

/** Lets runs of these numbers propose at once. */
async function writeAll(
  numbers: readonly number[],
  open: PullRequest | undefined,
  loser: number,
  choose: (among: number) => number,
  isLate = false,
): Promise<void> {
  const world: World = { newest: 1, known: 1, isLate, open };
  const turns = new Turns(choose);
  const runs = numbers.map((number) => run(number, world, turns, number === loser));
  await turns.give();
  await Promise.all(runs);
  const most = Math.max(...numbers);
  expect(world.open?.title).toBe(`Deploy web v${most}`);
  expect(world.open?.body).toContain(`v${most}`);
}

const there = request('Deploy web v1', 'table of v1', '');

test.each([
  ['opened', undefined, 0],
  ['there', there, 0],
  ['opened, with an answer of the older run lost', undefined, 2],
  ['opened, with an answer of the newer run lost', undefined, 3],
  ['there, with an answer of the older run lost', there, 2],
  ['there, with an answer of the newer run lost', there, 3],
])(
  'whichever step comes first, a request that is %s says what the newest has',
  async (_, open, loser) => {
    const orders = await everyOrder((choose) => writeAll([2, 3], open, loser, choose));
    expect(orders).toBeGreaterThan(100);
  },
  60_000,
);

test('so it is with four runs and a host that hears late of a push, in many orders', async () => {
  const random = seeded(7);
  for (let count = 0; count < 2000; count += 1) {
    // The newest run is often far ahead of the others, and the host behind all of them.
    const choose = (among: number): number => Math.floor(random() ** (1 + (count % 4)) * among);
    const numbers = count % 3 === 0 ? [2, 3] : [2, 3, 4, 5];
    await writeAll(numbers, count % 2 === 0 ? there : undefined, count % 6, choose, true);
  }
}, 60_000);
