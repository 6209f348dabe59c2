// What an outcome means to the deployment on GitHub.
import { deploymentEnd } from '../../src/commands/deployment-end.ts';
import { GitHubDeploymentRecord } from '../../src/hosts/github-deployment-record.ts';
import { GitHubDeployments } from '../../src/hosts/github-deployments.ts';

const after = (state: 'succeeded' | 'failed' | 'timed-out' | 'none') => ({
  ...{ state, statuses: [], rollback: undefined },
});

const open = { pullRequestUrl: undefined, unchangedReason: undefined };

test.each([
  ['pushed', undefined, 'success'],
  ['merged', undefined, 'success'],
  ['pushed', 'none', 'success'],
  ['pushed', 'succeeded', 'success'],
  ['pushed', 'failed', 'failure'],
  ['merged', 'timed-out', 'error'],
  ['unchanged', undefined, 'there'],
  ['unchanged', 'succeeded', 'there'],
  ['unchanged', 'failed', undefined],
  ['proposed', undefined, 'queued'],
  ['failed', undefined, 'failure'],
  ['unknown', undefined, 'error'],
  ['superseded', undefined, 'inactive'],
  ['dry-run', undefined, undefined],
  ['edited', undefined, undefined],
] as const)('%s, and the rollout %s: %s', (result, state, end) => {
  expect(deploymentEnd({ ...open, result, rollout: state && after(state) })).toBe(end);
});

test.each([
  [
    'an open request that holds the change already',
    { pullRequestUrl: 'https://git.acme.io/acme/config/pulls/7' },
  ],
  ['a version that waits', { unchangedReason: 'it is held' }],
])('unchanged by %s says nothing of a deployment', (_, given) => {
  expect(deploymentEnd({ ...open, ...given, result: 'unchanged', rollout: undefined })).toBeUndefined();
});

/** A repository whose second deployment is of a newer run. */
class HeldDeployments extends GitHubDeployments {
  readonly #newer: string;

  constructor(newer: string) {
    super({ url: { path: '/acme/web' } } as never);
    this.#newer = newer;
  }

  override list = async () => [
    { number: 2, commit: 'c2', state: this.#newer },
    { number: 1, commit: 'c1', state: 'in_progress' },
  ];
  override create = async () => 1;
  override say = async () => undefined;
}

test.each([
  ['success', 'overtaken'],
  ['in_progress', 'there'],
])('beside a newer deployment that is %s, one that ends is %s', async (newer, expected) => {
  const record = new GitHubDeploymentRecord(new HeldDeployments(newer));
  const words = { commit: 'c1', environment: 'prod', description: '' };
  const pages = { environmentUrl: undefined, runUrl: undefined };
  expect(await record.end('success', { ...words, ...pages }, (job) => job())).toBe(expected);
});
