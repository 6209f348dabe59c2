// Merges a pull request of Gitea or Forgejo: https://gitea.com/api/swagger#/repository/repoMergePullRequest
import { DeployError } from '../errors.ts';
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import type { GiteaClient } from './gitea-client.ts';
import type { GiteaTask } from './gitea-rights.ts';
import { noWayToMerge } from './no-way-to-merge.ts';
import type { MergeAnswer, PullRequest } from './pull-requests.ts';
import type { RestAnswer } from './rest-client.ts';

const task: GiteaTask = { action: 'merge the pull request', right: 'write:repository' };

/** In the order in which they are tried, a merge keeps our commit as it is; and what the repository calls the permission. */
const styles = [
  ['merge', 'allow_merge_commits'],
  ['fast-forward-only', 'allow_fast_forward_only_merge'],
  ['rebase-merge', 'allow_rebase_explicit'],
  ['rebase', 'allow_rebase'],
  ['squash', 'allow_squash_merge'],
] as const;

/** A server looks for conflicts in the background, and says for a moment that a request cannot be merged. */
const mostUnclear = 3;

/** Merges the requests of one repository. */
export class GiteaMerger {
  readonly #client: GiteaClient;
  /** Looks in a row at which a request was not mergeable, although its base has moved. */
  #unclear = 0;

  constructor(client: GiteaClient) {
    this.#client = client;
  }

  /**
   * Tries to merge a request. Its state is read first: the merge of a try before may have gone through without an answer.
   * @param commit that is meant: the request at another commit is not merged
   * @param how `auto`: the server merges when all checks have succeeded
   * @returns what became of it
   * @throws {DeployError} permission-denied, push-refused
   */
  async merge({ number, url }: PullRequest, commit: string, how: 'auto' | 'now'): Promise<MergeAnswer> {
    const path = `/pulls/${number}`;
    const state = await this.#client.send('GET', path, undefined, task);
    const settled = this.#settled(state.data, commit);
    if (settled !== undefined) return settled;
    const repository = fieldOf(fieldOf(state.data, 'base'), 'repo');
    for (const [style, permission] of styles) {
      if (fieldOf(repository, permission) === false) continue;
      if (style === 'fast-forward-only' && needsFastForward(repository) && hasMoved(state.data))
        return { is: 'not-yet', why: 'its base has moved, and the repository takes fast-forwards alone' };
      const body = { Do: style, head_commit_id: commit, merge_when_checks_succeed: how === 'auto' };
      const answer = await this.#client.send('POST', `${path}/merge`, body, task, [404, 405, 409]);
      if (answer.status === 405 && /merge style/i.test(answer.text)) continue;
      if (answer.status === 201) return { is: 'queued' };
      if (answer.status !== 200) return this.#meaningOf(answer);
      const merged = await this.#client.send('GET', path, undefined, task);
      return { is: 'merged', commit: mergeCommit(merged.data, commit) };
    }
    throw noWayToMerge(url, 'allow one under Settings > Repository > Pull Requests');
  }

  /** What the request's own state says, where that is the end of it. */
  #settled(data: unknown, commit: string): MergeAnswer | undefined {
    const isMerged = fieldOf(data, 'merged') === true;
    if (fieldOf(data, 'state') === 'closed' && !isMerged) return { is: 'closed' };
    if (fieldOf(fieldOf(data, 'head'), 'sha') !== commit) return { is: 'overtaken' };
    if (isMerged) return { is: 'merged', commit: mergeCommit(data, commit) };
    // There is no word for a conflict: a draft, and a request that is not checked yet, look the same.
    const isStuck =
      fieldOf(data, 'mergeable') === false || needsFastForward(fieldOf(fieldOf(data, 'base'), 'repo'));
    const isUnclear = isStuck && fieldOf(data, 'draft') !== true && hasMoved(data);
    this.#unclear = isUnclear ? this.#unclear + 1 : 0;
    if (this.#unclear < mostUnclear) return undefined;
    this.#unclear = 0;
    return { is: 'conflict' };
  }

  #meaningOf({ status, data, text }: RestAnswer): MergeAnswer {
    if (status === 404 || /head out of date/i.test(text)) return { is: 'overtaken' };
    if (/already scheduled/i.test(text)) return { is: 'queued' };
    if (/not allowed to merge/i.test(text)) throw mayNotMerge(this.#client.repository);
    if (fieldOf(data, 'StdErr') !== undefined) return { is: 'conflict' };
    if (/push ?rejected/i.test(text))
      throw new RemoteError(
        'push-refused',
        'twice',
        `Cannot merge the pull request on "${this.#client.repository}": a rule of the branch refuses it; the server says "${text.slice(0, 500)}"`,
        "the server's text says what the rule wants",
      );
    return { is: 'not-yet', why: text === '' ? `the server refuses it (${status})` : text };
  }
}

/** The server fails (500) where it is to fast-forward, and the base is not where the request began. */
function hasMoved(data: unknown): boolean {
  return fieldOf(data, 'merge_base') !== fieldOf(fieldOf(data, 'base'), 'sha');
}

/** The first way to merge that is allowed takes a base that has not moved. */
function needsFastForward(repository: unknown): boolean {
  const isAllowed = (permission: string) => fieldOf(repository, permission) === true;
  return isAllowed('allow_fast_forward_only_merge') && fieldOf(repository, 'allow_merge_commits') === false;
}

function mergeCommit(data: unknown, commit: string): string {
  return String(fieldOf(data, 'merge_commit_sha') ?? commit);
}

function mayNotMerge(repository: string): DeployError {
  return new DeployError(
    'permission-denied',
    `Cannot merge the pull request on "${repository}": the account of the token may not merge there`,
    'give it the right to write to the repository, and where the branch has a merge whitelist, put it there',
  );
}
