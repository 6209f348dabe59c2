import { startBundle } from '../../__tests__/support/bundle.ts';
import type { CheckedRun } from '../../__tests__/support/checker.ts';
import type { FaultProxy } from '../../__tests__/support/fault-proxy.ts';
import { pick, type Random } from './random.ts';
import { storm } from './storm.ts';

/** The whole budget of a run, milliseconds. */
const budgetMs = 60_000;

/** One in so many runs is told to stop, and one is killed, somewhere in its first two seconds. */
const signalled = { SIGTERM: 0.03, SIGKILL: 0.03, withinMs: 2000 };

export interface SoakRun extends CheckedRun {
  /** Error code of a run that failed. */
  readonly code: string | undefined;
  readonly signal: string | undefined;
  readonly attempts: number;
  readonly faults: readonly string[];
}

export interface Writer {
  readonly proxy: FaultProxy;
  readonly random: Random;
  readonly token: string;
  /** Files of the repository; each holds the image that `imageOf` names. */
  readonly files: readonly [string, ...string[]];
  readonly imageOf: (file: string) => string;
}

/** One run of the bundle, through a proxy that spoils some of its requests. `number` is this run's own. */
export async function runOnce(writer: Writer, number: number): Promise<SoakRun> {
  const { proxy, random } = writer;
  const gusts = storm(random);
  proxy.calm();
  for (const { fault, kind } of gusts) proxy.inject(fault, [kind]);
  const file = pick(random, writer.files);
  const image = `${writer.imageOf(file)}:v${number}`;
  const jobUrl = `https://ci.example.com/jobs/${number}`;
  const signal = drawSignal(random);
  const started = Date.now();
  const { output, report } = await runBundle(writer, { file, image, jobUrl }, signal);
  return {
    ...{ jobUrl, file, image, output, ...report },
    signal: signal?.name,
    wallMs: Date.now() - started,
    budgetMs,
    faults: gusts.map(({ name }) => name),
  };
}

interface Signal {
  readonly name: 'SIGTERM' | 'SIGKILL';
  readonly afterMs: number;
}

function drawSignal(random: Random): Signal | undefined {
  const [draw, afterMs] = [random(), random() * signalled.withinMs];
  if (draw < signalled.SIGKILL) return { name: 'SIGKILL', afterMs };
  if (draw < signalled.SIGKILL + signalled.SIGTERM) return { name: 'SIGTERM', afterMs };
  return undefined;
}

type Job = Pick<CheckedRun, 'file' | 'image' | 'jobUrl'>;
type Ending = Pick<SoakRun, 'result' | 'code' | 'attempts'> & { readonly commit?: string };

async function runBundle(
  { proxy, token }: Writer,
  { file, image, jobUrl }: Job,
  signal: Signal | undefined,
): Promise<{ output: string; report: Ending }> {
  const flags = { repository: proxy.url, file, image, timeout: `${budgetMs / 1000}s`, json: true } as const;
  const env = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl };
  const job = startBundle([], flags, env);
  const timer = signal && setTimeout(() => job.kill(signal.name), signal.afterMs);
  const { stdout, stderr } = await job.ended;
  clearTimeout(timer);
  return { output: stdout + stderr, report: ending(stdout) };
}

/** A run that was killed before it could say anything is `killed`. */
function ending(stdout: string): Ending {
  if (stdout === '') return { result: 'killed', code: undefined, attempts: 0 };
  const report = JSON.parse(stdout) as {
    result: string;
    commit?: string;
    attempts?: number;
    error?: { code: string };
  };
  const { result, commit, attempts = 0, error } = report;
  return { result, ...(commit && { commit }), attempts, code: error?.code };
}
