import { applyEdits, type Edit } from '../../../src/manifest/edit/edit.ts';

it('applies edits in any order', () => {
  const edits: readonly Edit[] = [
    { start: 8, end: 9, text: 'zwei' },
    { start: 0, end: 3, text: 'eins' },
    { start: 9, end: 9, text: '!' },
  ];
  expect(applyEdits('one and 2', edits)).toBe('eins and zwei!');
});

it('keeps the order of insertions at one point', () => {
  expect(applyEdits('ac', [insert(1, 'b1'), insert(1, 'b2')])).toBe('ab1b2c');
});

it('gives the same text for no edit', () => {
  expect(applyEdits('a', [])).toBe('a');
});

it.each<[string, readonly Edit[]]>([
  [
    'overlap',
    [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ],
  ],
  ['end before they start', [{ start: 2, end: 1, text: '' }]],
  ['reach beyond the text', [{ start: 0, end: 9, text: '' }]],
])('refuses edits that %s', (_reason, edits) => {
  expect(() => applyEdits('abc', edits)).toThrow(RangeError);
});

function insert(at: number, text: string): Edit {
  return { start: at, end: at, text };
}
