// A branch that takes no push: the change becomes a pull request, and the next tag goes into the same one.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { htmlPage } from '../scripts/screenshots/html.ts';
import { requestHtml, type ShownRequest } from '../scripts/screenshots/request-page.ts';
import type { GitServer } from '../testing/git-server.ts';
import { startGitHubRequests } from '../testing/github-requests.ts';
import { protectMain } from '../testing/protected-branch.ts';
import { anyApi } from '../testing/published-api.ts';
import type { StepRun } from './pipeline.ts';

/** The first run and the second, and the requests that are there afterwards. */
export interface Proposals {
  readonly runs: readonly StepRun[];
  readonly requests: readonly ShownRequest[];
}

/**
 * Protects the branch, and deploys two tags of an image.
 * @param deploy runs the last step of a pipeline with these inputs
 */
export async function proposeTwice(
  { port, repository }: GitServer,
  image: string,
  deploy: (inputs: Readonly<Record<string, string>>) => Promise<StepRun>,
): Promise<Proposals> {
  const github = await startGitHubRequests(repository, anyApi);
  await protectMain(repository);
  const inputs = {
    ...{ repository: `http://127.0.0.1:${port}/acme/config`, 'api-url': github.url, 'host-type': 'github' },
    ...{ mode: 'auto', 'pull-request-labels': 'deploy\nprod', 'pull-request-reviewers': 'team:platform' },
  };
  try {
    const runs = [];
    for (const tag of ['release-1180-9c1e77ab', 'release-1181-5d20c4fe'])
      runs.push(await deploy({ ...inputs, image: `${image}:${tag}` }));
    return { runs, requests: github.requests };
  } finally {
    await Promise.all([github.close(), repository.removeHook('pre-receive')]);
  }
}

/**
 * Writes a page that looks like GitHub's of the request to a temporary file.
 * @returns its path
 */
export async function writeRequestPage(request: ShownRequest): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'gitops-deploy-demo-')), 'pull-request.html');
  await writeFile(path, htmlPage('request', requestHtml(request)));
  return path;
}
