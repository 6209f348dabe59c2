// The branch of our own that a change is proposed on, as the landing sees it.
import { DeployError, ignoring } from '../errors.ts';
import { RemoteError } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';
import { agitParts } from './agit.ts';
import type { BranchParts } from './branch.ts';
import type { LogEntry } from './fetch/history.ts';
import { openSnapshot, type Snapshot } from './fetch/snapshot.ts';
import type {
  PrepareCommit,
  PreparedCommit,
  PushOutcome,
  PushWatch,
  RemoteBranch,
} from './land/remote-branch.ts';
import { noCommit } from './no-commit.ts';
import { type OwnBranchPlace, OwnCommits } from './own-commits.ts';

/** A lost race explains one refusal of a branch that is still where it was, and not two. */
const mostRefused = 2;
/** How servers say that they let no branch be replaced; whatever else a rule forbids, it forbids on top too. */
const ofReplacing = /fast-forward|force[ds]?[- ]?push|\brewind/i;

/** How our branch and its base are. */
export interface ProposalState {
  readonly base: Snapshot;
  /** Our branch; `undefined`: there is none yet. */
  readonly head: Snapshot | undefined;
  /** What it has beyond the base. */
  readonly commits: readonly LogEntry[];
  /** What the next commit goes on top of: the base, or what is on our branch and stays. */
  readonly start: Snapshot;
  /** Nobody else has worked on our branch. */
  readonly isOurs: boolean;
}

/**
 * The branch starts at the tip of its base, and its commit is replaced by one on the fresh base as long as all that it has
 * beyond the base is ours. Once somebody else has committed to it, or where the server lets nothing be replaced, ours go
 * on top.
 */
export class ProposalBranch implements RemoteBranch {
  readonly #parts: BranchParts;
  readonly #place: OwnBranchPlace;
  readonly #own: OwnCommits;
  readonly #readOnly: boolean;
  readonly #states = new WeakMap<Snapshot, ProposalState>();
  #base: string | undefined;
  /** Where the branch was when the server did not let it be replaced, and how often. */
  #refused = { at: '', times: 0 };

  /** @param need whether something will be pushed */
  constructor(parts: BranchParts, place: OwnBranchPlace, need: { readonly push: boolean }) {
    this.#parts = place.agit === undefined ? parts : agitParts(parts, place, place.agit);
    this.#place = place;
    this.#own = new OwnCommits(parts.source, place.trailer);
    this.#readOnly = !need.push;
    this.#base = place.base;
  }

  /** Reads both branches: ours first, because the base of what is on it is then no newer than the base that is read. */
  async tip(): Promise<Snapshot> {
    const { discovery, pusher, source, recent } = this.#parts;
    if (!this.#readOnly) pusher.prepare();
    this.#base ??= (await discovery.tip(undefined)).branch;
    const name = this.#place.nameOf(this.#base);
    const found = await discovery.tip(name).catch(ignoring('branch-not-found'));
    const base = await discovery.tip(this.#base);
    if (name === base.branch) throw sameBranch(name);
    const head = found === undefined ? undefined : openSnapshot(found, source, recent);
    const commits = head === undefined ? [] : await this.#own.beyond(base, head.commit);
    const isOurs = head === undefined || this.#own.areAll(commits, base.commit, head.commit);
    const wasRefused = head?.commit === this.#refused.at && this.#refused.times >= mostRefused;
    const mayReplace = this.#place.agit === undefined && !wasRefused;
    const fresh = openSnapshot(base, source, recent);
    // A newer run of the same pipeline may have proposed already: what is replaced counts as history.
    const history = async (depth: number) => [...(await fresh.history(depth)), ...commits];
    const proposed = commits.map(({ id }) => id);
    const isFresh = head === undefined || (isOurs && mayReplace);
    const start = isFresh ? { ...fresh, history, proposed } : { ...head, proposed };
    const tip = { ...(head ?? openSnapshot({ branch: name, commit: noCommit }, source, recent)) };
    this.#states.set(tip, { base: fresh, head, commits, start, isOurs });
    return tip;
  }

  /** Gives how the branch stood when a tip of it was read. */
  stateOf(tip: Snapshot): ProposalState {
    const state = this.#states.get(tip);
    if (state === undefined) throw new TypeError('a tip that was not read from this branch');
    return state;
  }

  async history(_base: string, tip: Snapshot): Promise<readonly LogEntry[]> {
    return this.stateOf(tip).commits;
  }

  /** Where the branch may not be replaced, the next commit goes on top of it. */
  async push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome> {
    const outcome = await this.#parts.pusher.push(prepared, watch);
    const isReplacing = prepared.old !== prepared.parent && prepared.old !== noCommit;
    if (outcome.result === 'ok' || !isReplacing) return outcome;
    const { marked, applied, retryAfterMs, cause, retry } = outcome.refusal;
    const isFinal = retry === 'never' && ofReplacing.test(marked.message);
    if (retry === 'never' && !isFinal) return outcome;
    const before = this.#refused.at === prepared.old ? this.#refused.times : 0;
    this.#refused = { at: prepared.old, times: before + (isFinal ? mostRefused : 1) };
    if (!isFinal) return outcome;
    const context = { cause, applied, retryAfterMs };
    const { message, remedy } = marked;
    return { result: 'rejected', refusal: new RemoteError('push-refused', 'once', message, remedy, context) };
  }

  /** Makes the commits of this branch out of what makes those of any. */
  preparing(prepare: PrepareCommit): PrepareCommit {
    return async (tip, draft) => {
      const { start, base, commits } = this.stateOf(tip);
      const made = await prepare(start, draft);
      const isNew = commits.length === 0;
      const pushOptions = this.#place.pushOptionsOf?.(base.branch, draft.message, isNew) ?? [];
      return { ...made, branch: tip.branch, old: tip.commit, pushOptions };
    };
  }
}

function sameBranch(name: string): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot propose on "${name}": it is the branch that the change is for`,
    `give ${inputName('pull-request-branch')} a name of its own, or leave it out`,
  );
}
