// One run of the bundle in the soak: its signal, its end, its report.
import { type Flags, startBundle } from '../../testing/bundle.ts';
import type { Random } from './random.ts';

/** One in so many runs is told to stop, and one is killed, somewhere in its first two seconds. */
const signalled = { SIGTERM: 0.03, SIGKILL: 0.03, withinMs: 2000 };
/** Whatever goes on so long after its time is ended, and has no excuse, milliseconds. */
const mostOverMs = 120_000;

/** How a run ended. */
export interface JobEnding {
  readonly result: string;
  readonly commit?: string;
  /** Of the request that it left. */
  readonly pullRequestNumber?: number;
  /** Error code of a run that failed. */
  readonly code: string | undefined;
  /** Exit code; `null` where a signal ended it. */
  readonly exit: number | null;
  /** The signal that it was sent, and how long it went on after that, milliseconds. */
  readonly signal: { readonly name: string; readonly tookMs: number } | undefined;
  readonly attempts: number;
  readonly output: string;
}

export interface Signal {
  readonly name: 'SIGTERM' | 'SIGKILL';
  readonly afterMs: number;
}

/** Draws whether a run is stopped halfway. */
export function drawSignal(random: Random): Signal | undefined {
  const [draw, afterMs] = [random(), random() * signalled.withinMs];
  if (draw < signalled.SIGKILL) return { name: 'SIGKILL', afterMs };
  if (draw < signalled.SIGKILL + signalled.SIGTERM) return { name: 'SIGTERM', afterMs };
  return undefined;
}

/**
 * Runs the bundle to its end, or to that of its signal.
 * @param budgetMs what it is allowed to take
 */
export async function runJob(
  command: string,
  flags: Flags,
  env: Readonly<Record<string, string>>,
  signal: Signal | undefined,
  budgetMs: number,
): Promise<JobEnding> {
  const job = startBundle([command], { ...flags, json: true }, env);
  const watchdog = setTimeout(() => job.kill('SIGKILL'), budgetMs + mostOverMs);
  let sent: { name: string; at: number } | undefined;
  const timer = setTimeout(() => {
    if (signal === undefined) return;
    sent = { name: signal.name, at: Date.now() };
    job.kill(signal.name);
  }, signal?.afterMs);
  const { exit, stdout, stderr } = await job.ended;
  clearTimeout(timer);
  clearTimeout(watchdog);
  const told = sent && { name: sent.name, tookMs: Date.now() - sent.at };
  return { ...reportOf(stdout), exit, output: stdout + stderr, signal: told };
}

/** A run that was killed before it could say anything, or all of it, is `killed`. */
function reportOf(stdout: string): Omit<JobEnding, 'exit' | 'output' | 'signal'> {
  if (!stdout.endsWith('}\n')) return { result: 'killed', code: undefined, attempts: 0 };
  const report = JSON.parse(stdout) as {
    result: string;
    commit?: string;
    pullRequestNumber?: number;
    attempts?: number;
    error?: { code: string };
  };
  const { result, commit, pullRequestNumber, attempts = 0, error } = report;
  const known = { ...(commit && { commit }), ...(pullRequestNumber && { pullRequestNumber }) };
  return { result, ...known, attempts, code: error?.code };
}
