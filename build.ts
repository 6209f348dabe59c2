// Bundles src/index.ts to dist/index.js, or to --outfile; with --check, compares instead of writing.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';

/** ssh2 tries its native parts and does without them; left out, the bundle is the same on every machine. */
const withoutNative: Plugin = {
  name: 'without-native',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^cpu-features$|\.node$/ }, ({ path }) => ({ path, namespace: 'native' }));
    onLoad({ filter: /.*/, namespace: 'native' }, () => ({ contents: 'throw new Error("Left out");' }));
  },
};

/** Imported as ES modules, node's own compute every export at once, and one of node:http's loads undici: 30 ms. */
const requireBuiltins: Plugin = {
  name: 'require-builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'require-call' ? { path, external: true } : { path, namespace: 'builtin' },
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

const { outfile, check } = parseArgs({
  options: { outfile: { type: 'string', default: 'dist/index.js' }, check: { type: 'boolean' } },
}).values;
const { outputFiles } = await build({
  entryPoints: ['src/index.ts'],
  outfile,
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  plugins: [withoutNative, withoutOidc, requireBuiltins],
  // ssh2 looks for a program for Windows beside itself, which an ES module cannot say and nobody needs.
  define: { __dirname: '""' },
  // Bundled CommonJS packages call require() for node's own modules, which an ES module lacks.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire as __createRequire } from 'node:module';const require = __createRequire(import.meta.url);",
  },
});
const text = outputFiles[0]?.text ?? '';
if (!check) {
  // In one step: others may run the old one at this moment.
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(`${outfile}.${process.pid}`, text);
  renameSync(`${outfile}.${process.pid}`, outfile);
} else if (readFileSync(outfile, 'utf8') !== text) {
  process.stderr.write(
    `Cannot accept "${outfile}": it is not what src/ builds; run "npm run build" and commit it\n`,
  );
  process.exitCode = 1;
}
