// The start: what the bundle costs before it does anything, beside what any program pays that runs on node.
import { measure, median } from './measure.ts';

/** Medians of one run of the bench, milliseconds. */
export interface Start {
  /** Node with an empty script. */
  readonly nodeMs: number;
  /** The bundle, asked for its version. */
  readonly bundleMs: number;
}

const rounds = 21;

/**
 * Starts node alone and the bundle in turn, so that both meet the same machine.
 * @param bundle path of its entry
 * @returns how long each takes from start to end
 */
export async function measureStart(bundle: string): Promise<Start> {
  const node: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    node.push((await measure([process.execPath, '--eval', ''])).wallMs);
    own.push((await measure([process.execPath, bundle, 'version'])).wallMs);
  }
  return { nodeMs: median(node), bundleMs: median(own) };
}
