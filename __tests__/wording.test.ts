// What messages call the inputs and the program.
import { readdirSync, readFileSync } from 'node:fs';
import { programCall } from '../src/cli/shell-line.ts';
import { readInputSource } from '../src/config/input-source.ts';
import { type InputName, inputNames, inputVariable, variableName } from '../src/config/inputs.ts';
import { runWording } from '../src/config/run-wording.ts';
import type { Variables } from '../src/config/variables.ts';
import { DeployError } from '../src/errors.ts';
import { inputName, program, worded } from '../src/wording.ts';
import { runHere } from '../testing/run-here.ts';

const source = new URL('../src/', import.meta.url);
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);
const named = sources.flatMap((path) =>
  [...readFileSync(new URL(path, source), 'utf8').matchAll(/inputName\('([^']+)'\)/g)].map(
    ([, name]) => name,
  ),
);

test('every name that messages mark is an input', () => {
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((name) => !inputNames.some((each) => each === name))).toEqual([]);
});

const action = { GITHUB_ACTIONS: 'true', [inputVariable('image')]: 'web:v2' };

test.each<[string, Variables, ReadonlyMap<InputName, string>, (name: InputName) => string]>([
  ['on a command line a flag', {}, new Map([['image', 'web:v2']]), (name) => `--${name}`],
  ['of a run that is given nothing a flag', {}, new Map(), (name) => `--${name}`],
  ['by variables a variable', { GITOPS_DEPLOY_IMAGE: 'web:v2' }, new Map(), variableName],
  ['in the Action the input', action, new Map(), (name) => `"${name}"`],
])('Every input is called %s', (_how, variables, flags, spelling) => {
  const wording = runWording(readInputSource(variables, flags), inputNames, 'gitops-deploy');
  for (const name of inputNames)
    expect(worded(`set ${inputName(name)}`, wording)).toBe(`set ${spelling(name)}`);
});

test('what is given in another spelling than the rest is called as it is given', () => {
  const wording = runWording(
    readInputSource({ GITOPS_DEPLOY_TOKEN: 'x' }, new Map([['file', 'a.yaml']])),
    inputNames,
    'gitops-deploy',
  );
  expect(['token', 'file', 'branch'].map(wording.inputName)).toEqual([
    'GITOPS_DEPLOY_TOKEN',
    '--file',
    '--branch',
  ]);
});

test('files that are words of the command line are called so', () => {
  const wording = runWording(readInputSource({}), ['image'], 'gitops-deploy');
  expect(worded(`point ${inputName('file')} to it`, wording)).toBe('point FILE to it');
});

test('an error has plain texts, also where it is made of another', () => {
  const error = new DeployError(
    'wrong-count',
    `Cannot edit: ${inputName('expect')} is 2`,
    `see "${program} help"`,
  );
  const again = error.withKnown({ branch: 'main', commit: undefined, attempts: 1 });
  for (const { message, remedy, marked } of [error, again]) {
    expect([message, remedy]).toEqual(['Cannot edit: "expect" is 2', 'see "gitops-deploy help"']);
    expect(worded(marked.message, { inputName: (name) => `--${name}`, program })).toBe(
      'Cannot edit: --expect is 2',
    );
  }
});

test.each([
  [
    'a flag',
    { repository: 'apps/file.yaml', file: 'file', image: 'web:v2' },
    {},
    'give it as --file, and as --repository',
  ],
  [
    'a variable',
    {},
    { GITOPS_DEPLOY_REPOSITORY: 'apps/file.yaml', GITOPS_DEPLOY_FILE: 'file', GITOPS_DEPLOY_IMAGE: 'web:v2' },
    'give it as GITOPS_DEPLOY_FILE, and as GITOPS_DEPLOY_REPOSITORY',
  ],
])('A run that is given %s is answered in the same words', async (_how, flags, env, remedy) => {
  const run = await runHere([], flags, env);
  expect(run.stdout + run.stderr).toContain(remedy);
});

test('a value that is the name of an input stays as it is', async () => {
  const run = await runHere(['edit', 'file'], { image: 'web:v2' });
  expect(run.stdout + run.stderr).toContain('"file"');
});

test.each([
  ['/usr/local/bin/gitops-deploy', '/work', 'gitops-deploy'],
  ['/opt/gitops-deploy/dist/index.js', '/work', 'gitops-deploy'],
  ['/app/node_modules/gitops-deploy/dist/index.js', '/app', 'gitops-deploy'],
  ['/src/gitops/dist/index.js', '/src/gitops', 'node dist/index.js'],
  ['/src/gitops/dist/index.js', '/src/git', 'node /src/gitops/dist/index.js'],
  ['/my tools/dist/index.js', '/work', "node '/my tools/dist/index.js'"],
  [undefined, '/work', 'gitops-deploy'],
])('Of the script %s in the folder %s a line begins with %s', (script, folder, call) => {
  expect(programCall(script, folder)).toBe(call);
});
