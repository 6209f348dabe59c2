// Brings a change onto the branch of our own that it is proposed on, exactly once.
import type { BranchParts } from './branch.ts';
import { land } from './land/land.ts';
import type { Draft, Landing, LandOptions } from './land/landing.ts';
import type { LandWorld } from './land/try-once.ts';
import type { OwnBranchPlace } from './own-commits.ts';
import { ProposalBranch, type ProposalState } from './proposal-branch.ts';

/** How our branch stands afterwards. */
export interface Proposal extends Landing {
  /** The branch that the change is for. */
  readonly base: string;
  /** Its tip. */
  readonly baseCommit: string;
  /**
   * Why a branch was not pushed to: its only commit is the change (`current`); it holds the change, or a newer one, among
   * others (`held`); its base does (`unneeded`).
   */
  readonly unchanged: 'current' | 'held' | 'unneeded';
  /** All that our branch has beyond the base is ours: a request that is closed takes nobody's work with it. */
  readonly isOurs: boolean;
}

/** What a proposal needs of the world, except for the branch, which it makes itself. */
export interface ProposeWorld extends Omit<LandWorld, 'branch'> {
  readonly parts: BranchParts;
}

/**
 * Brings a change onto our branch.
 * @param options what is to land
 * @returns how the branch stands
 * @throws {DeployError} any code, with what is known of the branch
 */
export async function propose(
  place: OwnBranchPlace,
  options: LandOptions,
  { parts, budget, log, now, prepareCommit }: ProposeWorld,
): Promise<Proposal> {
  const branch = new ProposalBranch(parts, place, { push: !options.dryRun });
  let seen: Omit<Proposal, keyof Landing> = {
    base: '',
    baseCommit: '',
    unchanged: 'current',
    isOurs: true,
  };
  const isDone = place.pushOptionsOf === undefined ? isThere : async () => false;
  const prepare: LandOptions['prepare'] = async (tip, attempt) => {
    const state = branch.stateOf(tip);
    const { base, head, start, commits, isOurs } = state;
    const known = { base: base.branch, baseCommit: base.commit, isOurs };
    seen = { ...known, unchanged: 'unneeded' };
    const forBase = await options.prepare(base, attempt);
    if (forBase === undefined) {
      // A newer run may have proposed another value: asked last, it is what the caller hears of.
      const { history, proposed } = start;
      const mayBeNewer = commits.length > 0 && head !== undefined;
      if (mayBeNewer && (await options.prepare({ ...head, history, proposed }, attempt)) !== undefined)
        await options.prepare(base, attempt);
      return undefined;
    }
    const isSame = commits.length === 0 && start.commit === base.commit;
    const draft = isSame ? forBase : await options.prepare(start, attempt);
    seen = { ...known, unchanged: draft === undefined ? 'held' : 'current' };
    return draft === undefined || (await isDone(draft, state)) ? undefined : draft;
  };
  const landing = await land(
    {
      id: options.id,
      author: options.author,
      committer: options.committer,
      dryRun: options.dryRun,
      prepare,
    },
    { budget, log, now, branch, prepareCommit: branch.preparing(prepareCommit) },
  );
  return { ...landing, ...seen };
}

/** A branch that is one commit of ours on the very tip of the base, with the same files, is not pushed again. */
async function isThere({ files }: Draft, { base, head, commits, start }: ProposalState): Promise<boolean> {
  const [commit, ...others] = commits;
  if (head === undefined || head.commit === start.commit || others.length > 0) return false;
  if (commit?.parents[0] !== base.commit) return false;
  const there = new Map(
    (await head.readIfThere(files.map(({ path }) => path))).map(({ path, bytes }) => [path, bytes]),
  );
  return files.every(({ path, bytes }) => {
    const found = there.get(path);
    return found !== undefined && Buffer.from(bytes).equals(found);
  });
}
