// One writer of the soak: a deploy under faults, perhaps stopped halfway.
import type { CheckedRun } from '../../testing/checker.ts';
import type { FaultProxy } from '../../testing/fault-proxy.ts';
import { type Deed, drawDeed, imageFor } from './deed.ts';
import { drawSignal, type JobEnding, runJob } from './job.ts';
import { pick, type Random } from './random.ts';
import { arm, storm } from './storm.ts';

/** The whole budget of a run, milliseconds; one in ten has so little that it ends in the midst of the work. */
const budgets = { usual: 60_000, short: { share: 0.1, least: 1000, most: 3000 } };

/** One in ten runs is on a machine whose clock is set by up to ten minutes, again and again. */
const stepping = { share: 0.1, mostMs: 600_000 };

export interface SoakRun extends CheckedRun, JobEnding {
  /** What it was to do; `proposal` leaves the merge to people, `merge` waits for it. */
  readonly deed: Deed['is'] | 'proposal' | 'merge';
  /** It was allowed to deploy behind a newer run. */
  readonly isGoingBack: boolean;
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
  /** How much slower than usual the machine is. */
  readonly slowness: number;
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
  const budgetMs = drawBudget(random, writer.slowness);
  const stepMs = random() < stepping.share ? Math.round((random() - 0.5) * 2 * stepping.mostMs) : undefined;
  if (stepMs !== undefined) faults.push('clock set');
  const started = Date.now();
  const given = { repository: proxy.url, file, timeout: `${budgetMs}ms`, ...(image !== '' && { image }) };
  const clock = stepMs === undefined ? {} : { NODE_OPTIONS: `--import=${steppingClock(stepMs)}` };
  const pipeline = { GITOPS_DEPLOY_TOKEN: writer.token, GITLAB_CI: 'true', CI_JOB_URL: jobUrl };
  const env = { ...pipeline, ...deed.env, ...clock };
  const ended = await runJob(deed.command, { ...given, ...deed.flags }, env, signal, budgetMs);
  return {
    ...{ deed: deed.is, isGoingBack: deed.isGoingBack, jobUrl, file, image, ...ended },
    wallMs: Date.now() - started,
    budgetMs,
    faults,
  };
}

function drawBudget(random: Random, slowness: number): number {
  const { usual, short } = budgets;
  const [draw, share] = [random(), random()];
  return draw < short.share
    ? Math.round(short.least + share * (short.most - short.least))
    : Math.round(usual * slowness);
}

/** A module that sets the clock by so much whenever it is asked. */
function steppingClock(ms: number): string {
  const code = `const real = Date.now; let steps = 0; Date.now = () => real() + (steps += 1) * ${ms};`;
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
