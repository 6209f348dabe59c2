// What Node is started with: a version that is too old says so, in words that it can read.
import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { bundlePath } from '../../../testing/bundle.ts';

const entry = readFileSync(bundlePath, 'utf8');

/** What the file says and does on a version of Node, up to the import of the bundle. */
function startOn(node: string): { readonly said: string; readonly exitCode: number | undefined } {
  const said: string[] = [];
  const process = {
    versions: { node },
    stderr: { write: (text: string) => said.push(text) },
    exitCode: undefined,
  };
  const text = entry.replace(/^#!.*/, '').replace('import(', 'imported(');
  new Script(text).runInContext(createContext({ process, imported: (path: string) => said.push(path) }));
  return { said: said.join(''), exitCode: process.exitCode };
}

test.each(['18.20.8', '16.20.2', '14.21.3', '10.24.1', '4.9.1'])(
  'Node %s is told that it is too old',
  (node) => {
    expect(startOn(node)).toEqual({
      said: `Cannot run on Node ${node}: gitops-deploy needs Node 20 or later; update Node, or run the container image\n`,
      exitCode: 2,
    });
  },
);

test.each(['20.0.0', '24.21.0', '100.0.0'])('Node %s starts the bundle', (node) => {
  expect(startOn(node)).toEqual({ said: './chunks/start.js', exitCode: undefined });
});

test('the file holds no word that is younger than Node 4, but for the import that is never reached', () => {
  expect(entry).not.toMatch(/\b(?:let|const|class|async|await|export)\b|=>|`|\?\.|\?\?|\.\.\.|^import\b/m);
});
