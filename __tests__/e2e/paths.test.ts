import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBundle, runForJson } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';

const paths = [
  'caf\u00e9.yaml',
  '\u65e5\u672c/web.yaml',
  '\u{1F680}.yaml',
  'a "quoted".yaml',
  "it's.yaml",
  'back\\slash.yaml',
  'a\ttab.yaml',
  'two words/web.yaml',
];
const manifest = 'kind: Pod\nspec: {containers: [{name: web, image: acme/web:v1}]}\n';

let server: GitServer;
beforeAll(async () => {
  server = await startGitServer({ files: Object.fromEntries(paths.map((path) => [path, manifest])) });
});
afterAll(() => server.close());

const flags = () =>
  ({ repository: server.url, file: '**/*.yaml', image: 'acme/web:v2', 'dry-run': true }) as const;
const added = '+spec: {containers: [{name: web, image: acme/web:v2}]}';
const times = (text: string): number => text.split(added).length - 1;

test('the diff of a dry run shows the change of every file, whatever its name', async () => {
  const { exit, report } = await runForJson({ ...flags(), expect: String(paths.length) });
  expect([exit, report.result]).toEqual([0, 'dry-run']);
  expect(times(String(report.diff))).toBe(paths.length);
  for (const path of ['caf\u00e9.yaml', '\u65e5\u672c/web.yaml', '\u{1F680}.yaml', 'two words/web.yaml'])
    expect(report.diff).toContain(`+++ b/${path}`);
  const { stdout } = await runBundle([], flags());
  expect(times(stdout)).toBe(paths.length);
});

test('so do the outputs and the summary of the Action', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'paths-'));
  try {
    const [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY] = [join(folder, 'output'), join(folder, 'summary')];
    for (const file of [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY]) await writeFile(file, '');
    await runBundle([], flags(), { GITHUB_ACTIONS: 'true', GITHUB_OUTPUT, GITHUB_STEP_SUMMARY });
    for (const file of [GITHUB_OUTPUT, GITHUB_STEP_SUMMARY])
      expect(times(await readFile(file, 'utf8'))).toBe(paths.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});
