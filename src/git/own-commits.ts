// What a branch of our own has beyond its base, and whether all of it is ours.
import type { AgitPlace } from './agit.ts';
import { namingDamage } from './fetch/damage.ts';
import { commitsBeyond, type LogEntry, lastCommits } from './fetch/history.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import type { Tip } from './fetch/tip.ts';
import { hasLine } from './objects/commit.ts';

/** Which branch it is, and how to know our commits on it. */
export interface OwnBranchPlace {
  /** The branch that the change is for; without it, the default branch. */
  readonly base: string | undefined;
  /** Names our branch, by the name of the base. */
  readonly nameOf: (base: string) => string;
  /** A line of every commit that is ours, as `Deploy-Request: 3f2a9c1b0d`. */
  readonly trailer: string;
  /**
   * Makes the options of a push, by the name of the base and the message of the commit, where the push opens the request.
   * @param isNew whether our branch has nothing yet that its base has not
   */
  readonly pushOptionsOf: ((base: string, message: string, isNew: boolean) => readonly string[]) | undefined;
  /** Where the server makes our branch, as the head of a request; `undefined`: we push it. */
  readonly agit: AgitPlace | undefined;
}

/** Reads the commits of a branch of our own, and tells ours from those of others. */
export class OwnCommits {
  readonly #source: ObjectSource;
  readonly #trailer: string;
  /** What was read last: a look at two tips that have not moved asks the server for nothing. */
  #last = { base: '', head: '', commits: noCommits };

  /** @param trailer a line of every commit that is ours */
  constructor(source: ObjectSource, trailer: string) {
    this.#source = source;
    this.#trailer = trailer;
  }

  /**
   * Lists what the branch has beyond its base.
   * @param head id of the branch's tip
   * @throws {DeployError} what reading them throws
   */
  async beyond(base: Tip, head: string): Promise<readonly LogEntry[]> {
    if (base.commit === head) return noCommits;
    if (this.#last.base === base.commit && this.#last.head === head) return this.#last.commits;
    const commits = await this.#read(base, head);
    this.#last = { base: base.commit, head, commits };
    return commits;
  }

  /**
   * Says whether nobody else has worked on the branch. A commit of ours has our line, and nobody has amended it. A branch with
   * nothing beyond its base is ours where its tip is: it was merged; another one may be somebody's that is behind.
   * @param beyond what the branch has beyond its base
   * @param base id of the base's tip
   * @param head id of the branch's tip
   */
  areAll(beyond: readonly LogEntry[], base: string, head: string): boolean {
    const isMerged = beyond.length === 0 && head !== base;
    const commits = isMerged ? lastCommits(head, 1, this.#source.store) : beyond;
    return commits.every(
      ({ message, date, authorDate }) => hasLine(message, this.#trailer) && date === authorDate,
    );
  }

  async #read(base: Tip, head: string): Promise<readonly LogEntry[]> {
    const source = this.#source;
    await source.bringTip(base.commit, 0);
    if (!(await source.bringBeside(base.commit, head))) {
      await source.bringTip(head, 0);
      return noCommits;
    }
    return namingDamage(source.repository, base.branch, () => commitsBeyond(base.commit, head, source.store));
  }
}

const noCommits: readonly LogEntry[] = [];
