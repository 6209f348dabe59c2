// Commits made of objects, for what no single request can say: https://docs.github.com/rest/git
import { RemoteError } from '../http/remote-error.ts';
import { fieldOf } from '../json-field.ts';
import { strangeError } from './api-error.ts';
import type { GitHubClient } from './github-client.ts';
import {
  commitId,
  commitRefusal,
  commitTask,
  type GitHubCommit,
  type GitHubCommitAnswer,
} from './github-commit.ts';

/** REST moves a branch to whatever follows its tip; this compares it with the old value: https://docs.github.com/graphql/reference/mutations#updaterefs */
const updateRefs = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

const readRepository =
  'query($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { id } }';

/** What a branch is at that is not there. */
const noCommit = /^0+$/;

/** Commits of any modes and parents, on new branches too. */
export class GitHubObjects {
  readonly #client: GitHubClient;
  #repositoryId: string | undefined;

  constructor(client: GitHubClient) {
    this.#client = client;
  }

  /**
   * Makes a tree and a commit, and moves the branch to it, if that is at its old value.
   * @param onFirstByte hears that what moves the branch goes out
   * @throws {RemoteError} where there is no answer, or none to this; proof-failed where the tree is another one
   */
  async commit(wanted: GitHubCommit, onFirstByte: () => void): Promise<GitHubCommitAnswer> {
    const { branch, old, parent } = wanted;
    const [afterOid, repositoryId] = await Promise.all([this.#make(wanted), this.#findRepository()]);
    const force = old !== parent && !noCommit.test(old);
    const refUpdates = [{ name: `refs/heads/${branch}`, beforeOid: old, afterOid, force }];
    const input = { repositoryId, refUpdates };
    const { errors } = await this.#client.graphql(
      updateRefs,
      'updateRefs',
      { input },
      commitTask,
      onFirstByte,
    );
    if (errors.length === 0) return { is: 'made', commit: afterOid };
    const refusal = commitRefusal(errors, this.#client);
    return (await this.#hasMoved(branch, old)) ? { is: 'moved', said: refusal.said } : refusal;
  }

  /** Neither author nor committer is said: GitHub signs only what it makes in its own name. */
  async #make({ parent, parentTree, tree, message, files }: GitHubCommit): Promise<string> {
    const entries = files.map(({ path, mode, bytes }) => {
      return { path, mode, type: 'blob', content: Buffer.from(bytes).toString() };
    });
    const wanted = { base_tree: parentTree, tree: entries };
    const made = await this.#client.send('POST /git/trees', wanted, commitTask);
    if (fieldOf(made.data, 'sha') !== tree) throw otherTree(this.#client.repository);
    const commit = { message, tree, parents: [parent] };
    const { data } = await this.#client.send('POST /git/commits', commit, commitTask);
    return commitId(fieldOf(data, 'sha'), this.#client);
  }

  async #findRepository(): Promise<string> {
    if (this.#repositoryId !== undefined) return this.#repositoryId;
    const { owner, name } = this.#client;
    const { field, errors } = await this.#client.graphql(
      readRepository,
      'repository',
      { owner, name },
      commitTask,
    );
    if (errors.length > 0)
      commitRefusal([{ type: 'FORBIDDEN', message: errors[0]?.message ?? '' }], this.#client);
    const id = fieldOf(field, 'id');
    if (typeof id !== 'string') throw strangeError(this.#client.taskOf(commitTask), 200);
    this.#repositoryId = id;
    return id;
  }

  /** How a lost race reads is not described: where the branch is, says it. */
  async #hasMoved(branch: string, old: string): Promise<boolean> {
    const where = { ref: `heads/${branch}` };
    const { status, data } = await this.#client.send('GET /git/ref/{ref}', where, commitTask, [404]);
    const isThere = status !== 404 && fieldOf(data, 'ref') === `refs/heads/${branch}`;
    return isThere ? fieldOf(fieldOf(data, 'object'), 'sha') !== old : !noCommit.test(old);
  }
}

function otherTree(repository: string): RemoteError {
  return new RemoteError(
    'proof-failed',
    'never',
    `Cannot commit on "${repository}": the server makes other files of it than were meant`,
    'report it; nothing was committed',
  );
}
