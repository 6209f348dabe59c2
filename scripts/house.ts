// The rules of the house that no linter knows: walls, names, docstrings, messages, seams and the map; `--write` makes the walls for Biome.
//   npm run house
//   npm run walls
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { errors } from '../src/errors.ts';
import { checkDocstrings, checkFirstLine } from './house/docstrings.ts';
import { aloneIn, entrances } from './house/entrances.ts';
import { lintConfig } from './house/lint-config.ts';
import { checkMap } from './house/map.ts';
import { checkOptional, checkSpreads } from './house/seams.ts';
import { type Finding, filesBelow, readSources } from './house/sources.ts';
import { checkTable } from './house/table.ts';
import { checkNames } from './house/unique-names.ts';
import { walls } from './house/walls.ts';
import { checkMessages, checkWords } from './house/wording.ts';

const { write } = parseArgs({ options: { write: { type: 'boolean', default: false } } }).values;
const configFile = 'walls.biome.json';
const table = { walls, entrances, aloneIn };
if (write) writeFileSync(configFile, `${JSON.stringify(lintConfig(table), null, 2)}\n`);

const src = readSources('.', ['src']);
const beside = readSources('.', ['testing', 'scripts', 'demo', 'bench']);
const pages = [
  ...filesBelow('.', ['docs'], '.md'),
  ...filesBelow('.', ['templates'], '.yml'),
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'action.yml'],
];
const findings = [
  ...checkConfig(),
  ...checkTable(table, src),
  ...checkNames(src),
  ...[...src, ...beside].flatMap(checkFirstLine),
  ...checkDocstrings(src, new Set(Object.keys(errors))),
  ...src.flatMap(checkMessages),
  ...src.flatMap(({ path, text }) => checkWords(path, text)),
  ...pages.flatMap((path) => checkWords(path, readFileSync(path, 'utf8'))),
  ...src.flatMap(checkSpreads),
  ...src.flatMap(checkOptional),
  ...checkMap(
    readFileSync('CONTRIBUTING.md', 'utf8'),
    [...src, ...beside].map(({ path }) => path),
  ),
];
for (const { path, line, message } of findings) console.log(`${path}:${line}: ${message}`);
if (findings.length > 0) {
  console.log(`${findings.length} findings`);
  process.exitCode = 1;
}

/** The walls that Biome reads are those of the table. */
function checkConfig(): Finding[] {
  const fresh =
    JSON.stringify(JSON.parse(readFileSync(configFile, 'utf8'))) === JSON.stringify(lintConfig(table));
  return fresh
    ? []
    : [{ path: configFile, line: 1, message: 'is not what the table of walls makes: run "npm run walls"' }];
}
