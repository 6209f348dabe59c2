import { applyTextEdits, type TextEdit } from '../../../src/manifest/edit/text-edit.ts';

it('applies edits in any order', () => {
  const edits: readonly TextEdit[] = [
    { start: 8, end: 9, text: 'zwei' },
    { start: 0, end: 3, text: 'eins' },
    { start: 9, end: 9, text: '!' },
  ];
  expect(applyTextEdits('one and 2', edits)).toBe('eins and zwei!');
});

it('keeps the order of insertions at one point', () => {
  expect(applyTextEdits('ac', [insert(1, 'b1'), insert(1, 'b2')])).toBe('ab1b2c');
});

it('gives the same text for no edit', () => {
  expect(applyTextEdits('a', [])).toBe('a');
});

it.each<[string, readonly TextEdit[]]>([
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
  expect(() => applyTextEdits('abc', edits)).toThrow(RangeError);
});

function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}
