import { diffLines } from '../../src/report/diff-lines.ts';

const diff = '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1,2 @@\n kind: X\n-image: web:v1\n+image: web:v2\n';

test('a diff is coloured as git does it, and the lines around a change are not', () => {
  expect(diffLines(diff, true)).toEqual([
    '\u001b[1m--- a/a.yaml\u001b[22m',
    '\u001b[1m+++ b/a.yaml\u001b[22m',
    '\u001b[36m@@ -1,2 +1,2 @@\u001b[39m',
    ' kind: X',
    '\u001b[31m-image: web:v1\u001b[39m',
    '\u001b[32m+image: web:v2\u001b[39m',
  ]);
});

test('without colours the lines are those of the diff', () => {
  expect(diffLines(diff, false)).toEqual(diff.trimEnd().split('\n'));
  expect(diffLines('', true)).toEqual([]);
});
