// A hook at which pushes wait until a test lets them go on.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BareRepository } from './bare-repository.ts';
import { until } from './until.ts';

/** A hook at which every push waits, before the branch moves. */
export interface Gate {
  /** Resolves when so many have come, with all that came: the commits, in that order. */
  arrived(count: number): Promise<string[]>;
  /** Lets all go on, and those that come later. */
  open(): Promise<void>;
}

/** Hooks run in the repository's folder; once that is gone, nobody will open the gate. */
const wait = 'while [ ! -e open ] && [ -e HEAD ]; do sleep 0.05; done';

const scripts = {
  'pre-receive': `while read old new ref; do echo "$new" >> arrived; done; ${wait}`,
  update: `echo "$3" >> arrived; ${wait}`,
} as const;

export async function installGate(
  { directory, hook }: BareRepository,
  where: keyof typeof scripts = 'pre-receive',
): Promise<Gate> {
  await hook(where, scripts[where]);
  return {
    async arrived(count) {
      let commits: string[] = [];
      await until(`${count} pushes wait at the hook`, async () => {
        const text = await readFile(join(directory, 'arrived'), 'utf8').catch(() => '');
        commits = text.split('\n').filter(Boolean);
        return commits.length >= count;
      });
      return commits;
    },
    open: () => writeFile(join(directory, 'open'), ''),
  };
}
