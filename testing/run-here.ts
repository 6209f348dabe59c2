// The program, run in this process: for tests that a process of its own tells nothing more.
import { main } from '../src/main.ts';
import { type BundleRun, type Flags, optionsOf } from './bundle.ts';

type Env = Readonly<Record<string, string>>;

/** How a run ended, with the object that `--json` prints. */
interface JsonRun extends BundleRun {
  readonly exit: number;
  readonly report: Record<string, unknown>;
}

/** Runs one command line, as `runBundle` does. */
export async function runHere(
  words: readonly string[],
  flags: Flags = {},
  env: Env = {},
): Promise<BundleRun & { readonly exit: number }> {
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
