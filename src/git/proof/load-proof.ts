// Loads the proof while requests travel: isomorphic-git takes 15 ms, which nobody waits for then.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Prove } from './prove-commit.ts';

/**
 * Makes a loader of the proof, which loads it once.
 * @returns a function that gives the proof
 */
export function onceLoaded(): () => Promise<Prove> {
  let loaded: Promise<Prove> | undefined;
  return () => {
    loaded ??= loadProof();
    return loaded;
  };
}

/** Proves a sample too: node compiles each function when it is first called, and inflating for the first time takes 10 ms. */
async function loadProof(): Promise<Prove> {
  await nextTurn();
  const { proveSample } = await import('./sample-commit.ts');
  await proveSample();
  const { proveCommit } = await import('./prove-commit.ts');
  return proveCommit;
}
