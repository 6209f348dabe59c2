// What a wait that did not end well says.
import { readStatus } from '../../src/hosts/commit-statuses.ts';
import { rolloutError } from '../../src/rollout/rollout-error.ts';

const commit = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
const awaited = { commit, branch: 'main', waitMs: 600_000 };
const failing = Array.from({ length: 300 }, (_, index) => ({
  ...{ name: `kustomization/app-${index}`, state: 'failure' as const, commit, at: 1 },
  ...{ description: 'build failed', url: undefined },
}));
const end = { statuses: [], missing: [], failedBefore: [], takenBackBy: undefined, error: undefined };

test('of hundreds that fail the first are named, and the others counted', () => {
  const error = rolloutError({ ...end, is: 'failed', statuses: failing }, awaited);
  expect(error?.message).toMatch(/"kustomization\/app-4" failed on 3f2a9c1b: build failed; and 295 more$/);
});

test('of hundreds that say nothing, too', () => {
  const missing = failing.map(({ name }) => name);
  const error = rolloutError({ ...end, is: 'timed-out', missing }, awaited);
  expect(error?.message).toContain('"kustomization/app-4", and 295 more within 10m');
});

test('a status of any length fills no log', () => {
  const long = 'x'.repeat(1_000_000);
  const status = readStatus(commit, 'failure', 1, {
    name: long,
    description: long,
    url: `https://x.dev/${long}`,
  });
  expect([status?.name.length, status?.description.length, status?.url]).toEqual([1000, 1000, undefined]);
});
