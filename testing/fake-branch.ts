// A branch in memory, as the landing sees it: others may push to it, and whatever is asked may go wrong.
import type { LogEntry } from '../src/git/fetch/history.ts';
import type { Snapshot } from '../src/git/fetch/snapshot.ts';
import type { LandOptions } from '../src/git/land/landing.ts';
import type {
  PrepareCommit,
  PreparedCommit,
  PushOutcome,
  PushWatch,
  RemoteBranch,
} from '../src/git/land/remote-branch.ts';

/** What a push meets, after `apply` put its commit on the branch or instead. */
export type PushAnswer = (apply: () => string, watch: PushWatch) => Promise<PushOutcome> | PushOutcome;

/** The first push, or reading, meets the first of its answers, and so on; then all goes well. */
export class FakeBranch implements RemoteBranch {
  readonly pushAnswers: PushAnswer[] = [];
  readonly tipAnswers: (() => Promise<void>)[] = [];
  readonly historyAnswers: (() => Promise<void>)[] = [];
  /** Readings of the tip, and the pushes that were asked for. */
  looks = 0;
  pushes = 0;
  #log: LogEntry[] = [entry('base', [])];

  /** The tip. */
  get head(): string {
    return this.#log.at(-1)?.id ?? '';
  }

  get ids(): string[] {
    return this.#log.map(({ id }) => id);
  }

  /** Somebody else pushes. */
  moveOn(id: string): void {
    this.#put(id);
  }

  /** Somebody sets the branch back to where it was before the last commit. */
  setBack(): void {
    this.#log = this.#log.slice(0, -1);
  }

  async tip(): Promise<Snapshot> {
    this.looks += 1;
    await this.tipAnswers.shift()?.();
    return {
      branch: 'main',
      commit: this.head,
      read: async () => [],
      readIfThere: async () => [],
      history: async () => [],
      proposed: [],
    };
  }

  async history(base: string, { commit }: Snapshot): Promise<readonly LogEntry[]> {
    await this.historyAnswers.shift()?.();
    const at = (id: string): number => this.ids.indexOf(id);
    return this.#log.slice(at(base) + 1, at(commit) + 1);
  }

  async push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome> {
    this.pushes += 1;
    const answer = this.pushAnswers.shift() ?? applied;
    watch.onReady();
    return answer(() => {
      this.#put(prepared.commit);
      return prepared.commit;
    }, watch);
  }

  #put(id: string): void {
    this.#log = [...this.#log, entry(id, [this.head])];
  }
}

function entry(id: string, parents: readonly string[]): LogEntry {
  return { id, message: id, parents, author: anyLanding.author, authorDate: 0, date: 0 };
}

/** The push goes through. */
const applied: PushAnswer = (apply, watch) => {
  watch.onFirstByte();
  const commit = apply();
  return { result: 'ok', commit };
};

/** A landing of nothing in particular. */
export const anyLanding: LandOptions = {
  id: 'the-landing',
  author: { name: 'Deployer', email: 'deploy@example.com' },
  committer: { name: 'Pipeline', email: 'pipeline@example.com' },
  prepare: async () => ({ files: [], message: 'Deploy' }),
  dryRun: false,
};

/** Makes commits `ours-1`, `ours-2`, and so on. */
export function numberedCommits(): PrepareCommit {
  let made = 0;
  return async ({ branch, commit: parent }) => {
    made += 1;
    const content = { tree: '', message: '', files: new Map(), objects: [], pushOptions: [] };
    return { branch, parent, old: parent, commit: `ours-${made}`, ...content };
  };
}
