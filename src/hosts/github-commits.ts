// Commits that GitHub makes and signs, so that they are verified.

import { fieldOf } from '../json-field.ts';
import { GitHubClient } from './github-client.ts';
import {
  commitId,
  commitRefusal,
  commitTask,
  type GitHubCommit,
  type GitHubCommitAnswer,
} from './github-commit.ts';
import { GitHubObjects } from './github-commit-objects.ts';
import type { RequestApi } from './request-api.ts';

/** https://docs.github.com/graphql/reference/mutations#createcommitonbranch */
const createCommit =
  'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';

/** GraphQL takes requests of up to 40 MB, in which bytes are a third longer. */
const mostBytes = 20_000_000;

/** The commits of one repository. */
export class GitHubCommits {
  readonly #client: GitHubClient;
  readonly #objects: GitHubObjects;

  constructor(api: RequestApi) {
    this.#client = new GitHubClient(api);
    this.#objects = new GitHubObjects(this.#client);
  }

  /**
   * Commits, if the branch is at its old value: in one request where that can say all of it. It knows no mode but 100644, no parent
   * but the tip of the branch, and no branch that is new.
   * @param onFirstByte hears that what moves the branch goes out
   * @returns the commit, or why there is none
   * @throws {RemoteError} where there is no answer, or none to this
   */
  commit(wanted: GitHubCommit, onFirstByte: () => void): Promise<GitHubCommitAnswer> {
    const { old, parent, files } = wanted;
    const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    const isPlain = files.every(({ mode }) => mode === '100644') && size <= mostBytes;
    return old === parent && isPlain
      ? this.#commitOnBranch(wanted, onFirstByte)
      : this.#objects.commit(wanted, onFirstByte);
  }

  async #commitOnBranch(wanted: GitHubCommit, onFirstByte: () => void): Promise<GitHubCommitAnswer> {
    const { branch, old, message, files } = wanted;
    const [, headline = '', body = ''] = /^(.*)\n*([\s\S]*)$/.exec(message) ?? [];
    const additions = files.map(({ path, bytes }) => {
      return { path, contents: Buffer.from(bytes).toString('base64') };
    });
    const input = {
      branch: { repositoryNameWithOwner: this.#client.repository, branchName: branch },
      expectedHeadOid: old,
      message: { headline, body: body.trimEnd() },
      fileChanges: { additions },
    };
    const { field, errors } = await this.#client.graphql(
      createCommit,
      'createCommitOnBranch',
      { input },
      commitTask,
      onFirstByte,
    );
    if (errors.length > 0) return commitRefusal(errors, this.#client);
    return { is: 'made', commit: commitId(fieldOf(fieldOf(field, 'commit'), 'oid'), this.#client) };
  }
}
