// What the soak says of its runs, and which of them ended as none may.
import { type ErrorCode, errors } from '../../src/errors.ts';
import { refusedTwice } from './storm.ts';
import type { SoakRun } from './writer.ts';

/** A runner kills a job so long after it told it to stop, milliseconds. */
const patienceMs = 10_000;

/**
 * Runs that ended in a way that no fault of the storm excuses, as sentences.
 * @param slowness how much slower than usual the machine is
 */
export function strange(runs: readonly SoakRun[], slowness = 1): string[] {
  if (!runs.some(({ result }) => result === 'pushed' || result === 'proposed'))
    return ['nothing landed at all'];
  return runs.flatMap((run) => {
    const { jobUrl, faults, output } = run;
    return wrongs(run, slowness).map(
      (what) => `${jobUrl} ${ending(run)} ${what}, under [${faults}]\n${output}`,
    );
  });
}

function wrongs(run: SoakRun, slowness: number): string[] {
  const { exit, signal } = run;
  return [
    ...(hasExcuse(run) ? [] : ['without an excuse']),
    ...(isExitOf(run) ? [] : [`with the exit code ${exit}`]),
    ...(signal && signal.tookMs > patienceMs * slowness ? [`${signal.tookMs} ms after ${signal.name}`] : []),
  ];
}

/** How a run ends that has done what it was to do. */
const good = ['pushed', 'proposed', 'merged', 'unchanged', 'superseded'];

/** Shorter than this, a wait that a server asks for can be too long, milliseconds. */
const shortBudgetMs = 10_000;

/**
 * Only a signal or the end of the budget may keep a run from landing, and a permanent answer to its push; whether it says
 * the truth then is not for here to see.
 */
function hasExcuse(run: SoakRun): boolean {
  const { result, code, signal, wallMs, budgetMs, faults } = run;
  if (good.includes(result) || isRefused(run)) return true;
  if (result === 'killed') return signal !== undefined;
  if (faults.some((fault) => fault.includes(refusedTwice))) return true;
  const isOver = signal !== undefined || wallMs > 0.8 * budgetMs || budgetMs < shortBudgetMs;
  return isOver && (code === 'out-of-time' || code === 'outcome-unknown');
}

/**
 * Holds refuse anything that deploys; a rollback finds nothing to take back, or that somebody was faster; an older run is told to
 * fail where there is a newer one; people close a request whose merge is waited for.
 */
function isRefused({ code, deed, isGoingBack }: SoakRun): boolean {
  switch (deed) {
    case 'hold':
    case 'release':
      return false;
    case 'rollback':
      return code === 'held' || code === 'deploy-not-found' || code === 'superseded';
    case 'older':
      return code === 'held' || (code === 'superseded' && !isGoingBack);
    case 'merge':
      return code === 'push-refused';
    default:
      return code === 'held';
  }
}

function isExitOf({ result, code, exit }: SoakRun): boolean {
  if (good.includes(result)) return exit === 0;
  switch (result) {
    case 'killed':
      return exit === null;
    case 'unknown':
      return exit === 7;
    default:
      return exit !== 7 && exit === errors[code as ErrorCode]?.exit;
  }
}

const ending = ({ result, code, deed }: SoakRun): string =>
  `${deed === 'deploy' ? '' : `${deed} `}${code ? `${result} (${code})` : result}`;

/** How the runs ended, how long they took, and what they met. */
export function summary(runs: readonly SoakRun[]): string {
  const times = runs.map(({ wallMs }) => wallMs).sort((a, b) => a - b);
  const at = (share: number): string =>
    `${((times[Math.floor(times.length * share)] ?? 0) / 1000).toFixed(1)} s`;
  const tries = runs.map(({ attempts }) => attempts);
  const undisturbed = runs.filter(({ signal }) => signal === undefined);
  return [
    `${undisturbed.length} runs: ${counted(undisturbed.map(ending))}`,
    `and with a signal: ${counted(runs.flatMap((run) => (run.signal ? `${run.signal.name}: ${ending(run)}` : [])))}`,
    `time of a run: median ${at(0.5)}, 95 % ${at(0.95)}, longest ${at(0.9999)}; most pushes of a run: ${Math.max(...tries)}`,
    `faults: ${counted(runs.flatMap(({ faults }) => faults))}`,
  ].join('\n');
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}
