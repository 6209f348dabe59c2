import type { SoakRun } from './writer.ts';

/** Runs that ended in a way that no fault of the storm excuses, as sentences. */
export function strange(runs: readonly SoakRun[]): string[] {
  if (!runs.some(({ result }) => result === 'pushed')) return ['nothing landed at all'];
  return runs
    .filter((run) => !hasExcuse(run))
    .map(
      ({ jobUrl, result, code, faults, output }) =>
        `${jobUrl} ${result}: ${code} under [${faults}]\n${output}`,
    );
}

/** Only a signal or the end of the budget may keep a run from landing. */
function hasExcuse({ result, code, signal, wallMs, budgetMs }: SoakRun): boolean {
  if (result === 'pushed' || result === 'unchanged' || signal) return true;
  return wallMs > 0.8 * budgetMs && (code === 'out-of-time' || code === 'outcome-unknown');
}

/** How the runs ended, how long they took, and what they met. */
export function summary(runs: readonly SoakRun[]): string {
  const times = runs.map(({ wallMs }) => wallMs).sort((a, b) => a - b);
  const at = (share: number): string =>
    `${((times[Math.floor(times.length * share)] ?? 0) / 1000).toFixed(1)} s`;
  const tries = runs.map(({ attempts }) => attempts);
  return [
    `${runs.length} runs: ${counted(runs.map(({ result, code }) => (code ? `${result} (${code})` : result)))}`,
    `time of a run: median ${at(0.5)}, 95 % ${at(0.95)}, longest ${at(0.9999)}; most pushes of a run: ${Math.max(...tries)}`,
    `faults: ${counted(runs.flatMap(({ faults }) => faults))}`,
    `signals: ${counted(runs.flatMap(({ signal }) => signal ?? []))}`,
  ].join('\n');
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}
