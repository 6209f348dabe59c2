// What messages call the inputs and the program.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSources, walk } from '../scripts/house/sources.ts';
import { programCall } from '../src/cli/program-call.ts';
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

/** Where a text may name an input in one spelling, and why. */
const oneSpelling: readonly (readonly [path: RegExp, text: RegExp, reason: string])[] = [
  [
    /^src\/config\/inputs\//,
    /./,
    'the help of the inputs themselves, which action.yml and the README have too',
  ],
  [/^src\/(target-)?error-codes\.ts$/, /`/, 'the page docs/errors.md, in Markdown'],
  [/^src\/cli\/help\.ts$/, /^Example/, 'a command line, as an example'],
  [/^src\/commands\/(?:edit|deploy-history|rollback|hold)\.ts$/, /[ []--/, 'how a command is called'],
  [/^src\/(?:commands|change)\//, /"hold"/, 'the command of that name'],
  [/^src\/change\/hold-guard\.ts$/, /--(?:file|image|branch)/, 'a command line to copy'],
  [/^src\/commands\//, /--json/, 'what makes the file is a command line'],
  [/^src\/config\/secret-forms\.ts$/, /-f signing-key/, 'a file'],
  [/^src\/manifest\/explain\/unplaced\.ts$/, /write "namespace" in the file/, 'a field of the manifest'],
];

/** The ways to write an input into a sentence: quoted, as a flag, as a variable, after a verb, or by a name that is no word. */
function namesIn(text: string): readonly InputName[] {
  return inputNames.filter((name) =>
    [
      `["\`]${name}["\`:]`,
      `(?<![\\w-])--${name}(?![\\w-])`,
      `(?:${inputVariable(name)}|${variableName(name)})(?![A-Z_])`,
      `\\b(?:set|give|unset|leave out|input) "?${name}"?(?=[ ,;:.]|$)`,
      ...(name.includes('-') ? [`(?<![\\w/.-])${name}(?![\\w-])`] : []),
    ].some((form) => new RegExp(form).test(text)),
  );
}

/** Every text of the sources that is more than a word, with `§` where something is put in. */
const texts = readSources(fileURLToPath(new URL('..', source)), ['src']).flatMap(
  ({ path, program: tree }) => {
    const found: { readonly path: string; readonly text: string }[] = [];
    walk(tree, (node) => {
      if (node.type === 'Literal' && typeof node.value === 'string') found.push({ path, text: node.value });
      if (node.type === 'TemplateLiteral')
        found.push({ path, text: node.quasis.map(({ value }) => value.cooked ?? '').join('§') });
    });
    return found.filter(({ text }) => /\S\s+\S/.test(text));
  },
);

test('no text names an input in one spelling alone, except where that is the only one', () => {
  const naming = texts.filter(({ text }) => namesIn(text).length > 0);
  const isAllowed = ({ path, text }: (typeof texts)[number]) =>
    oneSpelling.some(([place, form]) => place.test(path) && form.test(text));
  expect(naming.filter((each) => !isAllowed(each))).toEqual([]);
  const unused = oneSpelling.filter(
    ([place, form]) => !naming.some(({ path, text }) => place.test(path) && form.test(text)),
  );
  expect(unused).toEqual([]);
});

test.each([
  'set "file" to it',
  'name fewer files in `file`',
  'give --token',
  'set GITOPS_DEPLOY_TOKEN',
  'set if-unchanged to "succeed"',
  'set "mode: auto" to open one',
  'check input "branch"',
])('An input is found in: %s', (text) => {
  expect(namesIn(text)).toHaveLength(1);
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
