import fc from 'fast-check';
import type { Scalar } from 'yaml';
import { printScalar, type ScalarContext } from '../../../src/manifest/edit/print-scalar.ts';
import { readBothWays } from '../../../testing/edit-check.ts';
import { errorCode } from '../../../testing/refusal.ts';

const block: ScalarContext = {
  style: 'PLAIN',
  inFlow: false,
  json: false,
  typed: false,
  quotes: 'QUOTE_DOUBLE',
};
const flow: ScalarContext = { ...block, inFlow: true };

describe('a bare value that some reader takes for no string gets quotes', () => {
  test.each([
    ['8', 'an integer'],
    ['1.10', '1.1'],
    ['1.', 'a float'],
    ['.5', 'a float'],
    ['.', 'a float to YAML 1.1'],
    ['+1', 'an integer'],
    ['-1', 'an integer'],
    ['007', '7'],
    ['0644', 'octal to YAML 1.1'],
    ['0123456', '42798 to YAML 1.1'],
    ['0o17', 'octal to YAML 1.2'],
    ['0x1f', '31'],
    ['0X1F', '31 to Go'],
    ['0b11', '3 to YAML 1.1'],
    ['0x1p4', '16 to early Go readers'],
    ['1_000', '1000'],
    ['1_', '1 to Go'],
    ['12_e3', 'a float to Go'],
    ['5e12345', 'infinite'],
    ['0e123', '0'],
    ['12e3', 'a float'],
    ['12E3', 'a float'],
    ['123e4567', 'a commit id that is a float'],
    ['e123456', 'a commit id that is not a number to JavaScript'],
    ['1234567', 'a commit id that is an integer'],
    ['1,000', '1000 to Ruby'],
    ['12:30:45', '45045 to YAML 1.1'],
    ['22:22', '1342 to YAML 1.1'],
    ['2024-01-02', 'a date'],
    ['2024-1-2', 'a date to Go'],
    ['2024-01-02T10:20:30Z', 'a time'],
    ['2024-01-02 10:20:30.5 +01:00', 'a time'],
    ['.inf', 'infinite'],
    ['-.Inf', 'infinite'],
    ['.NaN', 'not a number'],
    ['+Inf', 'infinite to early Go readers'],
    ['yes', 'true to YAML 1.1'],
    ['n', 'false to YAML 1.1'],
    ['On', 'true to YAML 1.1'],
    ['off', 'false to YAML 1.1'],
    ['TRUE', 'true'],
    ['null', 'null'],
    ['Null', 'null'],
    ['~', 'null'],
    ['', 'null'],
    ['<<', 'a merge key'],
    ['=', 'a default value to YAML 1.1'],
  ])('%s: %s', (value) => {
    expect(printScalar(value, block)).toBe(`"${value}"`);
    expect(printScalar(value, flow)).toBe(`"${value}"`);
  });
});

test.each([
  ['v1.10'],
  ['1.2.3'],
  ['1.10-alpine'],
  ['release-1179-344b590f'],
  ['2024-01-02T10-20-30'],
  ['2024.01.02'],
  ['20240102-1'],
  ['344b590'],
  ['1e2f3a4'],
  ['0xyz'],
  ['1__a'],
  ['e1234f6'],
  ['_1'],
  ['latest'],
  ['nope'],
  ['nginx:1.27'],
  ['localhost:5000/app:1'],
  ['-Xmx512m'],
  ['a#b'],
])('the string %s stays bare', (value) => {
  expect(printScalar(value, block)).toBe(value);
  expect(printScalar(value, flow)).toBe(value);
});

test.each([
  ['- x'],
  ['-'],
  ['? x'],
  ['a: b'],
  ['a:'],
  ['a #b'],
  ['#a'],
  ['&a'],
  ['*a'],
  ['!a'],
  ['|'],
  ['>a'],
  ["'a"],
  ['%a'],
  ['@a'],
  ['`a'],
  ['{{ x }}'],
  ['[x]'],
  [' a'],
  ['a '],
  ['---'],
  ['...'],
])('%j gets quotes, as bare it would mean something else', (value) => {
  expect(printScalar(value, block)).toBe(`"${value}"`);
});

