// Waits for what agents say about a commit: looks, judges, and looks again at a pace that grows.
import pRetry from 'p-retry';
import type { CommitStatus } from '../hosts/commit-statuses.ts';
import { RemoteError } from '../http/remote-error.ts';
import { pauseMs } from './look-pace.ts';
import type { RolloutEnd } from './rollout-end.ts';
import type { RolloutWorld, WatchedRollout } from './rollout-world.ts';
import { failuresBefore, judgeRollout, nothingKnown } from './verdict.ts';

/** Nothing is decided yet. */
class NotYet extends Error {}

/** The last look begins so long before the end, milliseconds. */
const lastLookMs = 1000;
/** A failure that nobody knows the meaning of is tried again so often in a row. */
const mostFailures = 3;

/** Waits for the rollout of one commit. */
export class RolloutWatch {
  readonly #watched: WatchedRollout;
  readonly #world: RolloutWorld;
  readonly #logged = new Set<string>();
  #standing = nothingKnown;
  #before: readonly CommitStatus[] | undefined;
  #earlier: readonly CommitStatus[] | undefined;
  #failures = 0;
  #isOver = false;

  constructor(watched: WatchedRollout, world: RolloutWorld) {
    this.#watched = watched;
    this.#world = world;
  }

  /**
   * Waits until it is decided, the time is over, or the job is stopped.
   * @returns how it ended, and what was said by then
   */
  async end(): Promise<RolloutEnd> {
    const found = await pRetry(() => this.#look(), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      shouldRetry: ({ error }) => this.#mayGoOn(error),
      onFailedAttempt: ({ error, attemptNumber }) => this.#pause(error, attemptNumber),
    }).catch((error: unknown) => ({ is: this.#unfinished(error), takenBackBy: undefined, error }));
    const { statuses, missing } = this.#standing;
    const error = 'error' in found && found.error instanceof RemoteError ? found.error : undefined;
    const failedBefore = failuresBefore(this.#standing, this.#before ?? []);
    return { is: found.is, takenBackBy: found.takenBackBy, statuses, missing, failedBefore, error };
  }

  async #look(): Promise<Pick<RolloutEnd, 'is' | 'takenBackBy'>> {
    const { branch, monotonicNow } = this.#world;
    const { patterns, wasElsewhere, graceMs } = this.#watched;
    const known = branch.known.commits;
    // What is known is asked about beside the question for what is new.
    const ofKnown = this.#statusesOf(known);
    ofKnown.catch(() => undefined);
    const { commits, before, takenBackBy } = await branch.read();
    const ofNew = this.#statusesOf(commits.filter((commit) => !known.includes(commit)));
    const statuses = (await Promise.all([ofKnown, ofNew])).flat();
    this.#before ??= await this.#readBefore(before);
    const [own] = commits;
    this.#earlier ??= wasElsewhere ? statuses.filter(({ commit }) => commit === own) : [];
    const earlier = this.#earlier;
    this.#failures = 0;
    const judge = (last: readonly CommitStatus[]) => {
      const reading = { commits, statuses, patterns, before: last, earlier };
      this.#standing = judgeRollout(reading, this.#standing.failingSince, monotonicNow(), graceMs);
    };
    judge(this.#before);
    if (this.#standing.is === 'failed') {
      // It may be known only by now that it had failed before.
      this.#before = await this.#readBefore(before).catch(() => this.#before ?? []);
      judge(this.#before);
    }
    this.#tell(this.#standing.statuses);
    if (this.#standing.is === 'waiting') {
      if (takenBackBy === undefined) throw new NotYet();
      return { is: 'taken-back', takenBackBy };
    }
    return { is: this.#standing.is, takenBackBy: undefined };
  }

  async #statusesOf(commits: readonly string[]): Promise<readonly CommitStatus[]> {
    return (await Promise.all(commits.map((commit) => this.#world.statuses.of(commit)))).flat();
  }

  /** A commit that an agent skipped has none: the last one that has some tells. */
  async #readBefore(before: readonly string[]): Promise<readonly CommitStatus[]> {
    for (const commit of before) {
      const statuses = await this.#world.statuses.of(commit);
      if (statuses.length > 0) return statuses;
    }
    return [];
  }

  #tell(statuses: readonly CommitStatus[]): void {
    for (const { name, state, commit, description } of statuses) {
      const line = `${name}: ${state} on ${commit.slice(0, 8)}${description && ` (${description})`}`;
      if (!this.#logged.has(line)) this.#world.log(line);
      this.#logged.add(line);
    }
  }

  #mayGoOn(error: Error): boolean {
    if (this.#world.signal.aborted || this.#isOver) return false;
    if (error instanceof NotYet) return true;
    if (!(error instanceof RemoteError)) return false;
    // A host that does not know a new commit yet answers as if it were denied.
    const isUnknown = error.retry === 'once' || error.retry === 'twice' || error.code === 'permission-denied';
    return isUnknown ? this.#failures < mostFailures : error.retry !== 'never';
  }

  /** A failure that is about to count is looked at as soon as it does; what a host asks for is waited. */
  async #pause(error: Error, looks: number): Promise<void> {
    const { random, monotonicNow, pause, log } = this.#world;
    if (!(error instanceof NotYet)) this.#failures += 1;
    const untilLast = this.#leftMs() - lastLookMs;
    this.#isOver = untilLast <= 0;
    if (!this.#mayGoOn(error)) return;
    const untilFailed = this.#standing.failsAt - monotonicNow();
    const asked = error instanceof RemoteError ? (error.retryAfterMs ?? 0) : 0;
    const own = Math.max(0, Math.min(pauseMs(looks, random()), untilFailed));
    if (error instanceof RemoteError && this.#failures === 1)
      log(`${error.message}; looking again in ${(Math.max(asked, own) / 1000).toFixed(1)} s`);
    await pause(Math.min(Math.max(asked, own), untilLast));
  }

  #unfinished(error: unknown): 'failed' | 'timed-out' | 'stopped' | 'unseen' {
    if (this.#world.signal.aborted) return 'stopped';
    if (error instanceof NotYet && this.#standing.hasFailed) return 'failed';
    if (error instanceof NotYet || this.#isOver) return 'timed-out';
    if (error instanceof RemoteError) return 'unseen';
    throw error;
  }

  #leftMs(): number {
    return this.#watched.deadline - this.#world.monotonicNow();
  }
}
