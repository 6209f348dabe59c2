// The bundle, run as a process.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What src/ builds now, by `npm run bundle` before the tests; `npm run fresh` holds dist/ equal to it. */
export const bundlePath = fileURLToPath(
  new URL('../node_modules/.cache/gitops-deploy/index.js', import.meta.url),
);

export interface BundleRun {
  /** `null` when it was killed. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Flags by input name; `true` is a switch. */
export type Flags = Readonly<Record<string, string | true>>;

/** The bundle at work. */
export interface BundleProcess {
  readonly ended: Promise<BundleRun>;
  /** What it wrote so far, to both. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
  /** Its id. */
  readonly pid: number;
}

/** Flags as words of the command line. */
export function optionsOf(flags: Flags): string[] {
  return Object.entries(flags).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
}

/** Runs the bundle as a pipeline does, with nothing of this process's environment but PATH. */
export function runBundle(
  words: readonly string[],
  flags: Flags = {},
  env: Readonly<Record<string, string>> = {},
): Promise<BundleRun> {
  return startBundle(words, flags, env).ended;
}

/** The user `nobody`: root may write everything. */
const nobody = 65534;

/** Runs the bundle as a user who is not root, whoever runs the tests. */
export function runBundleUnprivileged(words: readonly string[], flags: Flags): Promise<BundleRun> {
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
  return startBundle(words, flags, {}, user).ended;
}

export function startBundle(
  words: readonly string[],
  flags: Flags = {},
  env: Readonly<Record<string, string>> = {},
  user: { readonly uid?: number; readonly gid?: number } = {},
): BundleProcess {
  const child = spawn(process.execPath, [bundlePath, ...words, ...optionsOf(flags)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.stderr += text;
  });
  const ended = new Promise<BundleRun>((resolve, reject) => {
    child.on('error', reject).on('close', (exit) => resolve({ exit, ...said }));
  });
  return {
    ended,
    said: () => said.stdout + said.stderr,
    kill: (signal) => void child.kill(signal),
    pid: child.pid ?? 0,
  };
}

/** Runs with `--json` and reads the object. */
export async function runForJson(
  flags: Flags,
  env?: Readonly<Record<string, string>>,
): Promise<BundleRun & { readonly report: Record<string, unknown> }> {
  const run = await runBundle([], { ...flags, json: true }, env);
  return { ...run, report: JSON.parse(run.stdout) as Record<string, unknown> };
}
