// Deploys read out of commit messages, whoever rewrote them on the way.
import { type DeployHold, parseHold } from './deploy-hold.ts';
import { type DeployOrder, parseOrder } from './deploy-order.ts';
import { parseTargets, type TargetList } from './deploy-target.ts';
import { isoDate } from './iso-date.ts';
import { type KeptLine, keptPrefix, parseKept, type RecordedHold } from './kept-hold.ts';

/** A commit, as far as a deploy can be read out of it. */
export interface LedgerCommit {
  /** Object id, 40 hex digits. */
  readonly id: string;
  readonly message: string;
  readonly author: { readonly name: string };
  /** When it was committed, milliseconds since 1970. */
  readonly date: number;
}

/** A commit of a branch, with what it follows. */
export interface BranchCommit extends LedgerCommit {
  /** Object ids. */
  readonly parents: readonly string[];
}

/** One deploy of the branch. */
export interface Deploy {
  /** The commit that it stands in; a squash merge holds several deploys. */
  readonly commit: string;
  /** When that was committed, milliseconds since 1970. */
  readonly date: number;
  /** Who made the commit. */
  readonly author: string;
  readonly id: string;
  /** What was deployed, `NAME:TAG` each; empty where fields alone were set. */
  readonly references: readonly string[];
  /** The values before, in words. */
  readonly previous: string | undefined;
  /** `owner/name@COMMIT` */
  readonly source: string | undefined;
  readonly sourceBranch: string | undefined;
  /** In ISO 8601. */
  readonly sourceDate: string | undefined;
  readonly environment: string | undefined;
  /** The page of the pipeline's run. */
  readonly run: string | undefined;
  readonly order: DeployOrder | undefined;
  /** Messages about it that people can answer: `slack:C1/1700000000.000100` */
  readonly threads: readonly string[];
  readonly places: TargetList;
  /** The commits whose deploys it takes back, 40 hex digits each, the newest first. */
  readonly reverts: readonly string[];
  /** The variables that carry the tag, where it changed some. */
  readonly versionEnv: readonly string[];
  /** What must not be deployed there from now on. */
  readonly hold: DeployHold | undefined;
  /** It ends the holds of its places. */
  readonly isRelease: boolean;
  /** It was proposed, and merged later: of what its base got meanwhile it knows nothing. */
  readonly isProposed: boolean;
  /** The commit that a proposal was made on, 40 hex digits, where it says that. */
  readonly base: string | undefined;
  /** Earlier holds that still count, of any places: they may stand further back than is read. */
  readonly keeps: readonly RecordedHold[];
}

/** A bullet or blanks before a trailer: squash merges list the messages of their commits so. Lines may end as on Windows. */
const trailer = /^[\s*+-]*(Deploy-[A-Za-z-]+):(.*)$/is;

/**
 * Reads the deploys of a history.
 * @param commits in any order; the newest first for a history in time
 * @returns the deploys of one commit after those of another, its last one first
 */
export function deploysOf(commits: readonly LedgerCommit[]): readonly Deploy[] {
  return commits.flatMap((commit) => readDeploys(commit).toReversed());
}

/** The guards of a landing read the same commits one after the other. */
const deploysByCommit = new WeakMap<LedgerCommit, readonly Deploy[]>();

/**
 * Reads the deploys of a commit. Each ends with its `Deploy-Id`, the last of its trailers, so that messages which were
 * joined come apart again.
 * @returns none where nothing was deployed with it
 */
export function readDeploys(commit: LedgerCommit): readonly Deploy[] {
  const deploys = deploysByCommit.get(commit) ?? parseDeploys(commit);
  deploysByCommit.set(commit, deploys);
  return deploys;
}

function parseDeploys(commit: LedgerCommit): readonly Deploy[] {
  if (!/deploy-id:/i.test(commit.message)) return [];
  const deploys: Deploy[] = [];
  let values = new Map<string, string[]>();
  let kept: KeptLine[] = [];
  for (const line of commit.message.split('\n')) {
    const [, name = '', text = ''] = trailer.exec(line) ?? [];
    const key = name.toLowerCase();
    const value = text.trim();
    if (value === '') continue;
    if (key.startsWith(keptPrefix)) kept.push({ key, value });
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
    if (key !== 'deploy-id') continue;
    deploys.push({ ...deployOf(commit, values, value), keeps: parseKept(kept, commit.date) });
    values = new Map();
    kept = [];
  }
  return deploys;
}

function deployOf(
  { id: commit, date, author }: LedgerCommit,
  values: ReadonlyMap<string, readonly string[]>,
  id: string,
): Omit<Deploy, 'keeps'> {
  const last = (key: string): string | undefined => values.get(`deploy-${key}`)?.at(-1);
  const image = last('image');
  const order = last('order');
  return {
    commit,
    date,
    author: author.name,
    id,
    references: image === undefined ? [] : image.split(', '),
    previous: last('previous'),
    source: last('source'),
    sourceBranch: last('source-branch'),
    sourceDate: isoDate(last('source-date')),
    environment: last('environment'),
    run: last('run'),
    order: order === undefined ? undefined : parseOrder(order),
    threads: values.get('deploy-thread') ?? [],
    places: parseTargets(values.get('deploy-target') ?? []),
    reverts: (values.get('deploy-reverts') ?? []).filter((text) => /^[0-9a-f]{40}$/.test(text)),
    versionEnv: values.get('deploy-version-env') ?? [],
    hold: parseHold((key) => values.get(key) ?? []),
    isRelease: values.has('deploy-release'),
    isProposed: values.has('deploy-request'),
    base: last('base'),
  };
}
