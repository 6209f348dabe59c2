// What may change while a request waits for its merge: the tip of its branch, and whether the base still wants the change.
import type { BranchState, LandRequest } from '../change/config-repository.ts';
import { DeployError, ignoring } from '../errors.ts';
import type { PullRequest } from '../hosts/pull-requests.ts';
import type { ProposedBranch } from './proposed.ts';

/** Milliseconds until a request that is listed as open is looked for again. */
const secondLook = 2000;

/** How to look at the branches and at the request. */
interface MergeWatchOptions {
  /**
   * Reads where a branch stands.
   * @throws {DeployError} branch-not-found and others
   */
  readonly snapshot: (branch: string) => Promise<BranchState>;
  readonly prepare: LandRequest['prepare'];
  /** Finds the request as long as it is open. */
  readonly find: () => Promise<PullRequest | undefined>;
  /** Waits so many milliseconds, where there is so much time left. */
  readonly pause: (ms: number) => Promise<boolean>;
  /** A topic has no branch: there the host itself says where the request is. */
  readonly isTopic: boolean;
}

/** Watches over one request. */
export class MergeWatch {
  readonly #branch: ProposedBranch;
  readonly #options: MergeWatchOptions;
  /** The commit of the base that the change was made for, or compared with again. */
  #seen: string;

  constructor(branch: ProposedBranch, options: MergeWatchOptions) {
    this.#branch = branch;
    this.#options = options;
    this.#seen = branch.baseCommit;
  }

  /** Says whether our branch is at our commit. */
  async isTip(): Promise<boolean> {
    const { isTopic, find, snapshot } = this.#options;
    const { branch, commit } = this.#branch;
    const tip: Promise<{ readonly commit: string } | undefined> = isTopic ? find() : snapshot(branch);
    return (await tip.catch(ignoring('branch-not-found')))?.commit === commit;
  }

  /** Says whether our branch or the base is not what it was when the change was proposed. */
  async hasMoved(): Promise<boolean> {
    if (!(await this.isTip())) return true;
    const { base, baseCommit } = this.#branch;
    return (await this.#options.snapshot(base)).commit !== baseCommit;
  }

  /** The commit of the base that the change was compared with last. */
  get baseCommit(): string {
    return this.#seen;
  }

  /**
   * Says whether the base still wants the change. Nothing is read but its tip where that has not moved.
   * @returns `false` where it has the value by now, or a newer run has deployed there
   * @throws {DeployError} held, and whatever else stands against the change by now
   */
  async isWanted(): Promise<boolean> {
    const { snapshot, prepare } = this.#options;
    const base = await snapshot(this.#branch.base);
    if (base.commit === this.#seen) return true;
    const content = await prepare(base).catch(asError);
    const isWanted = content !== undefined && !(content instanceof DeployError);
    // Our own merge moves the base too, before its answer comes: the host tells of it when it is asked to merge.
    if (!isWanted && !(await this.#staysOpen())) return true;
    if (content instanceof DeployError) throw content;
    this.#seen = base.commit;
    return isWanted;
  }

  /** A host's list may be a moment behind the merge: a request is open where it is at a second look. */
  async #staysOpen(): Promise<boolean> {
    const { find, pause } = this.#options;
    if ((await find()) === undefined) return false;
    await pause(secondLook);
    return (await find()) !== undefined;
  }
}

function asError(error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  throw error;
}
