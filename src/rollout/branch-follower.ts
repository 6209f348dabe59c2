// Follows a branch from our commit on: which commits contain it by now.
import { type CommitParents, type CommitPlace, placeOfCommit } from './descendants.ts';

/** Reads the branch. */
export interface BranchLog {
  /** Reads where a branch stands. */
  snapshot(branch: string | undefined, commit: undefined): Promise<{ readonly commit: string }>;
  /**
   * Reads the last commits of a branch.
   * @param depth how many at most
   * @returns the commits, the newest first, no parent before its child
   * @throws {DeployError} branch-not-found and others
   */
  log(branch: string | undefined, depth: number): Promise<readonly CommitParents[]>;
}

/** The commits that are asked about. */
export interface FollowedCommits extends Pick<CommitPlace, 'takenBackBy'> {
  /** Ours and those that contain it, the oldest first. */
  readonly commits: readonly string[];
  /** The last ones before ours, the newest first. */
  readonly before: readonly string[];
}

/** So many commits are read, until ours is among them. */
const depths = [20, 200, 2000];
/** So many are asked about: ours, and the newest of the others. */
const mostCommits = 20;
/** So many before ours. */
const mostBefore = 3;

/** Follows one branch. */
export class BranchFollower {
  readonly #branch: string;
  readonly #own: string;
  readonly #isOurs: boolean;
  readonly #reader: BranchLog;
  readonly #warn: (line: string) => void;
  #last: FollowedCommits;
  #tip = '';
  #hasWarned = false;

  /**
   * @param own object id of our commit
   * @param isOurs the run has made it: whoever takes it back takes back what the run has deployed
   * @param reader reads the branch
   * @param warn hears that the branch cannot be followed
   */
  constructor(branch: string, own: string, isOurs: boolean, reader: BranchLog, warn: (line: string) => void) {
    this.#branch = branch;
    this.#own = own;
    this.#isOurs = isOurs;
    this.#reader = reader;
    this.#warn = warn;
    this.#last = { commits: [own], before: [], takenBackBy: undefined };
  }

  /** What was read last; ours alone before that. */
  get known(): FollowedCommits {
    return this.#last;
  }

  /**
   * Reads the branch as it is now.
   * @returns what was known before where it cannot be read, or has lost our commit
   */
  async read(): Promise<FollowedCommits> {
    try {
      // At first there is nothing that the tip could be compared with.
      if (this.#tip !== '' && (await this.#readTip()) === this.#tip) return this.#last;
      for (const depth of depths) {
        const commits = await this.#reader.log(this.#branch, depth);
        const { descendants, before, takenBackBy } = placeOfCommit(this.#own, commits, this.#isOurs);
        if (descendants === undefined && commits.length >= depth) continue;
        if (descendants === undefined) break;
        this.#tip = commits[0]?.id ?? '';
        const [own = this.#own, ...others] = descendants;
        this.#last = {
          commits: [own, ...others.slice(1 - mostCommits)],
          before: before.slice(0, mostBefore),
          takenBackBy,
        };
        return this.#last;
      }
      this.#warnOnce(`it no longer holds commit "${this.#own}"`);
    } catch (error) {
      this.#warnOnce(error instanceof Error ? error.message : String(error));
    }
    return this.#last;
  }

  async #readTip(): Promise<string> {
    return (await this.#reader.snapshot(this.#branch, undefined)).commit;
  }

  #warnOnce(why: string): void {
    if (!this.#hasWarned)
      this.#warn(`Cannot follow branch "${this.#branch}": ${why}; statuses of later commits are not seen`);
    this.#hasWarned = true;
  }
}
