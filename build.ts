// Bundles src/index.ts to dist/index.js and dist/chunks/, or into --outdir; with --check, compares instead of writing.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { thirdPartyLicenses } from './scripts/third-party-licenses.ts';

/** ssh2 tries its native parts and does without them; left out, the bundle is the same on every machine. */
const withoutNative: Plugin = {
  name: 'without-native',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^cpu-features$|\.node$/ }, ({ path }) => ({ path, namespace: 'native' }));
    onLoad({ filter: /.*/, namespace: 'native' }, () => ({ contents: 'throw new Error("Left out");' }));
  },
};

/**
 * Imported as ES modules, node's own compute every export at once, and one of node:http's loads undici: 30 ms. What is
 * imported lazily stays as it is: a chunk of it would export only a default.
 */
const requireBuiltins: Plugin = {
  name: 'require-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' || kind === 'dynamic-import'
        ? { path, external: true }
        : { path, namespace: 'builtin' },
    );
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)})`,
    }));
  },
};

/** @actions/core needs a proxy's client only to ask for OIDC tokens, which nobody does here: 550 kB. */
const withoutOidc: Plugin = {
  name: 'without-oidc',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(undici|tunnel)$/ }, ({ path }) => ({ path, namespace: 'oidc' }));
    onLoad({ filter: /.*/, namespace: 'oidc' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** isomorphic-git brings SHA-1 in JavaScript for browsers, and parts that merge and pack, which nobody asks for: 10 ms. */
const readerAlone: Plugin = {
  name: 'reader-alone',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(sha\.js\/sha1\.js|ignore|diff3|async-lock|clean-git-ref|crc-32)$/ },
      ({ path }) => ({
        path,
        namespace: 'reader',
      }),
    );
    onLoad({ filter: /.*/, namespace: 'reader' }, ({ path }) => ({
      contents: path.startsWith('sha.js')
        ? 'module.exports = function () { return require("node:crypto").createHash("sha1"); };'
        : 'module.exports = {};',
    }));
  },
};

/** Imported lazily, a CommonJS package is a chunk that exports only a default, where node finds the names too. */
const withNames: Plugin = {
  name: 'with-names',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@slack\// }, ({ path, kind, resolveDir }) =>
      kind === 'dynamic-import' ? { path, namespace: 'names', pluginData: resolveDir } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'names' }, async ({ path, pluginData: resolveDir }) => {
      const names = Object.keys(await import(path)).filter((name) =>
        /^(?!default$|__esModule$)\w+$/.test(name),
      );
      const contents = `import * as all from ${JSON.stringify(path)}; export const { ${names.join(', ')} } = all;`;
      return { contents, resolveDir };
    });
  },
};

const { outdir, check } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, check: { type: 'boolean' } },
}).values;
const { outputFiles, metafile } = await build({
  entryPoints: ['src/index.ts'],
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
  plugins: [withoutNative, withoutOidc, requireBuiltins, readerAlone, withNames],
  // Its CommonJS build is one piece; of the ES modules only what reads objects is taken.
  alias: { 'isomorphic-git': './node_modules/isomorphic-git/index.js' },
  // ssh2 looks for a program for Windows beside itself, which an ES module cannot say and nobody needs.
  define: { __dirname: '""' },
  // Bundled CommonJS packages call require() for node's own modules, which an ES module lacks.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
});

const entry = 'index.js';
/** By path in the folder; the entry comes last, so that what it imports is there before it. */
const wanted = new Map<string, string>([
  // The folder says by itself what its files are, wherever it lies.
  ['package.json', '{ "type": "module" }\n'],
  ...outputFiles
    .map(({ path, text }): [string, string] => [relative(resolve(outdir), path), text])
    .sort(([a], [b]) => Number(a === entry) - Number(b === entry))
    .map(([name, text]): [string, string] => [name, name === entry ? `#!/usr/bin/env node\n${text}` : text]),
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
