// One writer of the soak: a deploy under faults, perhaps stopped halfway.
import { startBundle } from '../../testing/bundle.ts';
import type { CheckedRun } from '../../testing/checker.ts';
import type { FaultProxy } from '../../testing/fault-proxy.ts';
import { type Deed, drawDeed, imageFor } from './deed.ts';
import { pick, type Random } from './random.ts';
import { arm, storm } from './storm.ts';

/** The whole budget of a run, milliseconds; one in ten has so little that it ends in the midst of the work. */
const budgets = { usual: 60_000, short: { share: 0.1, least: 1000, most: 3000 } };

/** One in ten runs is on a machine whose clock is set by up to ten minutes, again and again. */
const stepping = { share: 0.1, mostMs: 600_000 };

/** One in so many runs is told to stop, and one is killed, somewhere in its first two seconds. */
const signalled = { SIGTERM: 0.03, SIGKILL: 0.03, withinMs: 2000 };

export interface SoakRun extends CheckedRun {
  readonly deed: Deed['is'];
  /** It was allowed to deploy behind a newer run. */
  readonly isGoingBack: boolean;
  /** Error code of a run that failed. */
  readonly code: string | undefined;
  /** Exit code; `null` where a signal ended it. */
  readonly exit: number | null;
  /** The signal that it was sent, and how long it went on after that, milliseconds. */
  readonly signal: { readonly name: string; readonly tookMs: number } | undefined;
  readonly attempts: number;
  /** Those that it met, not those that waited in vain. */
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
  const faults: string[] = [];
  proxy.calm();
  arm(proxy, storm(random), faults);
  const file = pick(random, writer.files);
  const deed = drawDeed(random, number);
  const name = writer.imageOf(file);
  const image = imageFor(deed, name);
  const jobUrl = `https://ci.example.com/jobs/${number}`;
  const signal = drawSignal(random);
  const budgetMs = drawBudget(random);
  const stepMs = random() < stepping.share ? Math.round((random() - 0.5) * 2 * stepping.mostMs) : undefined;
  if (stepMs !== undefined) faults.push('clock set');
  const started = Date.now();
  const ended = await runBundle(writer, { deed, file, image, jobUrl, budgetMs, stepMs }, signal);
  return {
    ...{ deed: deed.is, isGoingBack: deed.isGoingBack, jobUrl, file, image, ...ended },
    wallMs: Date.now() - started,
    budgetMs,
    faults,
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

function drawBudget(random: Random): number {
  const { usual, short } = budgets;
  const [draw, share] = [random(), random()];
  return draw < short.share ? Math.round(short.least + share * (short.most - short.least)) : usual;
}

interface Job extends Pick<CheckedRun, 'file' | 'image' | 'jobUrl' | 'budgetMs'> {
  readonly deed: Deed;
  /** What the clock is set by each time it is asked, milliseconds. */
  readonly stepMs: number | undefined;
}
type Report = Pick<SoakRun, 'result' | 'code' | 'attempts'> & { readonly commit?: string };
type Ending = Report & Pick<SoakRun, 'output' | 'exit' | 'signal'>;

async function runBundle(
  { proxy, token }: Writer,
  { deed, file, image, jobUrl, budgetMs, stepMs }: Job,
  signal: Signal | undefined,
): Promise<Ending> {
  const flags = {
    ...{ repository: proxy.url, file, timeout: `${budgetMs}ms`, json: true as const },
    ...(image !== '' && { image }),
    ...deed.flags,
  };
  const clock = stepMs === undefined ? {} : { NODE_OPTIONS: `--import=${steppingClock(stepMs)}` };
  const env = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl, ...deed.env, ...clock };
  const job = startBundle([deed.command], flags, env);
  let sent: { name: string; at: number } | undefined;
  const timer = setTimeout(() => {
    if (signal === undefined) return;
    sent = { name: signal.name, at: Date.now() };
    job.kill(signal.name);
  }, signal?.afterMs);
  const { exit, stdout, stderr } = await job.ended;
  clearTimeout(timer);
  const told = sent && { name: sent.name, tookMs: Date.now() - sent.at };
  return { ...reportOf(stdout), exit, output: stdout + stderr, signal: told };
}

/** A module that sets the clock by so much whenever it is asked. */
function steppingClock(ms: number): string {
  const code = `const real = Date.now; let steps = 0; Date.now = () => real() + (steps += 1) * ${ms};`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** A run that was killed before it could say anything is `killed`. */
function reportOf(stdout: string): Report {
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
