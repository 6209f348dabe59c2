// What follows on Azure DevOps once a pull request is open: names on it, and the merge.
import { DeployError } from '../errors.ts';
import type { AzureClient } from './azure-client.ts';
import { AzureMerger } from './azure-merge.ts';
import { reviewerId } from './azure-reviewers.ts';
import type { AzureTask } from './azure-rights.ts';
import type { Annotation, MergeAnswer, PullRequest, RequestFollowUp } from './pull-requests.ts';

const labelTask: AzureTask = { action: 'label the pull request', right: 'Contribute to pull requests' };
const reviewTask: AzureTask = { action: 'ask for a review', right: 'Contribute to pull requests' };

/** The second half of the port, for Azure DevOps. */
export class AzureFollowUp implements RequestFollowUp {
  readonly #client: AzureClient;
  readonly #merger: AzureMerger;

  constructor(client: AzureClient) {
    this.#client = client;
    this.#merger = new AzureMerger(client);
  }

  async annotate(open: PullRequest, { kind, names }: Annotation): Promise<void> {
    const path = `/pullRequests/${open.number}`;
    switch (kind) {
      case 'labels': {
        const isThere = new Set(open.labels.map((name) => name.toLowerCase()));
        for (const name of names.filter((each) => !isThere.has(each.toLowerCase())))
          await this.#client.send('POST', `${path}/labels`, { name }, labelTask);
        return;
      }
      case 'reviewers': {
        const ids = new Set<string>();
        for (const name of names) ids.add(await reviewerId(this.#client, name));
        // A reviewer who is asked again would lose the vote.
        const missing = [...ids].filter((id) => !open.reviewers.includes(id)).map((id) => ({ id }));
        if (missing.length > 0) await this.#client.send('POST', `${path}/reviewers`, missing, reviewTask);
        return;
      }
      case 'assignees':
        throw new DeployError(
          'invalid-input',
          `Cannot assign the pull request on "${this.#client.repository}": Azure DevOps has no assignees`,
          'name them as reviewers',
        );
    }
  }

  merge(open: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    return how === 'now' ? this.#merger.mergeNow(open, commit) : this.#merger.mergeByHost(open, commit);
  }
}
