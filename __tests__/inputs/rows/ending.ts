// How a run ended, for the rows whose input is seen there.
import type { BundleRun } from '../../../testing/bundle.ts';

/** Gives the exit code, and the code of the error as the log names it. */
export function ending({ exit, stdout, stderr }: BundleRun): [number | null, string | undefined] {
  return [exit, /\[([a-z-]+)\]/.exec(stdout + stderr)?.[1]];
}
