import { isMap } from 'yaml';
import type { Document } from '../../../src/manifest/yaml/cursor.ts';
import { parseDocument } from '../../../src/manifest/yaml/parse-document.ts';
import {
  openManifest,
  splitDocuments,
  type TextSource,
  wholeFile,
} from '../../../src/manifest/yaml/text-source.ts';
import { refusal, targetOf } from '../support.ts';

const split = (text: string): readonly TextSource[] =>
  splitDocuments(wholeFile(openManifest('a.yaml', text)));

describe('splitDocuments', () => {
  it.each<[string, readonly string[]]>([
    ['', ['']],
    ['a: 1\n', ['a: 1\n']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['---\na: 1\n---\nb: 2', ['---\na: 1\n', '---\nb: 2']],
    ['# note\n---\na: 1\n', ['# note\n---\na: 1\n']],
    [
      '%YAML 1.2\n--- # note\na: 1\n...\n%YAML 1.1\n---\nb: 2\n',
      ['%YAML 1.2\n--- # note\na: 1\n...\n', '%YAML 1.1\n---\nb: 2\n'],
    ],
    ['\uFEFF---\na: 1\n', ['\uFEFF---\na: 1\n']],
    ['a: |\n  ---\n  b\n', ['a: |\n  ---\n  b\n']],
    ['a: 1\r\n---\r\nb: 2\r\n', ['a: 1\r\n', '---\r\nb: 2\r\n']],
    ['a: ---\nb: ---x\n---x: 1\n', ['a: ---\nb: ---x\n---x: 1\n']],
    ['---\n---\n', ['---\n', '---\n']],
    ['a: 1\n...\n', ['a: 1\n...\n']],
  ])('%j', (text, documents) => {
    expect(split(text).map((source) => source.text)).toEqual(documents);
  });

  it('leads offsets back to the file', () => {
    const [, second] = split('a: 1\n---\nb: 2\n');
    expect(second?.toFile(4)).toBe(9);
  });
});

describe('parseDocument', () => {
  const parse = (text: string): Document => {
    const stream = split(text);
    return parseDocument(stream[0] as TextSource, stream, undefined);
  };

  it('binds an alias to the last anchor before it', () => {
    const { root, aliases } = parse('a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *none\n');
    const values = isMap(root) ? root.items.map(({ value }) => value) : [];
    expect([...aliases]).toEqual([
      [values[1], values[0]],
      [values[3], values[2]],
    ]);
  });

  it.each([
    ['ten kilobytes of brackets', '['.repeat(10_000)],
    ['thousands of maps in maps', '{a: '.repeat(20_000)],
    ['thousands of lists in lists', `${'- '.repeat(5000)}a`],
    ['a hundred thousand brackets that close', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['an alias that grows to a billion', billionLaughs()],
    ['an alias inside its own anchor', 'a: &a [*a]\n'],
  ])('refuses %s in a moment', (_what, text) => {
    const error = refusal(`image: acme/api:v1\nx: ${text}`, targetOf('acme/api:v2'));
    expect(error.code).toMatch(/^(?:not-editable|invalid-yaml)$/);
  });

  it('says where invalid YAML is invalid', () => {
    const error = refusal('a: 1\nimage: acme/api:v1\n  b: "\n', targetOf('acme/api:v2'));
    expect(error).toMatchObject({ code: 'invalid-yaml', message: expect.stringContaining('line ') });
  });
});

function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inside = level === 0 ? 'lol' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array.from({ length: 9 }, () => inside).join(', ')}]`;
  });
  return `1\n${levels.join('\n')}\n`;
}
