// What follows on Bitbucket Cloud once a pull request is open: reviewers, and the merge.
import type { BitbucketClient } from './bitbucket-client.ts';
import { BitbucketMerger } from './bitbucket-merge.ts';
import { type BitbucketAccount, bitbucketAccount } from './bitbucket-reviewers.ts';
import type { BitbucketTask } from './bitbucket-rights.ts';
import { noSuchNames } from './bitbucket-text.ts';
import type { Annotation, MergeAnswer, PullRequest, RequestFollowUp } from './pull-requests.ts';

const task: BitbucketTask = { action: 'ask for a review', right: 'pullrequest:write' };

/** The second half of the port, for Bitbucket Cloud. */
export class BitbucketFollowUp implements RequestFollowUp {
  readonly #client: BitbucketClient;
  readonly #merger: BitbucketMerger;

  constructor(client: BitbucketClient) {
    this.#client = client;
    this.#merger = new BitbucketMerger(client);
  }

  async annotate(open: PullRequest, { kind, names }: Annotation): Promise<void> {
    if (kind !== 'reviewers') throw noSuchNames(kind, this.#client.repository);
    const accounts: BitbucketAccount[] = [];
    for (const name of names) accounts.push(await bitbucketAccount(this.#client, name));
    const missing = accounts.filter(
      (account) => !Object.values(account).some((id) => open.reviewers.includes(id)),
    );
    if (missing.length === 0) return;
    // What is sent takes the place of those that are there.
    const reviewers = [...bitbucketReviewers(open), ...missing];
    const body = { title: open.title, description: open.body, reviewers };
    await this.#client.send('PUT', `/pullrequests/${open.number}`, body, task);
  }

  merge(open: PullRequest, commit: string): Promise<MergeAnswer> {
    return this.#merger.merge(open, commit);
  }
}

/**
 * Writes those that are asked already as the API takes them.
 * @returns their accounts
 */
export function bitbucketReviewers({ reviewers }: PullRequest): readonly BitbucketAccount[] {
  return reviewers.filter((id) => id.startsWith('{')).map((uuid) => ({ uuid }));
}
