// Chunks that are joined do what they did apart, in fewer files.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { joinChunks } from '../../../scripts/build/join-chunks.ts';

/** A start that waits for a command; two commands that share modules, of which two have the same names in them. */
const sources = {
  'start.ts':
    "import { say } from './said';\nsay((await import('./deploy')).name);\nsay((await import('./edit')).edit());",
  'said.ts':
    "import { all } from './list';\nexport const say = (text) => { all.push(text); console.log(all.join(' ')); };",
  'list.ts': "export const all = ['start'];",
  'deploy.ts':
    "import { name as one } from './one';\nimport { name as two } from './two';\nimport { all } from './list';\n" +
    "all.push('deploy');\nexport const name = one() + two() + 'name';\nimport('./late').then(({ late }) => late());",
  'edit.ts': "import { name } from './one';\nexport const edit = () => name() + 'edit';",
  'one.ts':
    "import { all } from './list';\nlet count = 0;\nexport const name = () => 'one' + all.length + (count += 1);",
  'two.ts': "export const name = () => 'two';",
  'late.ts':
    "import { name } from './two';\nimport { say } from './said';\nexport const late = () => say('late' + name());",
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'join-chunks-'));
  for (const [name, text] of Object.entries(sources)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
});
afterEach(() => rm(folder, { recursive: true }));

const banner = '/* banner */';

test('joined chunks share their modules, keep their names apart, and load the others later', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(folder, 'start.ts')],
    absWorkingDir: folder,
    outdir: join(folder, 'out'),
    bundle: true,
    splitting: true,
    format: 'esm',
    minifyWhitespace: true,
    write: false,
    metafile: true,
    banner: { js: banner },
  });
  const apart = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const parts = { start: 'start.ts', leaders: ['deploy.ts'], others: ['edit.ts'] };
  const joined = await joinChunks(apart, metafile, banner, parts);
  for (const [name, text] of joined) await writeFile(join(folder, name), text);
  expect([...joined.keys()].map((name) => name.replace(/-[^-]+\.js$/, '')).sort()).toEqual([
    'chunk',
    'deploy',
    'edit',
    'late',
    'shared',
    'start.js',
  ]);
  expect([...joined.values()].filter((text) => text.split(banner).length !== 2)).toEqual([]);
  const said = execFileSync(process.execPath, [join(folder, 'start.js')], { encoding: 'utf8' });
  expect(said.trim().split('\n')).toEqual([
    'start deploy one21twoname',
    'start deploy one21twoname latetwo',
    'start deploy one21twoname latetwo one42edit',
  ]);
});
