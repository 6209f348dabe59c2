// The run as its CI says it, end to end: who commits, where from, and what the log of that CI reads.

import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHere } from '../../testing/run-here.ts';

const token = 'S3cretTokenOfTheCi';
const commit = '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234';
const container = `      - image: acme/web:v1\n${'        # a line between\n'.repeat(6)}`;
/** Of so many places that the diff is folded away. */
const deployment = `kind: Deployment\nmetadata: {name: web, namespace: prod}\nspec:\n  template:\n    spec:\n      containers:\n${container.repeat(5)}`;

let server: GitServer;
beforeEach(async () => {
  server = await startGitServer({ files: { 'a.yaml': deployment }, token });
});
afterEach(() => server.close());

interface Row {
  readonly ci: string;
  readonly env: Readonly<Record<string, string>>;
  readonly author: string;
  readonly trailers: readonly string[];
  /** A line of the log as this CI alone reads it. */
  readonly log: string;
}

const rows: readonly Row[] = [
  {
    ci: 'Azure Pipelines',
    env: {
      ...{ TF_BUILD: 'True', BUILD_REPOSITORY_PROVIDER: 'TfsGit', BUILD_SOURCEVERSION: commit },
      BUILD_REPOSITORY_URI: 'https://acme@dev.azure.com/acme/shop/_git/web',
      ...{ BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_BUILDID: '99', SYSTEM_TEAMPROJECT: 'shop' },
      SYSTEM_COLLECTIONURI: 'https://dev.azure.com/acme/',
      BUILD_SOURCEVERSIONMESSAGE: 'Sell more (closes #7) [skip ci]',
      ...{ BUILD_REQUESTEDFOR: 'Jo Doe', BUILD_REQUESTEDFOREMAIL: 'jo@acme.io' },
    },
    author: 'Jo Doe <jo@acme.io>',
    trailers: [
      `Argocd-reference-commit-sha: ${commit}`,
      'Argocd-reference-commit-repourl: https://dev.azure.com/acme/shop/_git/web',
      'Argocd-reference-commit-subject: Sell more (closes shop/web#7) (skip ci)',
      `Deploy-Source: shop/web@${commit}`,
      'Deploy-Source-Branch: main',
      'Deploy-Run: https://dev.azure.com/acme/shop/_build/results?buildId=99',
    ],
    log: '##[group]Diff\n',
  },
  {
    ci: 'Buildkite',
    env: {
      ...{ BUILDKITE: 'true', BUILDKITE_REPO: 'git@github.com:acme/web.git', BUILDKITE_COMMIT: commit },
      ...{ BUILDKITE_BRANCH: 'main', BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/web/builds/7' },
      ...{ BUILDKITE_BUILD_CREATOR: 'Jo Doe', BUILDKITE_BUILD_CREATOR_EMAIL: 'jo@acme.io' },
    },
    author: 'Jo Doe <jo@acme.io>',
    trailers: [`Deploy-Source: acme/web@${commit}`, 'Deploy-Run: https://buildkite.com/acme/web/builds/7'],
    log: '--- Diff\n \u001b[1m--- a/a.yaml',
  },
  {
    ci: 'Tekton, which says nothing, with inputs',
    env: {
      GITOPS_DEPLOY_SOURCE: `https://git.acme.io/acme/web.git@${commit}`,
      GITOPS_DEPLOY_RUN_URL: 'https://tekton.acme.io/runs/7',
    },
    author: 'gitops-deploy <gitops-deploy@noreply.invalid>',
    trailers: [`Deploy-Source: acme/web@${commit}`, 'Deploy-Run: https://tekton.acme.io/runs/7'],
    log: 'Diff\n--- a/a.yaml\n',
  },
];

test.each(rows)('$ci', async ({ env, author, trailers, log }) => {
  const run = await runHere(
    [],
    { repository: server.url, file: 'a.yaml', image: 'acme/web:v2' },
    { ...env, GITOPS_DEPLOY_TOKEN: token },
  );
  expect([run.exit, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toContain(log);
  const show = (format: string) => server.repository.git('log', '-1', `--format=${format}`, 'main');
  expect(await show('%an <%ae>')).toBe(`${author}\n`);
  const found = await show('%(trailers)');
  for (const trailer of trailers) expect(found).toContain(`${trailer}\n`);
});
