// A real pull request on this machine: a push that a protected branch refuses, and what is opened in its place.
import { configFiles } from '../../demo/config-repository.ts';
import { runBundle } from '../../testing/bundle.ts';
import { startGitServer } from '../../testing/git-server.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import type { ShownRequest } from './request-page.ts';

/** Proposes with the bundle of what src/ is now, as a job of GitHub Actions. */
export async function realRequest(): Promise<ShownRequest> {
  const server = await startGitServer({ files: configFiles() });
  const github = await startGitHubRequests(server.repository);
  const origin = `http://127.0.0.1:${server.port}`;
  const inputs = {
    ...{ repository: `${origin}/acme/config`, file: 'apps/vehicles/prod/deployment.yaml', token: 'a-token' },
    ...{ image: 'dockerhub/microservice-vehicles:release-1179-344b590f', 'version-env': 'DD_VERSION' },
    ...{
      mode: 'pull-request',
      'pull-request-labels': 'deploy\nprod',
      'pull-request-reviewers': 'team:platform',
    },
    ...{ 'api-url': github.url, 'host-type': 'github' },
  };
  const job = {
    ...{
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/vehicles',
    },
    ...{ GITHUB_SHA: '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b', GITHUB_RUN_ID: '70417', GITHUB_ACTOR: 'jo' },
  };
  try {
    const run = await runBundle([], inputs, job);
    const [request] = github.requests;
    if (request === undefined) throw new Error(`Cannot propose: ${run.stdout}${run.stderr}`);
    return { ...request, number: 128 };
  } finally {
    await Promise.all([server.close(), github.close()]);
  }
}
