// The config repository where a change is proposed, and not pushed to its branch: a branch of our own, and a request for it.
import type { ConfigRepository, LandRequest } from '../change/config-repository.ts';
import { DeployError } from '../errors.ts';
import { type BranchLooks, branchWords } from './branch-words.ts';
import { MergeWatch } from './merge-watch.ts';
import { afterRefusal, MovedMeanwhile, mergeConflict } from './moved-meanwhile.ts';
import type { ProposalPlace, ProposalRepository, ProposalResult, ProposedBranch } from './proposed.ts';
import type { RequestKeeper } from './request-keeper.ts';
import type { RequestMerger } from './request-merger.ts';

/** A way to propose: with a branch of our own, or where the server makes requests out of pushes. */
export interface ProposingWay {
  readonly keeper: RequestKeeper;
  readonly merger: RequestMerger;
  /** Writes the push options of a topic; `undefined`: there is a branch. */
  readonly pushOptionsOf: ((topic: string, subject: string) => readonly string[]) | undefined;
}

/** What a proposal is made of. */
export interface ProposingOptions {
  readonly place: Omit<ProposalPlace, 'base' | 'agit'>;
  readonly repository: ProposalRepository;
  readonly way: ProposingWay;
  /** Where the account may not push a branch. */
  readonly otherWay: ProposingWay | undefined;
  readonly log: (line: string) => void;
}

/** Brings commits into the config repository through requests. */
export class ProposingRepository implements ConfigRepository<ProposalResult> {
  readonly #options: ProposingOptions;
  #way: ProposingWay;

  constructor(options: ProposingOptions) {
    this.#options = options;
    this.#way = options.way;
  }

  async land(base: string | undefined, request: LandRequest): Promise<ProposalResult> {
    let subject = '';
    const prepare: LandRequest['prepare'] = async (state) => {
      const content = await request.prepare(state);
      subject = content?.message.split('\n')[0] ?? subject;
      return content;
    };
    const branch = await this.#propose(base, { ...request, prepare }, () => subject);
    if (branch.result === 'dry-run' || branch.result === 'unknown') return { ...branch, request: undefined };
    try {
      return await this.#settle(branch, subject, request);
    } catch (error) {
      if (!(error instanceof DeployError) || error instanceof MovedMeanwhile) throw error;
      throw error.withKnown({ branch: branch.branch, commit: branch.commit, attempts: branch.attempts });
    }
  }

  /** Goes the other way where the account may not push a branch, and where a request was made that way before. */
  async #propose(
    base: string | undefined,
    request: LandRequest,
    subject: () => string,
  ): Promise<ProposedBranch> {
    const { place, repository, way, otherWay, log } = this.#options;
    const propose = () => repository.propose({ ...place, base, agit: agitOf(this.#way, subject) }, request);
    if (otherWay === undefined || this.#way !== way) return propose();
    const first = await propose().catch(unlessDenied);
    if (first instanceof DeployError) {
      log(`${first.message}; proposing it without a branch`);
      this.#way = otherWay;
      // The first refusal says what is missing; that the other way is closed too, does not.
      return propose().catch((second: unknown) => {
        throw second instanceof DeployError && /refused|denied/.test(second.code) ? first : second;
      });
    }
    const isUnneeded = first.result === 'unchanged' && first.unchanged === 'unneeded';
    const before = isUnneeded ? await otherWay.keeper.find(first).catch(unlessDenied) : undefined;
    // Whose a request is may not be told: then it is none of ours.
    if (before instanceof DeployError) log(`${before.message}; requests without a branch are left alone`);
    if (before === undefined || before instanceof DeployError) return first;
    this.#way = otherWay;
    return propose();
  }

  async #settle(branch: ProposedBranch, subject: string, request: LandRequest): Promise<ProposalResult> {
    const { keeper, merger } = this.#way;
    const watch = this.#watch(branch, request);
    if (branch.result === 'unchanged' && branch.unchanged === 'unneeded') {
      if (request.isSuperseded()) return { ...branch, request: await keeper.find(branch) };
      return this.#unneeded(branch, branch.baseCommit);
    }
    const isHeld = branch.result === 'unchanged' && branch.unchanged === 'held';
    const open = await keeper
      .keep(branch, subject, branchWords(branch, request, this.#looks(branch)))
      .catch((error) => afterRefusal(error, branch, () => watch.hasMoved()));
    if (isHeld && request.isSuperseded()) return { ...branch, request: open };
    const answer = await merger.merge(open, branch.commit, watch).catch(async (error: unknown) => {
      // Whether that is a failure or not: nobody is to merge what a newer run has overtaken.
      if (error instanceof DeployError && error.code === 'superseded') await keeper.closeFor(branch);
      throw error;
    });
    switch (answer.is) {
      case 'unneeded':
        return this.#unneeded(branch, watch.baseCommit);
      case 'conflict':
        throw mergeConflict(open, branch);
      case 'merged':
        return { ...branch, result: 'merged', branch: branch.base, commit: answer.commit, request: open };
      case 'left':
        return { ...branch, result: isHeld && !branch.isOurs ? branch.result : 'proposed', request: open };
    }
  }

  async #unneeded(branch: ProposedBranch, baseCommit: string): Promise<ProposalResult> {
    await this.#way.keeper.closeFor(branch);
    return { ...branch, branch: branch.base, commit: baseCommit, result: 'unchanged', request: undefined };
  }

  #watch(branch: ProposedBranch, { prepare }: LandRequest): MergeWatch {
    const { snapshot, find, isTopic } = this.#looks(branch);
    const pause = (ms: number) => this.#way.merger.pause(ms);
    return new MergeWatch(branch, { snapshot, prepare, find, pause, isTopic });
  }

  #looks(branch: ProposedBranch): BranchLooks {
    const { repository, place } = this.#options;
    const { keeper, pushOptionsOf } = this.#way;
    return {
      snapshot: (name) => repository.snapshot(name, undefined),
      find: () => keeper.find(branch),
      isTopic: pushOptionsOf !== undefined,
      trailer: place.trailer,
    };
  }
}

function unlessDenied(error: unknown): DeployError {
  if (error instanceof DeployError && error.code === 'permission-denied') return error;
  throw error;
}

function agitOf({ keeper, pushOptionsOf }: ProposingWay, subject: () => string): ProposalPlace['agit'] {
  if (pushOptionsOf === undefined) return undefined;
  return {
    headOf: async (branch, base) => (await keeper.find({ branch, base }))?.commit,
    optionsOf: (topic) => pushOptionsOf(topic, subject()),
  };
}
