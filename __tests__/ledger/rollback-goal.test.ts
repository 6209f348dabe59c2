import { branchHistory } from '../../src/ledger/branch-history.ts';
import type { BranchCommit } from '../../src/ledger/read-deploys.ts';
import { rollbackGoal } from '../../src/ledger/rollback-goal.ts';

const [a, b] = ['a.yaml', 'b.yaml'];
const web = 'acme/web';

/** A branch of one commit after the other: the first one is the newest. Ids are made of two letters. */
function branch(...messages: readonly [id: string, message: string][]): readonly BranchCommit[] {
  return messages.map(([id, message], index) =>
    commit(id, 10_000 - index, [messages[index + 1]?.[0] ?? 'ff'], message),
  );
}
const idOf = (start: string): string => start.repeat(20);
const commit = (id: string, date: number, parents: readonly string[], message = 'x'): BranchCommit => ({
  ...{ id: idOf(id), date, message, author: { name: 'Jo' } },
  parents: parents.map(idOf),
});

/** A deploy of `acme/web`, or of several images, to a file. */
function deploy(tag: string, more: readonly string[] = [], files: readonly string[] = [a]): string {
  const images = tag.includes(':') ? tag : `${web}:${tag}`;
  const names = images.split(', ').map((text) => text.split(':')[0]);
  const targets = files.flatMap((file) =>
    names.map((name) => `Deploy-Target: ${file === '*' ? file : `${file}#${name}`}`),
  );
  return ['Deploy', '', ...more, ...targets, `Deploy-Image: ${images}`, `Deploy-Id: ${tag}${more}`].join(
    '\n',
  );
}
const reverts = (...ids: readonly string[]) => ids.map((id) => `Deploy-Reverts: ${idOf(id)}`);
const source = (commitOfSource: string) => `Deploy-Source: acme/web@${commitOfSource}`;
const variable = 'Deploy-Version-Env: V';

const v1: [string, string] = ['a1', deploy('v1', [source('c0ffee11')])];
const v2: [string, string] = ['a2', deploy('v2', [source('a1b2c3d4'), 'Deploy-Previous: v1'])];
const v3: [string, string] = ['a3', deploy('v3')];
const back = (id: string, ...ids: readonly string[]): [string, string] => [
  id,
  deploy('back', reverts(...ids)),
];
const foreign: [string, string] = ['e1', 'Change something else'];
const isPart = false;

/** What the history says, in a line: each place with its commit, what is taken back, the deploy that brought the value. */
const goal = (
  commits: readonly BranchCommit[],
  to: string,
  images: readonly string[] = [],
  isWhole = true,
  time?: number,
): string => {
  const files = [a, b].filter((file) => commits.some(({ message }) => message.includes(`${file}#`)));
  const named = files.map((file) => ({ file, what: web }));
  const found = rollbackGoal(branchHistory(commits, isWhole), {
    ...{ paths: new Set([a, b]), named, images, to, time, only: undefined },
  });
  const short = (id: string | undefined): string => id?.slice(0, 2) ?? '-';
  if (found.is !== 'found') return found.is;
  const places = found.places.map(
    ({ place, commit: id, before, taken }) =>
      `${place.file[0]}${place.what === web ? '' : place.what.slice(5)}: ${short(id)} without ${taken.map((each) => short(each.commit)).join() || 'none'}, by ${short(before?.commit)}`,
  );
  return `${places.join('; ')}. ${found.reverts.map(short).join()}`;
};

test.each<[string, readonly BranchCommit[], string, string]>([
  ['before the last deploy', branch(foreign, v3, v2, v1), 'previous', 'a: a2 without a3, by a2. a3'],
  [
    'one deploy further after a rollback',
    branch(back('b1', 'a3'), v3, v2, v1),
    'previous',
    'a: a1 without a2, by a1. a2',
  ],
  [
    'past a rollback that was taken back itself',
    branch(back('b2', 'a2'), back('b1', 'a3'), v3, v2, v1),
    'previous',
    'a: ff without a1, by -. a1',
  ],
  [
    'to a rollback, after the deploy that followed it',
    branch(['a4', deploy('v4')], back('b1', 'a3'), v3, v2, v1),
    'previous',
    'a: b1 without a4, by a2. a4',
  ],
  [
    'before all deploys of a squash merge',
    branch(['a9', `${deploy('v3')}\n${deploy('v4')}`], v2),
    'previous',
    'a: a2 without a9,a9, by a2. a9',
  ],
  ['nowhere where nothing was deployed', branch(foreign), 'previous', 'unknown'],
  [
    'past a rollback of a commit that is not on the branch, as if it were a deploy',
    branch(back('b1', 'd9'), v2),
    'previous',
    'a: a2 without b1, by a2. b1',
  ],
  ['to a tag', branch(v3, v2, v1), 'v1', 'a: a1 without a3,a2, by a1. a3,a2'],
  ['to the tag that the first deploy replaced', branch(v3, v2), 'v1', 'a: ff without a3,a2, by -. a3,a2'],
  ['to a commit of the repository', branch(v3, foreign, v2), 'e1e1e1e', 'a: e1 without a3, by a2. a3'],
  ['to a commit of the source', branch(v3, v2, v1), 'C0FFEE1', 'a: a1 without a3,a2, by a1. a3,a2'],
  [
    'to none of two commits',
    branch(v3, ['a1', 'x'], ['c0', deploy('v1', [source('a1a1a1a9')])]),
    'a1a1a1a',
    'ambiguous',
  ],
  [
    'to the build of a commit that is in the same repository',
    branch(['a2', deploy('v2', [source(idOf('c1'))])], ['c1', 'x'], v1),
    idOf('c1').slice(0, 12),
    'a: a2 without none, by a2. ',
  ],
  [
    'to a tag of digits, and not to a commit',
    branch(['12', deploy('1300')], ['a1', deploy('1212121')]),
    '1212121',
    'a: a1 without 12, by a1. 12',
  ],
  ['to no commit by less than seven digits', branch(v3, foreign, v2), 'e1e1e1', 'unknown'],
  ['to no other tag', branch(v3, v2), 'v9', 'unknown'],
])('it goes back %s', (_, commits, to, expected) => {
  expect(goal(commits, to)).toBe(expected);
});

const both = [a, b];
const api: [string, string] = ['b3', deploy('acme/api:3')];
const two = (id: string, number: number): [string, string] => [
  id,
  deploy(`${web}:${number}, acme/api:${number}`),
];
const inB = (id: string, tag: string, more: readonly string[] = []): [string, string] => [
  id,
  deploy(tag, more, [b]),
];

test.each<[string, readonly BranchCommit[], string, readonly string[], string]>([
  [
    'one image was taken back of two: the other one has a deploy of its own',
    branch(['c1', deploy('1', reverts('a2'))], api, two('a2', 2), two('a1', 1)),
    'previous',
    [],
    'aapi: a2 without b3, by a2. b3',
  ],
  [
    'one file was taken back, and the other one was deployed in between',
    branch(['c1', deploy('v1', reverts('a2'))], inB('b2', 'v2'), v2, inB('b1', 'v1'), v1),
    'previous',
    [],
    'b: a2 without b2, by b1. b2',
  ],
  [
    'both files have the tag from deploys of their own',
    branch(v3, inB('b3', 'v3'), inB('b2', 'v2'), v2),
    'v2',
    [],
    'a: a2 without a3, by a2; b: b2 without b3, by b2. a3,b3',
  ],
  ['one file never had the tag', branch(v3, inB('b3', 'v3'), v2), 'v2', [], 'partial'],
  [
    "the tag is another image's",
    branch(['a9', deploy('acme/web:8, acme/api:7')], ['a8', deploy('acme/web:7, acme/api:6')]),
    '7',
    [web],
    'a: a8 without a9, by a8. a9',
  ],
  [
    'the other image of a deploy goes along with the tag',
    branch(['a9', deploy('acme/web:8, acme/api:9')], ['a8', deploy('acme/web:7, acme/api:6')]),
    '7',
    [],
    'a: a8 without a9, by a8; aapi: a8 without a9, by a8. a9',
  ],
  [
    'both files were taken back after the commit',
    branch(
      ['d1', deploy('v1', reverts('a2'))],
      inB('c1', 'v1', reverts('b2')),
      inB('b2', 'v2'),
      v2,
      inB('b1', 'v1'),
      v1,
    ),
    'b2b2b2b',
    [],
    'a: b2 without none, by a2; b: b2 without none, by b2. ',
  ],
  [
    'the deploy that was taken back is deployed again: its own source',
    branch(['b1', deploy('v1', [...reverts('a2'), source('c0ffee11')])], v2, v1),
    'v2',
    [],
    'a: a2 without none, by a2. ',
  ],
  [
    'the goal was taken back itself: nothing is said of what is taken back',
    branch(['a4', deploy('v4')], back('b1', 'a3', 'a2'), v3, v2, v1),
    'v3',
    [],
    'a: a3 without a4, by a3. ',
  ],
  [
    'a deploy of too many places to list is the last one of the other file too',
    branch(
      ['a9', deploy('v2', [], [a]).replace('Deploy-Image', 'Deploy-Target: *\nDeploy-Image')],
      ['a1', deploy('v1', [], both)],
    ),
    'previous',
    [],
    'a: a1 without a9, by a1; b: a1 without a9, by a1. a9',
  ],
])('where %s', (_, commits, to, images, expected) => {
  expect(goal(commits, to, images)).toBe(expected);
});

test('what was merged later is newer, whenever it was written', () => {
  const commits = [
    commit('e2', 1200, ['e3', 'a2']),
    commit('e3', 1100, ['b0', 'd3']),
    commit('d3', 1030, ['b0'], deploy('v9', [], ['other.yaml'])),
    commit('a2', 1000, ['b0'], deploy('v2')),
    commit('b0', 900, [], deploy('v1')),
  ];
  expect(goal(commits, '2h', [], true, 1130)).toBe('a: e3 without a2, by b0. a2');
});

test('a time is where the branch stood then, and a tag that reads like one wins', () => {
  expect(goal(branch(v3, v2, v1), '2h', [], isPart, 9999)).toBe('a: a2 without a3, by a2. a3');
  expect(goal(branch(v3, ['a2', deploy('2h')], v1), '2h', [], isPart, 9998)).toBe(
    'a: a2 without a3, by a2. a3',
  );
  expect(goal(branch(v3, v2, v1), '2h', [], isPart, 1)).toBe('unknown');
});

test('a rollback to before what was read is found further down', () => {
  expect(goal(branch(back('b1', 'd9'), v2), 'previous', [], isPart)).toBe('unknown');
});

test.each<[string, boolean]>([
  ['1212121', false],
  ['e1e1e1e', true],
  [idOf('12'), true],
  ['previous', true],
])('whether "%s" may be a tag of older commits: sure is %s', (to, isSure) => {
  const commits = branch(['12', deploy('v2')], ['e1', 'x'], v1);
  const wanted = { paths: new Set([a]), named: [], images: [], to, time: undefined, only: undefined };
  expect(rollbackGoal(branchHistory(commits, false), wanted)).toMatchObject({ is: 'found', isSure });
});

test('the variables of the goal go along forwards too', () => {
  const commits = branch(back('b1', 'a2'), ['a2', deploy('v2', [variable])], v1);
  const wanted = { paths: new Set([a]), named: [], images: [], to: 'v2', time: undefined, only: undefined };
  expect(rollbackGoal(branchHistory(commits, true), wanted)).toMatchObject({
    places: [{ versionEnv: ['V'] }],
  });
});

test('twenty thousand deploys are read in one go', () => {
  const id = (index: number): string => `${index}`.padStart(40, '0');
  const commits = Array.from({ length: 20_000 }, (_, index) => ({
    ...{ id: id(index), date: 20_000 - index, author: { name: 'Jo' }, parents: [id(index + 1)] },
    message: deploy(`t${index}`),
  }));
  expect(goal(commits, 't19990')).toContain('by 00. 00');
});

test('a line of somebody that only looks like ours, in a quotation, takes nothing back', () => {
  const forged = deploy('v4', [`> Deploy-Reverts: ${idOf('a3')}`]);
  expect(goal(branch(['a4', forged], v3, v2), 'previous')).toBe('a: a3 without a4, by a3. a4');
});
