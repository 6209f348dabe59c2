// The runs against one repository, for the checker.
import type { BareRepository } from './bare-repository.ts';
import { type CheckedRun, complaints } from './checker.ts';

/** The runs against one repository, written down for the checker. */
export interface Ledger {
  /** The URL of the next job; its commit carries it. */
  nextJob(): string;
  note<Run extends CheckedRun>(run: Run): Run;
  /** Every broken rule after the runs so far. */
  complaints(): Promise<string[]>;
}

/** Without a reflog nobody can tell whether a branch was forced. */
export const reflog = { 'core.logAllRefUpdates': 'always' } as const;

/** @param secrets what no run may print */
export async function openLedger(repository: BareRepository, secrets: readonly string[]): Promise<Ledger> {
  const base = await repository.tip();
  const runs: CheckedRun[] = [];
  let jobs = 0;
  return {
    nextJob() {
      jobs += 1;
      return `https://ci.example.com/jobs/${jobs}`;
    },
    note(run) {
      runs.push(run);
      return run;
    },
    complaints: () => complaints({ repository, base, runs, secrets }),
  };
}

/** What the input `timeout` allows, milliseconds: `20s`, five minutes where it is not given. */
export function budgetMs(timeout: unknown): number {
  return typeof timeout === 'string' ? Number.parseFloat(timeout) * 1000 : 300_000;
}
