import type { Change } from '../../src/manifest/edit-manifests.ts';
import { changeId } from '../../src/proposals/change-id.ts';

const change = (from: string, to: string, path = 'image'): Change =>
  ({ file: 'a.yaml', line: 1, path, from, to }) as Change;
const id = changeId('key', 'main', [change('v1', 'v2'), change('v1', 'v2', 'tag')], '', 0);

test('a Change-Id is one that Gerrit takes', () => {
  expect(id).toMatch(/^I[0-9a-f]{40}$/);
});

test.each([
  ['another tag', 'key', 'main', [change('v1', 'v9', 'tag'), change('v1', 'v9')], '', 0, true],
  ['another value of the base', 'key', 'main', [change('v2', 'v9'), change('v1', 'v2', 'tag')], '', 0, false],
  ['another target', 'other', 'main', [change('v1', 'v2'), change('v1', 'v2', 'tag')], '', 0, false],
  ['another branch', 'key', 'next', [change('v1', 'v2'), change('v1', 'v2', 'tag')], '', 0, false],
  [
    'a change that was merged',
    'key',
    'main',
    [change('v1', 'v2'), change('v1', 'v2', 'tag')],
    'c1',
    0,
    false,
  ],
  ['a change that is closed', 'key', 'main', [change('v1', 'v2'), change('v1', 'v2', 'tag')], '', 1, false],
])('with %s it is the same or not', (_, key, base, changes, merged, number, isSame) => {
  expect(changeId(key, base, changes, merged, number) === id).toBe(isSame);
});
