import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { deployInputNames, inputOf, inputVariable, variableName } from '../src/config/inputs.ts';
import { readVariables } from '../src/config/variables.ts';
import { errors } from '../src/errors.ts';
import { notifiedOutput, outputsOf } from '../src/report/github-actions.ts';
import { version } from '../src/version.ts';
import { describedInput, inputTables } from '../testing/input-tables.ts';

const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** `--json` is for callers of the command line; an Action has outputs. */
const actionInputs = deployInputNames.filter((name) => name !== 'json');

test('action.yml has the inputs of the table, with their help, the values of a closed set, and defaults', () => {
  const { inputs } = parse(read('action.yml')) as {
    inputs: Record<string, { description: string; default?: string }>;
  };
  expect(Object.keys(inputs)).toEqual(actionInputs);
  for (const name of actionInputs) {
    const { default: value, actionDefault } = inputOf(name);
    expect([name, inputs[name]?.default]).toEqual([name, actionDefault]);
    const standard = value === undefined ? '' : `; default: \`${value}\``;
    expect([name, inputs[name]?.description]).toEqual([name, `${describedInput(name)}${standard}`]);
  }
});

test("action.yml sets no default but the job's own token: it arrives as if it was given, and a variable beats it", () => {
  expect(read('action.yml').match(/^ *default:.*/gm)).toEqual([
    `    default: ${inputOf('github-token').actionDefault}`,
  ]);
  const [own, ofAction] = [variableName('github-token'), inputVariable('github-token')];
  const texts = readVariables({ [own]: 'own', [ofAction]: 'of the job', [inputVariable('actor')]: 'jo' });
  expect([...texts]).toEqual([
    ['actor', 'jo'],
    ['github-token', 'own'],
  ]);
});

test('action.yml has the outputs that are set', () => {
  const { outputs } = parse(read('action.yml')) as { outputs: Record<string, unknown> };
  const set = outputsOf({
    result: 'pushed',
    purpose: 'deploy',
    headline: undefined,
    repository: undefined,
    branch: undefined,
    commit: undefined,
    commitUrl: undefined,
    pullRequestUrl: undefined,
    pullRequestNumber: undefined,
    remote: undefined,
    supersededBy: undefined,
    rollout: undefined,
    previousSource: undefined,
    unchangedReason: undefined,
    attempts: undefined,
    durationMs: 1,
    changes: [],
    diff: '',
    error: undefined,
  });
  const names = [...Object.keys(set), ...Object.keys(notifiedOutput([]))];
  expect(Object.keys(outputs).sort()).toEqual(names.sort());
});

test("the README's tables have every input, in groups, as the table of inputs and action.yml say it", () => {
  const section = /\n## Inputs\n[\s\S]*?\n(### [\s\S]*?)\nPlaceholders: /.exec(read('README.md'))?.[1];
  expect(section).toBe(inputTables());
});

test('the version is that of package.json', () => {
  expect(version).toBe((JSON.parse(read('package.json')) as { version: string }).version);
});

test('docs/errors.md explains every error as errors.ts does', () => {
  const rows = read('docs/errors.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const expected = Object.entries(errors).map(
    ([code, { exit, cause, remedy }]) => `| \`${code}\` | ${exit} | ${cause} | ${remedy} |`,
  );
  expect(rows).toEqual(expected);
});

test("the README's exit codes are those of the errors", () => {
  const listed = [...read('README.md').matchAll(/^\| (\d) \|/gm)].map(([, exit]) => Number(exit));
  expect(listed).toEqual([0, ...new Set(Object.values(errors).map(({ exit }) => exit))]);
});
