import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBundle } from '../support/bundle.ts';

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

test.each([
  ['no file', [], 2],
  ['a file that is not there', ['nope.yaml'], 3],
])('%s is an error', async (_, files, exit) => {
  const run = await runBundle(['edit', ...files], flags);
  expect(run.exit).toBe(exit);
  expect(run.stderr).toContain('To do: ');
});

test('help, version and a mistyped command', async () => {
  expect((await runBundle(['help', 'inputs'])).stdout).toContain(
    '--slack-webhook-url, GITOPS_DEPLOY_SLACK_WEBHOOK_URL',
  );
  expect((await runBundle(['version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(await runBundle(['deplyo'])).toMatchObject({ exit: 2, stdout: '' });
});
