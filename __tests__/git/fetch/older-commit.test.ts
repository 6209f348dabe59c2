import type { LogEntry } from '../../../src/git/fetch/history.ts';
import { type Reach, reachOf } from '../../../src/git/fetch/older-commit.ts';

const commit = (id: string, ...parents: readonly string[]): LogEntry => ({
  ...{ id, parents, message: '', author: { name: 'Jo', email: 'jo@acme.dev' }, authorDate: 0, date: 0 },
});
/** A merge of a side branch of two commits. */
const commits = [
  commit('m', 'b', 'y'),
  commit('b', 'a'),
  commit('y', 'x'),
  commit('x', 'a'),
  commit('a', 'cut'),
];
const v0 = (...words: readonly string[]) =>
  ({ version: 0, capabilities: new Map(words.map((word) => [word, ''])), refs: [] }) as const;

test.each<[string, Parameters<typeof reachOf>[0], string, string, Reach | undefined]>([
  ['the tip', v0(), 'm', 'm', { tip: 'm', depth: 1 }],
  ['a commit behind a merge, by the shortest way', v0(), 'm', 'a', { tip: 'm', depth: 3 }],
  ['one of the merged branch', v0(), 'm', 'x', { tip: 'm', depth: 3 }],
  ['the first one that was not read', v0(), 'm', 'cut', { tip: 'm', depth: 4 }],
  ['one behind commits that have come since', v0(), 'n', 'b', { tip: 'n', depth: 102 }],
  ['one that is further back than was read', v0(), 'm', 'older', undefined],
  ['any, where the server gives them', v0('allow-reachable-sha1-in-want'), 'm', 'a', undefined],
  ['any, of protocol v2', { version: 2, capabilities: new Map() }, 'm', 'a', undefined],
  ['any, before the server has said something', undefined, 'm', 'a', undefined],
])('how to reach %s', (_, server, tip, wanted, expected) => {
  expect(reachOf(server, commits, tip, wanted)).toEqual(expected);
});
