import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { lintConfig, type Walls } from '../../../scripts/house/lint-config.ts';
import { parseSource } from '../../../scripts/house/sources.ts';
import { checkTable } from '../../../scripts/house/table.ts';

const table: Walls = {
  walls: {
    'main.ts': ['shop'],
    shop: ['store', 'errors.ts', 'node:fs'],
    store: ['store/shelf', 'errors.ts'],
    'store/shelf': ['errors.ts', 'yaml'],
    'errors.ts': [],
  },
  entrances: { store: ['door.ts'] },
  aloneIn: { yaml: 'store/shelf/row.ts' },
};
const house = {
  'src/main.ts': "import '../src/shop/sell.ts';",
  'src/shop/sell.ts': "import '../store/door.ts';\nimport '../errors.ts';\nimport 'node:fs';",
  'src/store/door.ts': "import './back.ts';\nimport './shelf/row.ts';\nimport '../errors.ts';",
  'src/store/back.ts': 'export type Back = 1;',
  'src/store/shelf/row.ts': "import '../../errors.ts';\nimport 'yaml';",
  'src/errors.ts': 'export type Code = 1;',
};

describe('the table itself', () => {
  const found = (walls: Walls, files: Record<string, string>): string[] =>
    checkTable(
      walls,
      Object.entries(files).map(([path, text]) => parseSource(path, text)),
    ).map(({ message }) => message);

  test('is taken where it is true', () => {
    expect(found(table, house)).toEqual([]);
  });

  test.each<[string, Walls['walls'], Record<string, string>, string]>([
    ['a folder without a row', {}, { 'src/attic/box.ts': '' }, '"attic" is in src/ and has no row'],
    ['a file in src/ without a row', {}, { 'src/attic.ts': '' }, '"attic.ts" is in src/ and has no row'],
    ['a row without a folder', { attic: [] }, {}, '"attic" has a row and is not in src/'],
    [
      'an arrow that points up',
      { 'errors.ts': ['shop'] },
      {},
      '"errors.ts" may import "shop", which does not stand below it',
    ],
    [
      'a room that does not exist',
      { shop: ['no/room'] },
      {},
      '"shop" may import "no/room", which has no row',
    ],
    [
      'a way past the entrance',
      { shop: ['store/shelf'] },
      {},
      '"shop" may import "store/shelf", which is no entrance of "store"',
    ],
    [
      'what nobody uses',
      { store: ['ssh2'] },
      {},
      '"store" may import "ssh2" and does not: take it out of the row',
    ],
  ])('the check complains of %s', (_, rows, files, says) => {
    expect(found({ ...table, walls: { ...table.walls, ...rows } }, { ...house, ...files })).toContain(says);
  });

  test('the check complains of a second file that imports what one alone may', () => {
    const files = { ...house, 'src/store/shelf/box.ts': "import 'yaml';" };
    expect(found(table, files)).toEqual(['imports "yaml", which only "store/shelf/row.ts" may']);
  });

  test('the check complains of an entrance that is not there', () => {
    expect(found({ ...table, entrances: { store: ['door.ts', 'gate.ts'] } }, house)).toContain(
      'the entrance "store/gate.ts" is not in src/',
    );
  });
});

describe('Biome, with the configuration that is made from the table', () => {
  /** Who imports, what it says, and the rule that it breaks. */
  const imports: readonly (readonly [string, string, string, string | undefined])[] = [
    ['what its row names', 'src/shop/a.ts', "import '../store/door.ts';", undefined],
    ['a file of its own folder', 'src/store/b.ts', "import './back.ts';", undefined],
    ['a package that its row names', 'src/store/shelf/c.ts', "import 'yaml';", undefined],
    ['a package of another row', 'src/store/d.ts', "import 'yaml';", 'noRestrictedImports'],
    ['a room above it', 'src/store/e.ts', "import '../shop/sell.ts';", 'noRestrictedImports'],
    [
      'a room above it, for a type',
      'src/store/f.ts',
      "import type { A } from '../shop/sell.ts';",
      'noRestrictedImports',
    ],
    ['a room above it, later', 'src/store/g.ts', "await import('../shop/sell.ts');", 'noRestrictedImports'],
    [
      'a room above it, by an export',
      'src/store/h.ts',
      "export * from '../shop/sell.ts';",
      'noRestrictedImports',
    ],
    ['another file than the entrance', 'src/shop/i.ts', "import '../store/back.ts';", 'noRestrictedImports'],
    ['a room behind the entrance', 'src/shop/j.ts', "import '../store/shelf/row.ts';", 'noRestrictedImports'],
    ['a file beside the one that is a room', 'src/errors.ts', "import './k.ts';", 'noRestrictedImports'],
    [
      'one that imports it, for a type',
      'src/store/l.ts',
      "import type { A } from './m.ts';",
      'noImportCycles',
    ],
    ['one that imports it, later', 'src/store/m.ts', "await import('./l.ts');", 'noImportCycles'],
  ];
  const files = {
    ...house,
    'src/k.ts': '',
    ...Object.fromEntries(imports.map(([, path, text]) => [path, text])),
  };
  let broken = new Map<string, string[]>();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'walls-'));
    const noImportCycles = { level: 'error', options: { ignoreTypes: false } };
    const rules = { preset: 'none', suspicious: { noImportCycles } };
    const all = {
      ...files,
      'walls.biome.json': JSON.stringify(lintConfig(table)),
      'biome.json': JSON.stringify({ extends: ['./walls.biome.json'], linter: { rules } }),
    };
    for (const [path, text] of Object.entries(all)) {
      await mkdir(join(folder, dirname(path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    broken = await brokenRules(folder);
    await rm(folder, { recursive: true });
  });

  test.each(imports)('a file imports %s', (_, path, __, rule) => {
    expect(broken.get(path) ?? []).toEqual(rule === undefined ? [] : expect.arrayContaining([rule]));
  });
});

/** The rules that each file of a folder breaks. */
async function brokenRules(folder: string): Promise<Map<string, string[]>> {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome');
  const output = await new Promise<string>((done) => {
    execFile(
      process.execPath,
      [biome, 'lint', '--max-diagnostics=none', '--reporter=github', '.'],
      { cwd: folder },
      (_, out) => done(out),
    );
  });
  const inFolder = (path: string): string => relative(folder, resolve(folder, path));
  const broken = new Map<string, string[]>();
  for (const [, rule = '', path = ''] of output.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+)/g))
    broken.set(inFolder(path), [...(broken.get(inFolder(path)) ?? []), rule]);
  return broken;
}
