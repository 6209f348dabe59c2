// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these strings are sources, and their placeholders belong to them
import { checkMap } from '../../../scripts/house/map.ts';
import { checkOptional, checkSpreads } from '../../../scripts/house/seams.ts';
import { type Finding, parseSource, type Source } from '../../../scripts/house/sources.ts';
import { checkNames } from '../../../scripts/house/unique-names.ts';
import { checkMessages, checkWords } from '../../../scripts/house/wording.ts';

const found = (check: (source: Source) => Finding[], text: string): string[] =>
  check(parseSource('src/git/a.ts', text)).map(({ line, message }) => `${line}: ${message}`);

describe('names', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['two files of one name', { 'src/a/x.ts': '', 'src/b/x.ts': '' }, ['src/a/x.ts', 'src/b/x.ts']],
    ['two index.ts', { 'src/index.ts': '', 'src/b/index.ts': '' }, []],
    [
      'an interface and a class',
      { 'src/a.ts': 'export interface Tip {}', 'src/b.ts': 'export class Tip {}' },
      ['src/a.ts', 'src/b.ts'],
    ],
    [
      'two types, one of them exported',
      { 'src/a.ts': 'export type Tip = 1;', 'src/b.ts': 'type Tip = 1;' },
      [],
    ],
    [
      'a type that is exported again',
      { 'src/a.ts': 'export type Tip = 1;', 'src/b.ts': "export type { Tip } from './a.ts';" },
      [],
    ],
  ])('%s', (_, files, expected) => {
    expect(
      checkNames(Object.entries(files).map(([path, text]) => parseSource(path, text))).map(
        ({ path }) => path,
      ),
    ).toEqual(expected);
  });
});

describe('messages', () => {
  test.each<[string, string, string[]]>([
    ['the form', "new DeployError('a', 'Cannot read it: it is empty', 'fill it')", []],
    ['the form in a template', "new DeployError('a', `Cannot read \"${x}\": it is empty`, 'fill it')", []],
    ['a message that is made elsewhere', "new DeployError('a', message, remedy)", []],
    [
      'another beginning',
      "new DeployError('a', 'Failed to read', 'fill it')",
      ['1: the message does not begin with "Cannot "'],
    ],
    [
      'another beginning of a RemoteError',
      "new RemoteError('a', 'never', `No ${x}`, 'fill it')",
      ['1: the message does not begin with "Cannot "'],
    ],
    [
      'a period',
      "new DeployError('a', 'Cannot read it.', 'fill it')",
      ['1: the message or remedy ends in a period'],
    ],
    [
      'a period in two parts',
      "new DeployError('a', 'Cannot read ' + it, `fill ${it}` + ' up.')",
      ['1: the message or remedy ends in a period'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(checkMessages, text)).toEqual(expected);
  });

  test.each<[string, number]>([
    ['mend the file', 1],
    ['Mended', 1],
    ['amend, recommend', 0],
    ['a tag will do', 1],
    ['it starts anew', 1],
    ['one item a line, one item per line', 1],
    ['all but for the tag', 1],
    ['check that the token is whole', 1],
    ['the key stands twice in its map', 1],
    ['`*` stands for any text', 0],
    ['the server wants a token', 1],
    ['ask whoever runs the server', 1],
    ['whoever runs it, for ever', 2],
    ['forever, for every file', 0],
  ])('words: %s', (text, count) => {
    expect(checkWords('docs/a.md', text)).toHaveLength(count);
  });
});

describe('seams', () => {
  test.each<[string, string, number]>([
    ['a spread to another room', "import { land } from '../land/land.ts';\nland({ ...given, now });", 1],
    ['a spread to this room', "import { land } from './land.ts';\nland({ ...given, now });", 0],
    ['the options of the caller', 'land({ ...options });', 1],
    [
      'a value with one field changed',
      "import { formatReference } from '../image/reference.ts';\nformatReference({ ...reference, tag });",
      0,
    ],
    ['a list', "import { land } from '../land/land.ts';\nland([...names]);", 0],
  ])('%s', (_, text, count) => {
    expect(found(checkSpreads, text)).toHaveLength(count);
  });

  test('an optional property', () => {
    expect(
      found(checkOptional, 'interface A {\n  readonly b?: string;\n  readonly c: string | undefined;\n}'),
    ).toEqual([expect.stringMatching(/^2: .*T \| undefined/)]);
  });
});

describe('the map', () => {
  const files = ['src/main.ts', 'src/git/tip.ts', 'src/git/wire/fetch.ts', 'scripts/soak.ts'];
  const map = 'Words\n\n```\nsrc/\n  main.ts  x\n  git/   x\n    wire/  x\n```\n';

  test.each<[string, string, string[]]>([
    ['that is true', map, []],
    ['without a folder', map.replace('    wire/  x\n', ''), ['the map lacks "src/git/wire"']],
    ['without a file of src/', map.replace('  main.ts  x\n', ''), ['the map lacks "src/main.ts"']],
    [
      'with a folder too many',
      map.replace('wire/', 'wire/  x\n  cli/'),
      ['the map has "src/cli", which is not there'],
    ],
    ['beside a true glossary', `${map}tip: \`git/tip.ts\`, soak: \`scripts/soak.ts\``, []],
    ['beside a glossary that leads nowhere', `${map}tip: \`git/top.ts\``, ['"git/top.ts" is not there']],
  ])('%s', (_, page, expected) => {
    expect(checkMap(page, files).map(({ message }) => message)).toEqual(expected);
  });
});
