// The config repository where a change is proposed, and not pushed to its branch: a branch of our own, and a request for it.
import type { ConfigRepository, LandRequest } from '../change/config-repository.ts';
import { DeployError } from '../errors.ts';
import type { PullRequest } from '../hosts/pull-requests.ts';
import type { ProposalPlace, ProposalRepository, ProposalResult, ProposedBranch } from './proposed.ts';
import type { RequestKeeper } from './request-keeper.ts';
import type { RequestMerger } from './request-merger.ts';

/** What a proposal is made of. */
export interface ProposingOptions {
  readonly place: Omit<ProposalPlace, 'base'>;
  readonly repository: ProposalRepository;
  readonly keeper: RequestKeeper;
  readonly merger: RequestMerger;
}

/** Where the base has changed so often where our branch has, somebody else has to look. */
const mostConflicts = 5;

/** Brings commits into the config repository through requests. */
export class ProposingRepository implements ConfigRepository<ProposalResult> {
  readonly #options: ProposingOptions;
  #conflicts = 0;

  constructor(options: ProposingOptions) {
    this.#options = options;
  }

  async land(base: string | undefined, request: LandRequest): Promise<ProposalResult> {
    const { place, repository } = this.#options;
    let subject = '';
    const prepare: LandRequest['prepare'] = async (state) => {
      const content = await request.prepare(state);
      subject = content?.message.split('\n')[0] ?? subject;
      return content;
    };
    const branch = await repository.propose({ ...place, base }, { ...request, prepare });
    if (branch.result === 'dry-run' || branch.result === 'unknown') return { ...branch, request: undefined };
    try {
      return await this.#settle(branch, subject, request);
    } catch (error) {
      if (!(error instanceof DeployError)) throw error;
      throw error.withKnown({ branch: branch.branch, commit: branch.commit, attempts: branch.attempts });
    }
  }

  async #settle(branch: ProposedBranch, subject: string, request: LandRequest): Promise<ProposalResult> {
    const { keeper, merger } = this.#options;
    if (branch.result === 'unchanged' && branch.unchanged === 'unneeded') {
      if (request.isSuperseded()) return { ...branch, request: await keeper.find(branch) };
      await keeper.closeFor(branch);
      return { ...branch, branch: branch.base, commit: branch.baseCommit, request: undefined };
    }
    if (branch.result === 'unchanged' && branch.unchanged === 'held')
      return { ...branch, request: await keeper.findOrOpen(branch, subject) };
    const open = await keeper.keep(branch, subject);
    const answer = await merger.merge(open, branch.commit);
    switch (answer.is) {
      case 'conflict':
        return this.#again(open, branch, request);
      case 'merged':
        return { ...branch, result: 'merged', branch: branch.base, commit: answer.commit, request: open };
      case 'left':
        return { ...branch, result: 'proposed', request: open };
    }
  }

  /** The branch is made again on the base as it is now. */
  #again(open: PullRequest, { base }: ProposedBranch, request: LandRequest): Promise<ProposalResult> {
    this.#conflicts += 1;
    if (this.#conflicts <= mostConflicts) return this.land(base, request);
    throw new DeployError(
      'push-refused',
      `Cannot merge "${open.url}": its branch conflicts with "${base}"`,
      'somebody else has committed to the branch: resolve the conflict there, or close the request and run it again',
    );
  }
}
