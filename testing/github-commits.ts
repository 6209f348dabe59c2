// A stand-in for the commits that GitHub makes through its API, in a real bare repository.
import fs from 'node:fs';
import type { TreeEntry } from 'isomorphic-git';
import type { BareRepository } from './bare-repository.ts';

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

interface CommitBody {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
}

const zeros = '0'.repeat(40);

/** Loaded where it is needed: the demo, which needs no package, has this stand-in, too. */
const git = (): Promise<typeof import('isomorphic-git')> => import('isomorphic-git');

/** The commits of one repository. */
export class GitHubCommitsFake {
  readonly #repository: BareRepository;
  /** Written in this process: many writers at once would start a process of git for each object. */
  readonly #store: { readonly fs: typeof fs; readonly gitdir: string };
  /** What a rule says against every commit on `main`; empty: nothing. */
  rule = '';
  /** Files that come into every commit although nobody has asked for them. */
  strays: Readonly<Record<string, string>> = {};
  #last: Promise<unknown> = Promise.resolve();

  constructor(repository: BareRepository) {
    this.#repository = repository;
    this.#store = { fs, gitdir: repository.directory };
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
    let sha = base;
    for (const { path, mode, content } of tree) {
      const oid = await (await git()).writeBlob({ ...this.#store, blob: Buffer.from(content) });
      sha = await this.#put(sha, path.split('/'), { mode, oid });
    }
    return { status: 201, data: { sha } };
  }

  async commit({ message, tree, parents }: CommitBody): Promise<ApiResult> {
    const by = { name: 'GitHub', email: 'noreply@github.com', timezoneOffset: 0 };
    const author = { ...by, timestamp: Math.floor(Date.now() / 1000) };
    const commit = { message, tree, parent: [...parents], author, committer: author };
    const sha = await (await git()).writeCommit({ ...this.#store, commit });
    return { status: 201, data: { sha, verification: { verified: true, reason: 'valid' } } };
  }

  async ref(name: string): Promise<ApiResult> {
    const sha = await this.#repository.tip(name);
    if (sha === '') return { status: 404, data: { message: 'Not Found' } };
    return { status: 200, data: { ref: `refs/heads/${name}`, object: { type: 'commit', sha } } };
  }

  /** Gives a tree with another file at a path. */
  async #put(
    oid: string | undefined,
    [path = '', ...below]: readonly string[],
    file: { readonly mode: string; readonly oid: string },
  ): Promise<string> {
    const { tree: entries } =
      oid === undefined ? { tree: [] } : await (await git()).readTree({ ...this.#store, oid });
    const there = entries.find((entry) => entry.path === path);
    const entry: TreeEntry =
      below.length === 0
        ? { ...file, path, type: 'blob' }
        : { mode: '040000', oid: await this.#put(there?.oid, below, file), path, type: 'tree' };
    return (await git()).writeTree({
      ...this.#store,
      tree: [...entries.filter((each) => each !== there), entry],
    });
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
      if (!(await this.#move(name, beforeOid, afterOid, force)))
        return failed('updateRefs', 'UNPROCESSABLE', 'A ref update was refused');
    }
    return { status: 200, data: { data: { updateRefs: { clientMutationId: null } } } };
  }

  async #move(name: string, before: string, after: string, force: boolean): Promise<boolean> {
    const tip = await this.#repository.tip(name.replace('refs/heads/', ''));
    if ((tip || zeros) !== before) return false;
    const { commit } = await (await git()).readCommit({ ...this.#store, oid: after });
    if (before !== zeros && !force && !commit.parent.includes(before)) return false;
    const moved = await this.#repository.git('update-ref', name, after, before).catch(() => undefined);
    return moved !== undefined;
  }
}

function failed(field: string, type: string, message: string): ApiResult {
  return { status: 200, data: { data: { [field]: null }, errors: [{ type, path: [field], message }] } };
}
