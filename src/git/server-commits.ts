// Commits that the server makes in the place of a push, and the proof of what it has made.
import { DeployError } from '../errors.ts';
import { RemoteError } from '../http/remote-error.ts';
import type { CommitService } from './commit-service.ts';
import type { ObjectSource } from './fetch/object-source.ts';
import { rootOf } from './fetch/snapshot.ts';
import type { Budget } from './land/budget.ts';
import { FailureCount } from './land/failure-count.ts';
import type { Landing } from './land/landing.ts';
import type { PreparedCommit, PushOutcome, PushWatch } from './land/remote-branch.ts';
import { withRetries } from './land/retry.ts';
import { fileMode } from './objects/file-mode.ts';
import type { Pusher } from './push.ts';
import { pushRefusal } from './refusals/push-refusal.ts';
import type { Transport } from './transport/transport.ts';

/** Who commits, and where it is read back. */
export interface ServerCommitsOptions {
  readonly service: CommitService;
  readonly source: ObjectSource;
  readonly pusher: Pusher;
  readonly transport: Pick<Transport, 'refusals'>;
  readonly budget: Budget;
  readonly log: (line: string) => void;
}

/**
 * The commit that was prepared and proven in memory says what is meant: parent, tree, message. The server makes one of its
 * own of it, with another id, author and signature; it is found by its trailer, as every commit of ours is.
 */
export class ServerCommits implements Pusher {
  readonly #options: ServerCommitsOptions;
  /** What was asked for, by parent: one of them is in the branch at most. */
  readonly #asked = new Map<string, PreparedCommit>();

  constructor(options: ServerCommitsOptions) {
    this.#options = options;
  }

  /** The right to push is not asked for: nothing is pushed. */
  prepare(): void {}

  /** The server makes commits on branches alone. */
  pushTo(ref: string, prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome> {
    return this.#options.pusher.pushTo(ref, prepared, watch);
  }

  async push(prepared: PreparedCommit, watch: PushWatch): Promise<PushOutcome> {
    const { service, source, transport } = this.#options;
    const { branch, old, parent, tree, message } = prepared;
    const parentTree = rootOf(source, parent);
    const files = [...prepared.files].map(([path, bytes]) => ({
      path,
      mode: fileMode(parentTree, path, source.store),
      bytes,
    }));
    this.#asked.set(parent, prepared);
    watch.onReady();
    const wanted = { branch, old, parent, parentTree, tree, message, files };
    const answer = await service.commit(wanted, () => watch.onFirstByte());
    switch (answer.is) {
      case 'made':
        return { result: 'ok', commit: answer.commit };
      case 'moved':
        return { result: 'rejected', refusal: lostRace(branch, answer.said) };
      case 'refused':
        return { result: 'rejected', refusal: pushRefusal(transport.refusals, branch, answer.said, '') };
    }
  }

  /**
   * Proves what has landed, read back by git; the ids of commits that are in doubt are the server's to give.
   * @returns the landing; its result is unknown where nobody can read what the server has made
   * @throws {DeployError} proof-failed where another commit is in the branch than was meant
   */
  async proven<T extends Landing>(landing: T): Promise<T> {
    if (landing.result === 'unknown') return { ...landing, inDoubt: [] };
    if (landing.result !== 'pushed') return landing;
    const { commit, branch, attempts } = landing;
    const unread = await this.#readBack(commit);
    if (unread !== undefined) return { ...landing, result: 'unknown', inDoubt: [commit], doubt: unread };
    const { source } = this.#options;
    const { checkServerCommit } = await import('./proof/check-server-commit.ts');
    await checkServerCommit(commit, this.#asked, (oid) => source.store.get(oid)).catch((cause: unknown) => {
      throw otherCommit(cause, { branch, commit, attempts });
    });
    return landing;
  }

  /** Brings the commit; `undefined`: it is here. Else the end of a sentence that says why it is not. */
  async #readBack(commit: string): Promise<string | undefined> {
    const { source, budget, log } = this.#options;
    const failures = new FailureCount();
    const again = { failures, budget, backoffStep: () => failures.inARow, ownWait: () => undefined, log };
    const read = () => source.bringTip(commit, 0).catch(whereCopiesLag);
    try {
      await (budget.mayGoOn ? withRetries(read, again) : budget.untilEnd(read));
      return undefined;
    } catch (error) {
      const why = failures.last?.message ?? (error instanceof Error ? error.message : '');
      return `the server says that it has made it, and it could not be read back: ${why || 'the time ran out'}`;
    }
  }
}

/** A copy of the server that readers are sent to gets to know of a commit a little later. */
function whereCopiesLag(error: unknown): never {
  if (!(error instanceof RemoteError) || error.code !== 'unsupported-repository') throw error;
  const { code, message, remedy, retryAfterMs, cause } = error;
  throw new RemoteError(code, 'a-while', message, remedy, { cause, retryAfterMs });
}

function otherCommit(
  cause: unknown,
  known: { branch: string; commit: string; attempts: number },
): DeployError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new DeployError(
    'proof-failed',
    `Cannot prove commit "${known.commit.slice(0, 8)}", which the server has made and which is on "${known.branch}": ${what}`,
    'look at the commit, and revert it where it is wrong; run it again: it changes nothing where all is as it has to be',
    { cause },
    known,
  );
}

function lostRace(branch: string, said: string): RemoteError {
  return new RemoteError(
    'push-refused',
    'later',
    `Cannot commit to "${branch}": another push came first (${said})`,
    'run it again; if it stays, ask the administrator of the server',
  );
}
