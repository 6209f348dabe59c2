import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Flags, runBundle } from '../../testing/bundle.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const flags = { image: 'dockerhub/microservice-vehicles:release-1179-344b590f', 'version-env': 'DD_VERSION' };

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edit-'));
  file = join(folder, 'deployment.yaml');
  await copyFile(fixture('vehicles.before.yaml'), file);
});
afterEach(() => rm(folder, { recursive: true }));

test('changes the bytes of the tag in a local file and nothing else', async () => {
  const run = await runBundle(['edit', file], flags);
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(await readFile(file, 'utf8')).toBe(await readFile(fixture('vehicles.after.yaml'), 'utf8'));
});

test('a dry run prints the diff and leaves the file', async () => {
  const { exit, stdout } = await runBundle(['edit', file], { ...flags, 'dry-run': true });
  expect(exit).toBe(0);
  expect(stdout).toContain('+            - {name: DD_VERSION, value: "release-1179-344b590f"}\n');
  expect(await readFile(file, 'utf8')).toBe(await readFile(fixture('vehicles.before.yaml'), 'utf8'));
});

test('a glob that the shell left alone is expanded', async () => {
  const second = join(folder, 'apps', 'deployment.yaml');
  await mkdir(join(folder, 'apps', 'x.yaml'), { recursive: true });
  await copyFile(file, second);
  const run = await runBundle(['edit', `${folder}/**/*.yaml`], flags);
  expect([run.exit, run.stderr]).toEqual([0, '']);
  const after = await readFile(fixture('vehicles.after.yaml'), 'utf8');
  expect([await readFile(file, 'utf8'), await readFile(second, 'utf8')]).toEqual([after, after]);
});

test.each<[string, string[], Flags, number, string]>([
  ['no file', [], {}, 2, 'no file is given'],
  ['a file that is not there', ['nope.yaml'], {}, 3, 'there is no such file'],
  ['a glob that matches nothing', ['nope/*.yaml'], {}, 3, 'no file matches it'],
  ['a folder', [tmpdir()], {}, 3, 'it is a folder'],
  [
    "a flag of the deploy's",
    ['a.yaml'],
    { 'if-unchanged': 'fail', file: 'b' },
    2,
    'no --file, --if-unchanged',
  ],
])('%s is an error', async (_, files, more, exit, says) => {
  const run = await runBundle(['edit', ...files], { ...flags, ...more });
  expect(run.exit).toBe(exit);
  expect(run.stderr).toContain(says);
  expect(run.stderr).toContain('To do: ');
});

test('variables of the deploy may be there for another step', async () => {
  const run = await runBundle(['edit', file], flags, { GITOPS_DEPLOY_FILE: 'b.yaml' });
  expect([run.exit, run.stderr]).toEqual([0, '']);
});
