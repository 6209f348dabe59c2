// What is known of a landing while it goes on.
import type { KnownFacts } from '../../errors.ts';
import type { RemoteError } from '../../http/remote-error.ts';
import type { LogEntry } from '../fetch/history.ts';
import type { Snapshot } from '../fetch/snapshot.ts';
import { hasDeployId } from '../objects/commit.ts';
import { type Doubt, LookCount } from './doubt.ts';
import { FailureCount, mostRefusals } from './failure-count.ts';
import { Pace } from './pace.ts';
import type { PreparedCommit, RemoteBranch } from './remote-branch.ts';

/** The attempts of one landing: tips that were read, pushes that were begun, and what is in doubt. */
export class Attempts {
  readonly failures = new FailureCount();
  /** Looks for what is in doubt. */
  readonly looks = new LookCount();
  readonly pace = new Pace();
  /** The tip that the wait for a turn ended with, to be noted. */
  turn: Snapshot | undefined;
  /** Unique id of the landing, which its commits hold as a trailer. */
  readonly #id: string;
  /** The first tip that was read: nothing of ours can stand before it. */
  #base: string | undefined;
  #tip: Snapshot | undefined;
  #pushes = 0;
  /** Every commit that was pushed: one that was clearly refused may have been applied from a copy of the request. */
  readonly #pushed = new Set<string>();
  #doubts: readonly Doubt[] = [];
  /** Refusals in a row while the tip moved, that were no lost race by their words. */
  #refusals = 0;

  constructor(id: string) {
    this.#id = id;
  }

  /** The last tip that was read. */
  get tip(): Snapshot | undefined {
    return this.#tip;
  }

  /** Pushes that were begun: their first byte was sent. */
  get pushes(): number {
    return this.#pushes;
  }

  /** Pushes whose commits may have been applied, or may still be. */
  get doubts(): readonly Doubt[] {
    return this.#doubts;
  }

  /** What an error is to carry. */
  get known(): KnownFacts {
    return { branch: this.#tip?.branch, commit: this.#tip?.commit, attempts: this.#pushes };
  }

  /**
   * Notes a tip that was just read; after somebody's push, the count of failures starts again.
   * @returns whether there was such a push
   */
  noteTip(tip: Snapshot): boolean {
    const moved = this.#tip !== undefined && this.#tip.commit !== tip.commit;
    if (moved) this.failures.startAnew();
    this.#base ??= tip.commit;
    this.#tip = tip;
    // What was refused has not landed where the branch stands as it stood before: the answer is older than this tip.
    this.#keepDoubts(({ refusal, prepared }) => refusal === undefined || prepared.old !== tip.commit);
    return moved;
  }

  /** Notes that there is no branch any more: what was refused is not in it, and cannot come. */
  noteNoBranch(): void {
    this.#keepDoubts(({ refusal }) => refusal === undefined);
  }

  /** Notes a push whose first byte goes out: it is in doubt from now on. */
  beginPush(prepared: PreparedCommit): void {
    this.#pushes += 1;
    this.#pushed.add(prepared.commit);
    if (this.#doubts.length === 0) this.looks.startAnew();
    this.#doubts = [...this.#doubts, { prepared, refusal: undefined }];
  }

  /**
   * Notes the refusal of the last push: it stays in doubt until a tip was read, because what is refused may be the
   * second copy of a request whose first one was applied.
   */
  noteRefusal(refusal: RemoteError): void {
    const last = this.#doubts.at(-1);
    if (last === undefined) return;
    this.#doubts = [...this.#doubts.slice(0, -1), { ...last, refusal }];
  }

  /** A lost race can read like a rule of the server's; said again and again it is one, however often the branch moves. */
  isRule({ retry }: RemoteError): boolean {
    this.#refusals = retry === 'later' ? 0 : this.#refusals + 1;
    return this.#refusals > mostRefusals(retry);
  }

  /**
   * Looks for a commit of ours in everything that was pushed since the first tip.
   * @param branch reads the history
   * @returns its id; `undefined`: none has landed
   */
  async findLanded(tip: Snapshot, branch: RemoteBranch): Promise<string | undefined> {
    if (this.#pushed.size === 0 || this.#base === undefined || this.#base === tip.commit) return undefined;
    if (this.#pushed.has(tip.commit)) return tip.commit;
    const history = await branch.history(this.#base, tip);
    const ours = history.find(({ id, message }) => this.#pushed.has(id) || hasDeployId(message, this.#id));
    if (ours === undefined) this.#settle(history, tip);
    return ours?.id;
  }

  /**
   * Settles the pushes that are not in this history and cannot come any more: the branch went on from their parents, or
   * is no longer at what they were to replace. A history that does not reach a parent, as of a copy that is some seconds
   * old, says nothing.
   */
  #settle(history: readonly LogEntry[], { commit }: Snapshot): void {
    const behind = new Set(history.flatMap(({ parents }) => parents));
    this.#keepDoubts(({ prepared: { old, parent } }) => (old === parent ? !behind.has(old) : old === commit));
  }

  #keepDoubts(isOpen: (doubt: Doubt) => boolean): void {
    this.#doubts = this.#doubts.filter(isOpen);
  }
}
