// What esbuild is to do otherwise with packages in the bundle: leave parts out, load others as they are.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

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
    onLoad({ filter: /.*/, namespace: 'builtin' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) =>
        /^(?!default$)[a-z_$][\w$]*$/i.test(name),
      );
      const used = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => all.${name})();`);
      return {
        contents: [`const all = require(${JSON.stringify(path)});`, 'export default all;', ...used].join(
          '\n',
        ),
      };
    });
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

/**
 * On import, @actions/github reads the environment and the event's file, which it misses on stdout, and opens the ways through the
 * proxies that the environment names. It is given a fetch of our own, and what the run is comes from config/.
 */
const withoutRunner: Plugin = {
  name: 'without-runner',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(\.\/context\.js|@actions\/http-client)$/ }, ({ path, importer }) =>
      importer.includes('/@actions/github/') ? { path, namespace: 'runner' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'runner' }, ({ path }) => ({
      contents: path.startsWith('.')
        ? 'export class Context {}'
        : 'export class HttpClient { getAgent() {} getAgentDispatcher() {} }',
    }));
  },
};

/** What stands for a package in isomorphic-git: node's own SHA-1 and zlib, which are there already; all else is nothing. */
const ofNode: Readonly<Record<string, string>> = {
  'sha.js/sha1.js': 'module.exports = function () { return require("node:crypto").createHash("sha1"); };',
  pako: 'module.exports = { inflate: (bytes) => require("node:zlib").inflateSync(bytes) };',
};

/**
 * isomorphic-git brings SHA-1 and zlib in JavaScript for browsers, and parts that merge and pack, which nobody asks for; and it would
 * ask whether there is a `crypto.subtle`, for which node loads all of Web Crypto: 40 ms together.
 */
const readerAlone: Plugin = {
  name: 'reader-alone',
  setup({ onResolve, onLoad }) {
    const left = /^(sha\.js\/sha1\.js|pako|ignore|diff3|async-lock|clean-git-ref|crc-32)$/;
    onResolve({ filter: left }, ({ path }) => ({ path, namespace: 'reader' }));
    onLoad({ filter: /.*/, namespace: 'reader' }, ({ path }) => ({
      contents: ofNode[path] ?? 'module.exports = {};',
    }));
    onLoad({ filter: /\/isomorphic-git\/index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace('let supportsSubtleSHA1 = null;', 'let supportsSubtleSHA1 = false;');
      if (contents === text) throw new Error('Cannot bundle "isomorphic-git": its SHA-1 is another one');
      return { contents };
    });
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

/** In the order in which they are asked. */
export const plugins: Plugin[] = [
  withoutNative,
  withoutOidc,
  withoutRunner,
  requireBuiltins,
  readerAlone,
  withNames,
];
