import { parseReference, type Reference } from '../../src/image/reference.ts';
import { heldBy } from '../../src/ledger/holds.ts';
import { keptTrailers } from '../../src/ledger/kept-hold.ts';
import { holdsToKeep, mayHoldBefore } from '../../src/ledger/lasting-holds.ts';
import type { BranchCommit } from '../../src/ledger/read-deploys.ts';

const web = 'a.yaml#acme/web';
const api = 'a.yaml#acme/api';

/** A branch that grows as ours does: each deploy says again what it has to, and only the last 200 commits are known. */
class Branch {
  commits: BranchCommit[] = [];

  /** What a run that reads 200 commits knows. */
  get window(): readonly BranchCommit[] {
    return this.commits.slice(-200);
  }

  add(message: string): BranchCommit {
    const number = this.commits.length;
    const commit = {
      id: `${number}`.padStart(40, '0'),
      message,
      author: { name: 'Jo Doe' },
      date: Date.parse('2026-11-26T08:00:00Z') + number * 60_000,
      parents: number === 0 ? [] : [`${number - 1}`.padStart(40, '0')],
    };
    this.commits.push(commit);
    return commit;
  }

  /** A commit of ours, from lines of its own. */
  deploy(...lines: readonly string[]): BranchCommit {
    const own = [...lines, `Deploy-Id: ${this.commits.length}`].join('\n');
    const kept = holdsToKeep(this.window, own, false)
      .flatMap(keptTrailers)
      .map(({ key, value }) => `${key}: ${value}`);
    return this.add(['Deploy', '', ...kept, own].join('\n'));
  }

  others(count: number): void {
    for (let index = 0; index < count; index += 1) this.add('Somebody else');
  }

  /** Deploys of another file, one each so many commits. */
  pass(count: number, every: number): void {
    for (let index = 0; index < count; index += every) {
      this.others(every - 1);
      this.deploy('Deploy-Target: b.yaml#acme/other');
    }
  }

  holds(text: string, what = 'acme/web', order: number | undefined = undefined): boolean {
    const own = order === undefined ? undefined : { scope: 'web', number: order };
    const places = [{ file: 'a.yaml', what }];
    return heldBy(this.window, places, [parseReference(text) as Reference], own) !== undefined;
  }
}

const bad = ['Deploy-Hold: acme/web:v2', 'Deploy-Hold-Order: web 2'];
const target = (text: string): string => `Deploy-Target: ${text}`;
const release = (text: string): string[] => [`Deploy-Release: ${'a'.repeat(40)}`, target(text)];
const brings = (tag: string, order: string): string[] => [
  ...[`Deploy-Image: acme/web:${tag}`, `Deploy-Order: ${order}`, target(web)],
];

test.each<[string, (branch: Branch) => void, readonly boolean[]]>([
  ['a value', (branch) => void branch.deploy(...bad, target(web)), [true, true, false]],
  ['all', (branch) => void branch.deploy('Deploy-Hold: *', target(web)), [true, true, true]],
  ['a file', (branch) => void branch.deploy('Deploy-Hold: *', target('a.yaml#*')), [true, true, true]],
  [
    'very many places',
    (branch) => void branch.deploy(...bad, target('c.yaml#acme/web'), target('*')),
    [true, true, false],
  ],
  [
    'what was released before',
    (branch) => {
      branch.deploy('Deploy-Hold: *', target(web));
      branch.deploy(...release(web));
    },
    [false, false, false],
  ],
  [
    'what was released long after',
    (branch) => {
      branch.deploy('Deploy-Hold: *', target(web));
      branch.pass(240, 20);
      branch.deploy(...release(web));
    },
    [false, false, false],
  ],
  [
    'a file whose image was released long after',
    (branch) => {
      branch.deploy('Deploy-Hold: *', target('a.yaml#*'));
      branch.pass(240, 20);
      branch.deploy(...release(web));
    },
    [false, false, false],
  ],
  [
    'a file whose other image was released long after',
    (branch) => {
      branch.deploy('Deploy-Hold: *', target('a.yaml#*'));
      branch.pass(240, 20);
      branch.deploy(...release(api));
    },
    [true, true, true],
  ],
  [
    'very many places without one that was released',
    (branch) => {
      branch.deploy(...bad, target('c.yaml#acme/web'), target('*'));
      branch.deploy(...release(web));
    },
    [false, false, false],
  ],
  [
    'a value after a newer run',
    (branch) => {
      branch.deploy(...bad, target(web));
      branch.pass(240, 20);
      branch.deploy(...brings('v3', 'web 3'));
    },
    [false, false, false],
  ],
  [
    'a value after a newer run of one of two pipelines',
    (branch) => {
      branch.deploy(...bad, 'Deploy-Hold-Order: api 7', target(web));
      branch.pass(240, 20);
      branch.deploy(...brings('v3', 'web 3'));
    },
    [true, false, false],
  ],
])('%s is held, or is not, as long as something is deployed', (_, begin, expected) => {
  const branch = new Branch();
  begin(branch);
  for (const [count, every] of [
    [0, 1],
    [280, 140],
    [420, 3],
  ] as const) {
    branch.pass(count, every);
    expect([branch.holds('acme/web:v2'), branch.holds('acme/web:v1', 'acme/web', 2)]).toEqual(
      expected.slice(0, 2),
    );
    expect(branch.holds('acme/web:v9', 'acme/web', 9)).toBe(expected[2]);
  }
});

