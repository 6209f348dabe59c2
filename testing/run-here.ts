// The program, run in this process: for tests that a process of its own tells nothing more.
import { main } from '../src/main.ts';
import { type BundleRun, type Flags, optionsOf, runForJson } from './bundle.ts';

type Env = Readonly<Record<string, string>>;

/** How a run ended, with the object that `--json` prints. */
interface JsonRun extends BundleRun {
  readonly exit: number;
  readonly report: Record<string, unknown>;
}

/**
 * Says whether a run with these variables needs a process of its own: Node reads its own as it starts, and the toolkit of
 * GitHub's Actions writes to the stdout of the process.
 * @param env the environment of the run
 */
export function needsProcess(env: Env): boolean {
  return isReadByNode(env) || env.GITHUB_ACTIONS !== undefined;
}

function isReadByNode(env: Env): boolean {
  return Object.keys(env).some((name) => name.startsWith('NODE_'));
}

/**
 * Runs one command line, as `runBundle` does.
 * @throws {Error} with variables of Node
 */
export async function runHere(
  words: readonly string[],
  flags: Flags = {},
  env: Env = {},
): Promise<BundleRun & { readonly exit: number }> {
  if (isReadByNode(env)) throw new Error('Cannot run with variables of Node here: run the bundle');
  const said = { stdout: '', stderr: '' };
  const exit = await main({
    argv: [...words, ...optionsOf(flags)],
    script: undefined,
    folder: '/',
    env,
    out: (text) => {
      said.stdout += text;
    },
    err: (text) => {
      said.stderr += text;
    },
    isTerminal: false,
    signal: new AbortController().signal,
    written: async () => undefined,
  });
  return { exit, ...said };
}

/** Runs with `--json` and reads the object. */
export async function runHereForJson(flags: Flags, env?: Env): Promise<JsonRun> {
  const run = await runHere([], { ...flags, json: true }, env);
  return { ...run, report: JSON.parse(run.stdout) as Record<string, unknown> };
}

/**
 * Gives runs with `--json` of which the first goes through the bundle, and the others, which tell no more of the bundle, in
 * this process.
 */
export function bundleFirst(): typeof runForJson {
  let run = runForJson;
  return (flags, env = {}) => {
    const now = needsProcess(env) ? runForJson : run;
    run = runHereForJson;
    return now(flags, env);
  };
}
