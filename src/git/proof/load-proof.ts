// Loads the proof while requests travel: isomorphic-git takes 25 ms, which nobody waits for then.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Prove } from './prove-commit.ts';

/**
 * Loads the proof, and proves a sample: node compiles each function when it is first called, and inflating for the
 * first time takes 10 ms.
 * @returns the proof
 */
export async function loadProof(): Promise<Prove> {
  await nextTurn();
  const { proveSample } = await import('./sample-commit.ts');
  await proveSample();
  const { proveCommit } = await import('./prove-commit.ts');
  return proveCommit;
}
