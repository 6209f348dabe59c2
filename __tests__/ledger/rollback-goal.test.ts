import type { BranchCommit } from '../../src/ledger/read-deploys.ts';
import { rollbackGoal } from '../../src/ledger/rollback-goal.ts';

const file = 'apps/web.yaml';

/** A branch of one commit after the other: the first one is the newest. Ids are made of two letters. */
function branch(...messages: readonly [id: string, message: string][]): readonly BranchCommit[] {
  return messages.map(([id, message], index) => ({
    id: idOf(id),
    message,
    author: { name: 'Jo' },
    date: 10_000 - index,
    parents: [idOf(messages[index + 1]?.[0] ?? 'ff')],
  }));
}
const idOf = (start: string): string => start.repeat(20);

function deploy(tag: string, ...more: readonly string[]): string {
  return [
    ...['Deploy', '', ...more],
    ...[`Deploy-Target: ${file}#acme/web`, `Deploy-Image: acme/web:${tag}`, `Deploy-Id: ${tag}${more}`],
  ].join('\n');
}

const v1: [string, string] = ['a1', deploy('v1', 'Deploy-Source: acme/web@c0ffee11')];
const v2: [string, string] = ['a2', deploy('v2', 'Deploy-Source: acme/web@a1b2c3d4', 'Deploy-Previous: v1')];
const v3: [string, string] = ['a3', deploy('v3')];
const back = (id: string, ...reverts: readonly string[]): [string, string] => [
  id,
  deploy('back', ...reverts.map((each) => `Deploy-Reverts: ${idOf(each)}`)),
];
const foreign: [string, string] = ['e1', 'Change something else'];

const goal = (commits: readonly BranchCommit[], to: string, time?: number) => {
  const found = rollbackGoal(commits, { paths: new Set([file]), images: ['acme/web'], to, time });
  return found.is === 'found'
    ? [found.commit.slice(0, 2), found.taken.map(({ commit }) => commit.slice(0, 2)).join()]
    : [found.is];
};

test.each<[string, readonly BranchCommit[], string, readonly string[]]>([
  ['the commit before the last deploy', branch(foreign, v3, v2, v1), 'previous', ['a2', 'a3']],
  ['one deploy further after a rollback', branch(back('b1', 'a3'), v3, v2, v1), 'previous', ['a1', 'a2']],
  [
    'past a rollback that was taken back itself',
    branch(back('b2', 'a2'), back('b1', 'a3'), v3, v2, v1),
    'previous',
    ['ff', 'a1'],
  ],
  [
    'the deploy after a rollback',
    branch(['a4', deploy('v4')], back('b1', 'a3'), v3, v2, v1),
    'previous',
    ['b1', 'a4'],
  ],
  [
    'all deploys of a squash merge',
    branch(['a9', `${deploy('v3')}\n${deploy('v4')}`], v2),
    'previous',
    ['a2', 'a9,a9'],
  ],
  ['nothing that was not deployed', branch(foreign), 'previous', ['unknown']],
  ['a rollback to before what was read', branch(back('b1', 'd9'), v2), 'previous', ['unknown']],
  ['a tag', branch(v3, v2, v1), 'v1', ['a1', 'a3,a2']],
  ['the tag that the first deploy replaced', branch(v3, v2), 'v1', ['ff', 'a3,a2']],
  ['a commit of the repository', branch(v3, foreign, v2), 'e1e1e1', ['e1', 'a3']],
  ['a commit of the source', branch(v3, v2, v1), 'C0FFEE', ['a1', 'a3,a2']],
  ['none of two that begin alike', branch(v3, v2, v1, ['a1b2', 'x']), 'a1b2', ['ambiguous']],
  ['no other tag', branch(v3, v2), 'v9', ['unknown']],
])('it goes back to %s', (_, commits, to, expected) => {
  expect(goal(commits, to)).toEqual(expected);
});

test('a time is where the branch stood then, and a tag that reads like one wins', () => {
  expect(goal(branch(v3, v2, v1), '2h', 9999)).toEqual(['a2', 'a3']);
  expect(goal(branch(v3, ['a2', deploy('2h')], v1), '2h', 9998)).toEqual(['a2', 'a3']);
  expect(goal(branch(v3, v2, v1), '2h', 1)).toEqual(['unknown']);
});

test('a line of somebody that only looks like ours, in a quotation, takes nothing back', () => {
  const forged = deploy('v4', `> Deploy-Reverts: ${idOf('a3')}`);
  expect(goal(branch(['a4', forged], v3, v2), 'previous')).toEqual(['a3', 'a4']);
});
