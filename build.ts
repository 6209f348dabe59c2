// Bundles src/index.ts to dist/chunks/, with dist/index.js before it, or into --outdir; with --check, compares instead of writing.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { entryText } from './scripts/build/entry.ts';
import { joinChunks } from './scripts/build/join-chunks.ts';
import { plugins } from './scripts/build/plugins.ts';
import { thirdPartyLicenses } from './scripts/build/third-party-licenses.ts';

const { outdir, check } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, check: { type: 'boolean' } },
}).values;
// Bundled CommonJS packages call require() for node's own modules, which an ES module lacks.
const banner =
  "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);";
const { outputFiles, metafile } = await build({
  entryPoints: [{ in: 'src/index.ts', out: 'chunks/start' }],
  outdir,
  bundle: true,
  // What is imported lazily is a file of its own: what a run does not use is not even read.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  write: false,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  plugins,
  // Its CommonJS build is one piece; of the ES modules only what reads objects is taken.
  alias: { 'isomorphic-git': './node_modules/isomorphic-git/index.js' },
  // ssh2 looks for a program for Windows beside itself, which an ES module cannot say and nobody needs.
  define: { __dirname: '""' },
  banner: { js: banner },
});
const chunks = await joinChunks(
  new Map(outputFiles.map(({ path, text }) => [basename(path), text])),
  metafile,
  `${banner}\n`,
  {
    start: 'src/index.ts',
    // What a deploy reads at its start, and while its requests travel.
    leaders: [
      'src/commands/run-deploy.ts',
      'src/manifest/edit-manifests.ts',
      'src/git/proof/sample-commit.ts',
    ],
    others: ['src/commands/run-edit.ts', 'src/commands/run-message.ts'],
  },
);

const start = 'chunks/start.js';
/** By path in the folder; the start and the entry come last, so that what they import is there before them. */
const wanted = new Map<string, string>([
  // The folder says by itself what its files are, wherever it lies.
  ['package.json', '{ "type": "module" }\n'],
  ...[...chunks]
    .map(([name, text]): [string, string] => [`chunks/${name}`, text])
    .sort(([a], [b]) => Number(a === start) - Number(b === start)),
  ['index.js', entryText(20, `./${start}`)],
]);
// The notices lie beside dist/, and go where it goes.
if (outdir === 'dist') {
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  wanted.set('../THIRD_PARTY_LICENSES', thirdPartyLicenses(bundled));
}
const stale = filesIn(outdir).filter((name) => !wanted.has(name));
const changed = [...wanted].filter(([name, text]) => written(join(outdir, name)) !== text);

if (!check) {
  for (const [name, text] of changed) replace(join(outdir, name), text);
  for (const name of stale) rmSync(join(outdir, name));
} else if (stale.length + changed.length > 0) {
  process.stderr.write(
    `Cannot accept "${outdir}": it is not what src/ builds; run "npm run build" and commit it\n`,
  );
  process.exitCode = 1;
}

function written(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Every file below a folder, by its path in it; none where there is no folder. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.parentPath, each.name)));
}

/** Writes a file in one step: others may run the old one at this moment. */
function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