test('who, when and why stay, and the commit that began it; what fits in no commit is said by the next', () => {
  const branch = new Branch();
  const long = 'x'.repeat(9000);
  const first = branch.deploy('Deploy-Hold: *', `Deploy-Hold-Reason: ${long}`, target(web));
  const second = branch.deploy(
    'Deploy-Hold: *',
    'Deploy-Hold-Reason: frozen',
    'Deploy-Run: https://ci/1',
    target(`a.yaml#acme/${'y'.repeat(8000)}`),
  );
  branch.others(60);
  const [one, other] = [branch.deploy(target('b.yaml#x')), branch.deploy(target('b.yaml#x'))];
  expect(one.message).toContain(`Deploy-Kept: ${first.id} 0\n`);
  expect(one.message).not.toContain(second.id);
  expect(other.message).toContain(
    `Deploy-Kept: ${second.id} 1\nDeploy-Kept-Date: 2026-11-26T08:01:00.000Z\nDeploy-Kept-Author: Jo Doe\nDeploy-Kept-Run: https://ci/1\nDeploy-Kept-Hold: *\nDeploy-Kept-Hold-Reason: frozen\nDeploy-Kept-Target: `,
  );
  branch.others(190);
  const { by } = heldBy(branch.window, [{ file: 'a.yaml', what: 'acme/web' }], [], undefined) ?? {};
  expect(by).toMatchObject({ commit: first.id, author: 'Jo Doe', date: first.date });
  expect(by?.hold.reason).toBe(long);
});

test('nothing is said where nothing is held, where it was said lately, and of what the commit itself ends', () => {
  const branch = new Branch();
  branch.pass(60, 1);
  branch.deploy(...bad, target(web));
  branch.pass(40, 1);
  expect(branch.commits.every(({ message }) => !message.includes('Kept'))).toBe(true);
  branch.others(20);
  expect(branch.deploy(...release(web)).message).not.toContain('Kept');
});

test('a proposal says all again: who knows when it is merged', () => {
  const branch = new Branch();
  branch.deploy(...bad, target(web));
  expect(holdsToKeep(branch.window, 'Deploy', false)).toEqual([]);
  expect(holdsToKeep(branch.window, 'Deploy', true)).toHaveLength(1);
});

test('what a stale request says of a hold that was released meanwhile does not count', () => {
  const branch = new Branch();
  const { id } = branch.deploy('Deploy-Hold: *', target(web));
  branch.others(180);
  branch.deploy(...release(web));
  branch.others(20);
  // Squashed on top of the branch, with the words of before.
  branch.add(
    `Merge\n\n    Deploy-Kept: ${id} 0\n    Deploy-Kept-Hold: *\n    Deploy-Kept-Target: ${web}\n    Deploy-Id: z`,
  );
  expect(branch.holds('acme/web:v2')).toBe(false);
});

test.each<[string, number, number, boolean]>([
  ['there is a deploy near', 1, 147, false],
  ['the last deploy is far', 1, 150, true],
  ['there is no deploy', 0, 10, true],
])('older commits may hold something where %s, and more was not read', (_, own, others, expected) => {
  const branch = new Branch();
  branch.others(300);
  branch.pass(own, 1);
  branch.others(others);
  expect(mayHoldBefore(branch.window)).toBe(expected);
  expect(mayHoldBefore(branch.commits)).toBe(false);
  expect(mayHoldBefore([])).toBe(false);
});

test.each<[string, number | undefined, boolean]>([
  ['nobody says its base', undefined, true],
  ['its base was read', 150, false],
  ['its base is further back', 230, true],
])('a proposal that was merged late knows no hold that came meanwhile: %s', (_, back, expected) => {
  const branch = new Branch();
  branch.others(300);
  const base = back === undefined ? [] : [`Deploy-Base: ${branch.commits.at(-back)?.id}`];
  branch.add(
    ['Deploy', '', 'Deploy-Request: 0123456789', ...base, target(web), 'Deploy-Id: late'].join('\n'),
  );
  branch.others(10);
  expect(mayHoldBefore(branch.window)).toBe(expected);
  expect(mayHoldBefore(branch.commits)).toBe(false);
});
