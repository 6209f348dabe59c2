// What the statuses of a commit, and of those that contain it, say about its rollout: a rule, and nothing but data.
import type { CommitStatus } from '../hosts/commit-statuses.ts';
import { agentPatterns, isOnEveryCommit, matchesStatus, statusKey } from './status-patterns.ts';

/** What is known at one moment. */
export interface RolloutReading {
  /** Our commit, and all that contain it, the oldest first. */
  readonly commits: readonly string[];
  /** Of any commits. */
  readonly statuses: readonly CommitStatus[];
  /** The patterns of names that the user waits for; none: whatever an agent is known to write. */
  readonly patterns: readonly string[];
  /** Those of the commit before ours. */
  readonly before: readonly CommitStatus[];
  /** Those that were there before our commit was on the branch: they are about something else. */
  readonly earlier: readonly CommitStatus[];
}

/** How the rollout stands. */
export interface Standing {
  readonly is: 'succeeded' | 'failed' | 'waiting';
  /** The statuses that count, one a name: a success, else the newest. */
  readonly statuses: readonly CommitStatus[];
  /** Names and patterns of which nothing, or no end, is known yet. */
  readonly missing: readonly string[];
  /** Since when the newest status of a name is a failure, by its key, milliseconds of the clock that was given. */
  readonly failingSince: ReadonlyMap<string, number>;
  /** When the next failure counts that does not yet, of the same clock; `Infinity`: there is none. */
  readonly failsAt: number;
  /** A failure counts, also where the rest is still waited for. */
  readonly hasFailed: boolean;
}

/** Before the first look. */
export const nothingKnown: Standing = {
  ...{ is: 'waiting', statuses: [], missing: [], failingSince: new Map() },
  ...{ failsAt: Number.POSITIVE_INFINITY, hasFailed: false },
};

/**
 * Judges a rollout. A success on our commit or on any that contains it counts for good, because it holds what ours has; a failure
 * counts where it is the newest that was said, and stays so for a while, because the next commit may be fine. What had failed before
 * our commit already decides only once the rest is known: that may have failed by ours. Silence is no success.
 * @param failingSince of the standing before
 * @param now of any clock that never goes back, milliseconds
 * @param graceMs how long a failure has to stay
 * @returns how it stands
 */
export function judgeRollout(
  reading: RolloutReading,
  failingSince: Standing['failingSince'],
  now: number,
  graceMs: number,
): Standing {
  const { patterns } = reading;
  const byKey = newestByKey(reading);
  const decisive = [...byKey.values()];
  const failing = new Map(
    [...byKey]
      .filter(([, { state }]) => state === 'failure')
      .map(([key]) => [key, failingSince.get(key) ?? now]),
  );
  const missing = [
    ...patterns.filter((pattern) => ![...byKey.keys()].some((key) => matchesStatus(pattern, key))),
    ...expectedKeys(reading).filter((key) => !byKey.has(key)),
    ...decisive.filter(({ state }) => state !== 'success').map(({ name }) => name),
  ];
  const counting = [...failing].filter(([, since]) => now - since >= graceMs).map(([key]) => key);
  const old = failuresBefore({ statuses: decisive }, reading.before).map(statusKey);
  const isLast = missing.every((name) => counting.includes(statusKey(name)));
  const is = (): Standing['is'] => {
    if (counting.length > 0 && (isLast || counting.some((key) => !old.includes(key)))) return 'failed';
    return decisive.length > 0 && missing.length === 0 ? 'succeeded' : 'waiting';
  };
  const ahead = [...failing.values()].map((since) => since + graceMs).filter((at) => at > now);
  return {
    ...{ is: is(), statuses: decisive, missing, failingSince: failing },
    ...{ failsAt: Math.min(...ahead), hasFailed: counting.length > 0 },
  };
}

/**
 * Finds the failures that our commit has not brought: the last word about the commit before was a failure too.
 * @param before statuses of that commit
 * @returns their names
 */
export function failuresBefore(
  { statuses }: Pick<Standing, 'statuses'>,
  before: readonly CommitStatus[],
): readonly string[] {
  const last = new Map<string, CommitStatus>();
  for (const status of before.filter(({ state }) => state !== 'pending')) {
    const key = statusKey(status.name);
    const known = last.get(key);
    const isLast = known === undefined || status.at > known.at;
    if (isLast || (status.at === known.at && status.state === 'success')) last.set(key, status);
  }
  return statuses
    .filter(({ name, state }) => state === 'failure' && last.get(statusKey(name))?.state === 'failure')
    .map(({ name }) => name);
}

/** A success wins over whatever else has the name; of others, the newest counts. */
function newestByKey(reading: RolloutReading): ReadonlyMap<string, CommitStatus> {
  const { commits, statuses, earlier } = reading;
  const isEarlier = new Set(earlier.map(identity));
  const rank = new Map(commits.map((commit, index) => [commit, index]));
  const byKey = new Map<string, CommitStatus>();
  for (const status of statuses) {
    const key = statusKey(status.name);
    if (!rank.has(status.commit) || isEarlier.has(identity(status)) || !isMeant(key, reading)) continue;
    const known = byKey.get(key);
    if (known === undefined || isAhead(status, known, rank)) byKey.set(key, status);
  }
  return byKey;
}

const identity = ({ commit, name, state, at }: CommitStatus): string => `${commit} ${at} ${state} ${name}`;

function isAhead(one: CommitStatus, other: CommitStatus, rank: ReadonlyMap<string, number>): boolean {
  if ((one.state === 'success') !== (other.state === 'success')) return one.state === 'success';
  if (one.at !== other.at) return one.at > other.at;
  return (rank.get(one.commit) ?? 0) > (rank.get(other.commit) ?? 0);
}

function isMeant(key: string, { patterns }: RolloutReading): boolean {
  return (patterns.length === 0 ? agentPatterns : patterns).some((pattern) => matchesStatus(pattern, key));
}

/** One of several that speak of every commit is not the rollout: the others are waited for too. */
function expectedKeys(reading: RolloutReading): readonly string[] {
  const keys = new Set(reading.before.map(({ name }) => statusKey(name)));
  return [...keys].filter((key) => isOnEveryCommit(key) && isMeant(key, reading));
}
