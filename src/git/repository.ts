// The one entrance of git/: a repository on a server, read and written in memory, without a checkout.
import { openBranch } from './branch.ts';
import { BranchReader } from './branch-reader.ts';
import { commitPreparer } from './commit-preparer.ts';
import { type Discovery, openDiscovery } from './fetch/discovery.ts';
import type { LogEntry } from './fetch/history.ts';
import type { Snapshot, SnapshotFile } from './fetch/snapshot.ts';
import { Budget } from './land/budget.ts';
import { land } from './land/land.ts';
import type { Draft, Landing, LandOptions } from './land/landing.ts';
import { openServerCommits } from './open-server-commits.ts';
import { openTransport } from './open-transport.ts';
import type { OwnBranchPlace } from './own-commits.ts';
import { onceLoaded } from './proof/load-proof.ts';
import type { Proposal } from './propose.ts';
import { openPusher, type Pusher } from './push.ts';
import type { Remarks } from './remarks.ts';
import type { RepositoryOptions } from './repository-options.ts';
import type { ReviewRef, Sent } from './review-branch.ts';
import type { ServerCommits } from './server-commits.ts';
import type { Transport } from './transport/transport.ts';

export type { Draft, Landing, LandOptions, LogEntry, RepositoryOptions, Snapshot, SnapshotFile };

/** A repository on a server. What fails on the way is tried again as long as there is time. */
export class GitRepository {
  readonly #options: RepositoryOptions;
  readonly #budget: Budget;
  readonly #transport: Transport;
  readonly #discovery: Discovery;
  readonly #pusher: Pusher;
  readonly #reader: BranchReader;
  readonly #loadProof = onceLoaded();
  #remarks: readonly string[] = [];

  /** @throws {DeployError} invalid-input for credentials that cannot be used there */
  constructor(options: RepositoryOptions) {
    this.#options = options;
    this.#budget = new Budget(options);
    this.#transport = openTransport(options, this.#budget.endSignal);
    this.#discovery = openDiscovery(this.#transport);
    this.#pusher = openPusher(this.#transport, options.userAgent, options.pushOptions, (lines) => {
      this.#remarks = lines;
      for (const line of lines) options.log(`remote: ${line}`);
    });
    this.#reader = new BranchReader({
      transport: this.#transport,
      discovery: this.#discovery,
      takesTreeDepth: options.host.takesTreeDepth,
      budget: this.#budget,
      random: options.random,
      log: options.log,
    });
  }

  /**
   * Lands one commit exactly once, preparing it again on every lost race.
   * @param branch its name; `undefined`: the default branch
   * @returns how it ended, where something of ours is in the branch, or may be
   * @throws {DeployError} any code, with what is known of the branch
   */
  async land(branch: string | undefined, options: LandOptions): Promise<Landing & Remarks> {
    const { parts, server, budget, prepareCommit, log, now } = await this.#world(options);
    const opened = openBranch(parts, branch, { push: !options.dryRun });
    return this.#ended(land(options, { budget, branch: opened, prepareCommit, log, now }), server, options);
  }

  /**
   * Brings one commit onto the branch of our own that it is proposed on, exactly once.
   * @returns how the branch stands
   * @throws {DeployError} any code, with what is known of the branch
   */
  async propose(place: OwnBranchPlace, options: LandOptions): Promise<Proposal & Remarks> {
    const { propose } = await import('./propose.ts');
    const world = await this.#world(options);
    return this.#ended(propose(place, options, world), world.server, options);
  }

  /**
   * Sends one commit for review exactly once, to a reference of the server's own.
   * @returns how it stands
   * @throws {DeployError} any code, with what is known of the base
   */
  async sendForReview(place: ReviewRef, options: LandOptions): Promise<Sent & Remarks> {
    const { sendForReview } = await import('./review-branch.ts');
    const world = await this.#world(options);
    return this.#ended(sendForReview(place, options, world), world.server, options);
  }

  async #ended<T extends Landing>(
    landed: Promise<T>,
    server: ServerCommits | undefined,
    { dryRun }: LandOptions,
  ): Promise<T & Remarks> {
    // The first request is on its way; a proof that does not load is noticed where it is needed.
    if (!dryRun) this.#loadProof().catch(() => undefined);
    const landing = server === undefined ? await landed : await server.proven(await landed);
    return { ...landing, remote: this.#remarks.join('\n') || undefined };
  }

  async #world({ author, committer }: LandOptions) {
    const { signingKey: key, openCommits, now, log } = this.#options;
    const { source, recent } = this.#reader.openSource(undefined);
    const budget = this.#budget;
    const loadProof = this.#loadProof;
    const prepareCommit = commitPreparer(source, { author, committer, now, key, loadProof });
    const server = await openServerCommits(openCommits, source, this.#pusher, this.#transport, budget, log);
    const parts = { discovery: this.#discovery, source, recent, pusher: server ?? this.#pusher };
    return { budget, parts, server, prepareCommit, log, now };
  }

  /**
   * Reads where a branch stands; `undefined`: the default branch.
   * @param commit id of an older commit of it, in place of its tip
   * @returns the tip, and its files, which are fetched when they are read
   * @throws {DeployError} branch-not-found and others
   */
  snapshot(branch: string | undefined, commit: string | undefined): Promise<Snapshot> {
    return this.#reader.snapshot(branch, commit);
  }

  /**
   * Reads the last commits of a branch, or of the default branch; no trees and files travel where the server can leave them out.
   * @param depth how many commits at most, as `git log --max-count`
   * @returns the commits, the newest first
   * @throws {DeployError} branch-not-found and others
   */
  log(branch: string | undefined, depth: number): Promise<readonly LogEntry[]> {
    return this.#reader.log(branch, depth);
  }

  /** Cuts the connections, and whatever waits for them. */
  close(): void {
    this.#budget.end();
  }
}

/**
 * Opens a repository; nothing is sent before it is used.
 * @param options where it is, how to get in, and how long it may take
 * @returns the repository
 * @throws {DeployError} invalid-input for credentials that cannot be used there
 */
export function openRepository(options: RepositoryOptions): GitRepository {
  return new GitRepository(options);
}
