import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Flags } from '../../testing/bundle.ts';
import { runHere } from '../../testing/run-here.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edit-'));
  file = join(folder, 'Dockerfile');
  await writeFile(file, 'FROM acme/api:v1\nRUN x\n');
});
afterEach(() => rm(folder, { recursive: true }));

const flags = { image: 'acme/api:v2', text: true, expect: '1' } as const;

test('Plain text is edited where the files are named and the places counted', async () => {
  const run = await runHere(['edit', file], flags);
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(await readFile(file, 'utf8')).toBe('FROM acme/api:v2\nRUN x\n');
});

test.each<[string, string, Flags, number, string]>([
  ['A pattern', '*', flags, 2, '--text takes written paths'],
  ['Text without a count', 'Dockerfile', { image: 'acme/api:v2', text: true }, 2, 'expect: is missing'],
  [
    'An input of manifests',
    'Dockerfile',
    { ...flags, kind: 'Pod', create: true },
    2,
    'kind "Pod": is for YAML and JSON',
  ],
  ['A field', 'Dockerfile', { ...flags, set: 'a=b' }, 2, 'set "a=b": is for YAML and JSON'],
  ['A file without the image', 'Dockerfile', { ...flags, image: 'acme/web:v2' }, 3, 'does not hold the name'],
])('%s is refused', async (_what, path, given, exit, says) => {
  const run = await runHere(['edit', join(folder, path)], given);
  expect([run.exit, run.stderr]).toEqual([exit, expect.stringContaining(says)]);
  expect(await readFile(file, 'utf8')).toBe('FROM acme/api:v1\nRUN x\n');
});

test('A version is the tag without its leading v, in fields that are set', async () => {
  const labels = join(folder, 'app.yaml');
  await writeFile(labels, 'image: acme/api:v1.0\nlabels: {version: "1.0", chart: api-1.0}\n');
  const set = 'labels.version={version}\nlabels.chart=api-{version}';
  const run = await runHere(['edit', labels], { image: 'acme/api:v1.1', set });
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(await readFile(labels, 'utf8')).toBe(
    'image: acme/api:v1.1\nlabels: {version: "1.1", chart: api-1.1}\n',
  );
});
