import { checkDocstrings, checkFirstLine } from '../../../scripts/house/docstrings.ts';
import { parseSource } from '../../../scripts/house/sources.ts';

const codes = new Set(['invalid-input', 'not-editable']);
const refuse = `throw new DeployError('invalid-input', 'Cannot', 'do')`;
const whole = `
/**
 * Reads a port.
 * @param text decimal digits
 * @returns the TCP port
 * @throws {DeployError} invalid-input for other text
 */
export function readPort(text: string): number {
  if (text === '') ${refuse};
  return Number(text);
}`;

/** What the check says of a file `src/port.ts` beside a file that exports `parse`, which throws, and `refusal`, which makes an error. */
function said(text: string): string[] {
  const other = `
/**
 * Parses.
 * @returns nothing of use
 * @throws {DeployError} invalid-input always
 */
export function parse(): number { ${refuse}; }
/**
 * Makes an error.
 * @returns the error
 */
export function refusal(): DeployError { return new DeployError('not-editable', 'Cannot', 'do'); }`;
  const sources = [
    parseSource('src/port.ts', text),
    parseSource('src/other.ts', other.replace('Parses.', 'Parses a text.').replace('Makes', 'Makes out')),
  ];
  return checkDocstrings(sources, codes).map(({ message }) => message);
}

const docOf = (tags: string) => `/**\n * Does a thing.\n${tags} */\nexport function act(): void`;
const throwsInput = ' * @throws {DeployError} invalid-input if bad\n';
const noTag = [expect.stringContaining('has no "@throws {DeployError} invalid-input"')];
const noPassed = [expect.stringContaining('it calls what throws')];

test('a whole docstring is taken', () => {
  expect(said(whole)).toEqual([]);
});

test.each<[string, string, unknown]>([
  ['has no docstring', 'export function act(): void {}', 'no docstring'],
  ['has a line comment only', '// Does a thing.\nexport function act(): void {}', 'no docstring'],
  [
    'begins in the middle of a sentence',
    whole.replace('Reads a port.', 'port of a text.'),
    'does not begin with a sentence',
  ],
  ['has no period', whole.replace('Reads a port.', 'Reads a port'), 'does not begin with a sentence'],
  ['leaves the shape of a string unsaid', whole.replace(/.*@param.*\n/, ''), '@param text'],
  [
    'speaks of a parameter that is gone',
    whole.replace('@param text', '@param words'),
    '"@param words", which is no parameter',
  ],
  ['does not say what is returned', whole.replace(/.*@returns.*\n/, ''), 'has no "@returns"'],
  ['says that nothing is returned', `${docOf(' * @returns nothing\n')} {}`, 'nothing is returned'],
  ['leaves a code unsaid', whole.replace(/.*@throws.*\n/, ''), '{DeployError} invalid-input"'],
  [
    'names a code that begins alike',
    whole.replace('invalid-input', 'invalid-input-too'),
    '{DeployError} invalid-input"',
  ],
  [
    'names a code that there is not',
    whole.replace('for other', ', no-such-code for other').replace(' ,', ','),
    'no code of an error',
  ],
  [
    'begins with a thing',
    whole.replace('Reads a port.', 'The port of a text.'),
    'does not begin with a sentence',
  ],
  [
    'speaks the free dialect',
    whole.replace('@throws {DeployError} invalid-input', 'Throws `invalid-input`'),
    'write `@throws {DeployError} code',
  ],
  ['puts a dash behind a parameter', whole.replace('@param text', '@param text -'), 'without dashes'],
])('the check complains of a function that %s', (_, text, says) => {
  expect(said(text)).toContainEqual(expect.stringContaining(String(says)));
});

test.each<[string, string, unknown[]]>([
  [
    'through a function of the same file',
    `${docOf('')} { inner(); }\nfunction inner(): void { ${refuse}; }`,
    noTag,
  ],
  ['in a function that map runs', `${docOf('')} { [1].map(() => { ${refuse}; }); }`, noTag],
  [
    'in a function inside that it calls',
    `${docOf('')} { const inner = () => { ${refuse}; }; inner(); }`,
    noTag,
  ],
  [
    'and catches, only to throw again',
    `${docOf('')} { try { ${refuse}; } catch (error) { throw error; } }`,
    noTag,
  ],
  [
    'through a function of another file',
    `import { parse } from './other.ts';\n${docOf('')} { parse(); }`,
    noPassed,
  ],
  ['under another name', `import { parse as read } from './other.ts';\n${docOf('')} { read(); }`, noPassed],
  [
    'by handing on a function of another file',
    `import { parse } from './other.ts';\n${docOf('')} { [1].map(parse); }`,
    noPassed,
  ],
  [
    'what another file makes',
    `import { refusal } from './other.ts';\n${docOf('')} { throw refusal(); }`,
    [expect.stringContaining('{DeployError} not-editable"')],
  ],
  ['a code that is not seen', `${docOf('')} { throw new DeployError(code, 'Cannot', 'do'); }`, noPassed],
  ['and says so', `${docOf(throwsInput)} { ${refuse}; }`, []],
  ['and catches', `${docOf('')} { try { ${refuse}; } catch {} }`, []],
  ['later, where nobody waits', `${docOf('')} { socket.on('end', () => { ${refuse}; }); }`, []],
  [
    'in a function that it returns',
    `/**\n * Makes a thing.\n * @returns it\n */\nexport function make(): () => void { return () => { ${refuse}; }; }`,
    [],
  ],
  [
    'in a promise that is caught',
    `import { parse } from './other.ts';\n${docOf('')} { parse().catch(() => undefined); }`,
    [],
  ],
])('what a function throws is seen: %s', (_, text, expected) => {
  expect(said(text)).toEqual(expected);
});

test.each<[string, string, number]>([
  ['a comment', '// What lives here.\nexport {};', 0],
  ['a comment after the interpreter', '#!/usr/bin/env node\n// What lives here.\n', 0],
  ['an import', "import './a.ts';\n", 1],
  ['the docstring of the first declaration', '/** A port of TCP. */\nexport type Port = number;\n', 1],
])('a file that begins with %s', (_, text, count) => {
  expect(checkFirstLine(parseSource('src/a.ts', text))).toHaveLength(count);
});