test.each([['a,b'], ['a]'], ['a}b']])('%s stays bare in block style only', (value) => {
  expect(printScalar(value, block)).toBe(value);
  expect(printScalar(value, flow)).toBe(`"${value}"`);
});

test.each<[string, Scalar.Type, string, string]>([
  ['single quotes stay', 'QUOTE_SINGLE', '1.10', "'1.10'"],
  ['single quotes stay where none are needed', 'QUOTE_SINGLE', 'v1', "'v1'"],
  ['a single quote is doubled', 'QUOTE_SINGLE', "it's", "'it''s'"],
  ['single quotes cannot hold a line end', 'QUOTE_SINGLE', 'a\nb', '"a\\nb"'],
  ['double quotes stay', 'QUOTE_DOUBLE', 'v1', '"v1"'],
  ['double quotes and backslashes are escaped', 'QUOTE_DOUBLE', 'a"b\\c', '"a\\"b\\\\c"'],
  ['a literal block takes the line as it is', 'BLOCK_LITERAL', '1.10', '1.10'],
  ['a folded block takes the line as it is', 'BLOCK_FOLDED', 'a: "b" #c', 'a: "b" #c'],
])('%s', (_, style, value, expected) => {
  expect(printScalar(value, { ...block, style })).toBe(expected);
});

test.each([[''], ['a\nb'], [' a'], ['a\u0000b']])('a block scalar is not given %j', (value) => {
  expect(errorCode(() => printScalar(value, { ...block, style: 'BLOCK_LITERAL' }))).toBe('not-editable');
});

test('quotes are added in the style of the file', () => {
  expect(printScalar('8', { ...block, quotes: 'QUOTE_SINGLE' })).toBe("'8'");
});

test.each([
  ['3', '3'],
  ['true', 'true'],
  ['1.10', '1.10'],
  ['a: b', '"a: b"'],
])('a typed value %s is written as its author wrote it', (value, expected) => {
  expect(printScalar(value, { ...block, typed: true })).toBe(expected);
});

test.each([
  ['v1', false, '"v1"'],
  ['8', false, '"8"'],
  ['8', true, '8'],
  ['1.5e3', true, '1.5e3'],
  ['yes', true, '"yes"'],
  ['007', true, '"007"'],
  ['null', true, 'null'],
])('in JSON the bare value becomes %s (typed: %s)', (value, typed, expected) => {
  expect(printScalar(value, { ...flow, json: true, typed, quotes: 'QUOTE_SINGLE' })).toBe(expected);
});

const styles = fc.constantFrom<Scalar.Type[]>('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE');
const values = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[-+0-9._eExob:TZ ]{1,12}$/),
  fc.stringMatching(/^\w[\w.-]{0,20}$/),
);

test('whatever the value, style and surroundings: it reads back under YAML 1.1 and 1.2', () => {
  fc.assert(
    fc.property(values, styles, fc.boolean(), (value, style, inFlow) => {
      const written = printScalar(value, { ...block, style, inFlow });
      const text = inFlow
        ? `{a: [${written}, x], b: ${written}}`
        : `a:\n  - ${written} # c\n  - x\nb: ${written}\n`;
      const meant = [
        new Map<string, unknown>([
          ['a', [value, 'x']],
          ['b', value],
        ]),
      ];
      expect(readBothWays(text)).toEqual({ '1.1': meant, '1.2': meant });
    }),
    { numRuns: 2000 },
  );
});

test('whatever the value: in JSON it is a JSON string', () => {
  fc.assert(
    fc.property(values, styles, (value, style) => {
      const written = printScalar(value, {
        ...flow,
        style: style === 'QUOTE_SINGLE' ? 'PLAIN' : style,
        json: true,
      });
      expect(JSON.parse(written)).toBe(value);
    }),
  );
});
