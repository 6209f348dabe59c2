import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/report/diff.ts';
import { hunksOf, type TextChange } from '../../src/report/hunk.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function applied(before: string, edits: readonly TextChange[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let [after, done] = ['', 0];
  for (const { start, end, text } of ordered) {
    after += before.slice(done, start) + text;
    done = end;
  }
  return after + before.slice(done);
}

/** Follows the hunks as patch(1) does. */
function patched(before: string, edits: readonly TextChange[]): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let done = 0;
  for (const hunk of hunksOf(before, edits)) {
    out.push(...lines.slice(done, hunk.oldStart - 1));
    expect(out).toHaveLength(hunk.newStart - 1);
    const old = hunk.lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
    expect(old).toEqual(lines.slice(hunk.oldStart - 1, hunk.oldStart - 1 + hunk.oldCount));
    const added = hunk.lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
    expect(added).toHaveLength(hunk.newCount);
    out.push(...added);
    done = hunk.oldStart - 1 + hunk.oldCount;
  }
  return [...out, ...lines.slice(done)].join('');
}

const someText = fc.array(fc.constantFrom('a', 'b', '\n', '\r\n', ' ', 'é'), { maxLength: 60 });

test('the diff of any edits gives the text after', () => {
  fc.assert(
    fc.property(
      someText,
      fc.array(fc.tuple(fc.nat(8), fc.nat(8), someText), { maxLength: 8 }),
      (text, steps) => {
        const before = text.join('');
        let at = 0;
        const edits = steps.flatMap(([skip, length, added]) => {
          const start = at + skip;
          const end = start + length;
          at = end + 1;
          return end > before.length ? [] : [{ start, end, text: added.join('') }];
        });
        expect(patched(before, edits)).toBe(applied(before, edits));
      },
    ),
  );
});

test.each([
  ['a change', 'a\nb\nc\n', [{ start: 2, end: 3, text: 'x' }], '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n'],
  [
    'a line added behind another',
    'a\nb\n',
    [{ start: 1, end: 1, text: '\nx' }],
    '@@ -1,2 +1,3 @@\n a\n+x\n b\n',
  ],
  ['a first line', '', [{ start: 0, end: 0, text: 'x\n' }], '@@ -0,0 +1,1 @@\n+x\n'],
  [
    'a last line without its end',
    'a\nb',
    [{ start: 3, end: 3, text: '\nx' }],
    '@@ -1,2 +1,3 @@\n a\n-b\n\\ No newline at end of file\n+b\n+x\n\\ No newline at end of file\n',
  ],
  [
    'an edit at the end of a last line that another has changed',
    'a\nb',
    [
      { start: 1, end: 2, text: '' },
      { start: 3, end: 3, text: 'c' },
    ],
    '@@ -1,2 +1,1 @@\n-a\n-b\n\\ No newline at end of file\n+abc\n\\ No newline at end of file\n',
  ],
  ['CRLF', 'a\r\nb\r\n', [{ start: 3, end: 4, text: 'x' }], '@@ -1,2 +1,2 @@\n a\r\n-b\r\n+x\r\n'],
  ['nothing', 'a\n', [{ start: 0, end: 1, text: 'a' }], undefined],
])('%s', (_, before, edits, expected) => {
  const diff = unifiedDiff([
    { path: 'p', before: bytes(before), bytes: bytes(applied(before, edits)), edits },
  ]);
  expect(diff).toBe(expected === undefined ? '' : `--- a/p\n+++ b/p\n${expected}`);
});

test.each([
  'a.yaml',
  'caf\u00e9.yaml',
  '\u65e5\u672c.yaml',
  '\u{1F680}.yaml',
  'a "quoted".yaml',
  'back\\slash.yaml',
  'a\ttab.yaml',
  'two words.yaml',
  'a\u0001b.yaml',
  'a\u0085b.yaml',
])('git applies the diff of %j', (path) => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  try {
    writeFileSync(join(folder, path), 'a\nb\n');
    const edits = [{ start: 2, end: 3, text: 'x' }];
    const diff = unifiedDiff([{ path, before: bytes('a\nb\n'), bytes: bytes('a\nx\n'), edits }]);
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input: diff });
    expect([status, String(stderr)]).toEqual([0, '']);
    expect(readFileSync(join(folder, path), 'utf8')).toBe('a\nx\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('20,000 places give 20,000 changed lines, each looked at once', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `image: acme/web:v1 # ${index}\n`);
  const before = lines.join('');
  let at = 0;
  const edits = lines.map((line) => {
    const start = at + line.indexOf('v1');
    at += line.length;
    return { start, end: start + 2, text: 'v2' };
  });
  const [hunk, second] = hunksOf(before, edits);
  expect(second).toBeUndefined();
  expect(hunk?.lines.filter((line) => line.startsWith('+'))).toHaveLength(20_000);
});
