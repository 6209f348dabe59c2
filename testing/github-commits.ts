// A stand-in for the commits that GitHub makes through its API, in a real bare repository.
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BareRepository, gitEnvironment } from './bare-repository.ts';

const run = promisify(execFile);

/** An answer. */
export interface ApiResult {
  readonly status: number;
  readonly data: unknown;
}

interface CreateCommit {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string };
  readonly fileChanges: {
    readonly additions: readonly { readonly path: string; readonly contents: string }[];
  };
}

interface RefUpdate {
  readonly name: string;
  readonly beforeOid: string;
  readonly afterOid: string;
  readonly force: boolean;
}

interface TreeBody {
  readonly base_tree: string;
  readonly tree: readonly { readonly path: string; readonly mode: string; readonly content: string }[];
}

const zeros = '0'.repeat(40);

/** The commits of one repository. */
export class GitHubCommitsFake {
  readonly #repository: BareRepository;
  /** What a rule says against every commit on `main`; empty: nothing. */
  rule = '';
  /** Files that come into every commit although nobody has asked for them. */
  strays: Readonly<Record<string, string>> = {};
  #last: Promise<unknown> = Promise.resolve();
  #trees = 0;

  constructor(repository: BareRepository) {
    this.#repository = repository;
  }

  /** One mutation after the other, as the host locks a repository. */
  graphql(name: string, { input }: { readonly input?: unknown }): Promise<ApiResult> {
    const act = (): Promise<ApiResult> => {
      switch (name) {
        case 'createCommitOnBranch':
          return this.#create(input as CreateCommit);
        case 'updateRefs':
          return this.#update((input as { refUpdates: RefUpdate[] }).refUpdates);
        default:
          return Promise.resolve({ status: 200, data: { data: { repository: { id: 'R_1' } } } });
      }
    };
    const next = this.#last.then(act);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async tree({ base_tree: base, tree }: TreeBody): Promise<ApiResult> {
    this.#trees += 1;
    const index = join(this.#repository.root, `index-${this.#trees}`);
    const env = { ...gitEnvironment(this.#repository.root), GIT_INDEX_FILE: index };
    const git = async (...args: string[]): Promise<string> =>
      (await run('git', ['-C', this.#repository.directory, ...args], { env })).stdout.trim();
    await git('read-tree', base);
    for (const { path, mode, content } of tree) {
      await writeFile(`${index}.blob`, content);
      const blob = await git('hash-object', '-w', `${index}.blob`);
      await git('update-index', '--add', '--cacheinfo', `${mode},${blob},${path}`);
    }
    return { status: 201, data: { sha: await git('write-tree') } };
  }

  async commit({
    message,
    tree,
    parents,
  }: {
    message: string;
    tree: string;
    parents: string[];
  }): Promise<ApiResult> {
    const options = parents.flatMap((parent) => ['-p', parent]);
    const sha = (await this.#repository.git('commit-tree', tree, ...options, '-m', message)).trim();
    return { status: 201, data: { sha, verification: { verified: true, reason: 'valid' } } };
  }

  async ref(name: string): Promise<ApiResult> {
    const sha = await this.#repository.tip(name);
    if (sha === '') return { status: 404, data: { message: 'Not Found' } };
    return { status: 200, data: { ref: `refs/heads/${name}`, object: { type: 'commit', sha } } };
  }

  async #create({ branch, expectedHeadOid, message, fileChanges }: CreateCommit): Promise<ApiResult> {
    const name = branch.branchName;
    if (this.rule !== '' && name === 'main')
      return failed('createCommitOnBranch', 'UNPROCESSABLE', this.rule);
    if ((await this.#repository.tip(name)) !== expectedHeadOid)
      return failed(
        'createCommitOnBranch',
        'STALE_DATA',
        `Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
      );
    const files = Object.fromEntries(
      fileChanges.additions.map(({ path, contents }) => [path, Buffer.from(contents, 'base64')]),
    );
    const text = message.body ? `${message.headline}\n\n${message.body}` : message.headline;
    const oid = await this.#repository.commit({ ...files, ...this.strays }, text, name);
    return { status: 200, data: { data: { createCommitOnBranch: { commit: { oid } } } } };
  }

  async #update(updates: readonly RefUpdate[]): Promise<ApiResult> {
    for (const { name, beforeOid, afterOid, force } of updates) {
      if (this.rule !== '' && name === 'refs/heads/main')
        return failed('updateRefs', 'UNPROCESSABLE', this.rule);
      const { git } = this.#repository;
      const follows = await git('merge-base', '--is-ancestor', beforeOid, afterOid).catch(() => undefined);
      if (beforeOid !== zeros && !force && follows === undefined)
        return failed('updateRefs', 'UNPROCESSABLE', 'A ref update was refused');
      const moved = await git('update-ref', name, afterOid, beforeOid).catch(() => undefined);
      if (moved === undefined) return failed('updateRefs', 'UNPROCESSABLE', 'A ref update was refused');
    }
    return { status: 200, data: { data: { updateRefs: { clientMutationId: null } } } };
  }
}

function failed(field: string, type: string, message: string): ApiResult {
  return { status: 200, data: { data: { [field]: null }, errors: [{ type, path: [field], message }] } };
}
