// The config repository where the push of our branch opens the request: the host has no API for the credential.
import type { ConfigRepository, LandRequest } from '../change/config-repository.ts';
import { DeployError } from '../errors.ts';
import { pushedRequest } from '../hosts/gitlab-push.ts';
import { inputName } from '../wording.ts';
import type { ProposalPlace, ProposalRepository, ProposalResult, ProposedBranch } from './proposed.ts';

/** What a proposal is made of. */
export interface PushedOptions {
  readonly place: Omit<ProposalPlace, 'base'>;
  readonly repository: ProposalRepository;
  /** The host is to merge the request. */
  readonly isAutoMerge: boolean;
  readonly log: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Brings commits into the config repository through requests that a push opens. */
export class PushedRepository implements ConfigRepository<ProposalResult> {
  readonly #options: PushedOptions;

  constructor(options: PushedOptions) {
    this.#options = options;
  }

  async land(base: string | undefined, request: LandRequest): Promise<ProposalResult> {
    const { place, repository } = this.#options;
    const branch = await repository.propose({ ...place, base }, request);
    if (branch.result === 'pushed') return this.#proposed(branch);
    if (branch.result === 'unchanged' && branch.unchanged === 'unneeded' && !request.isSuperseded())
      return this.#unneeded(branch);
    return { ...branch, request: undefined };
  }

  #proposed(branch: ProposedBranch): ProposalResult {
    const { log, warn, isAutoMerge } = this.#options;
    const request = pushedRequest(branch.remote ?? '');
    switch (request.is) {
      case 'open':
        if (request.problem === undefined) log(`Opened or updated ${request.url}`);
        else if (isAutoMerge) throw notUpdated(branch, request.url, request.problem);
        else
          warn(
            `${request.url} has the commit, and not its title and text: the server says "${request.problem}"`,
          );
        return { ...branch, result: 'proposed', request: { url: request.url, number: request.number } };
      case 'unsaid':
        log(`Pushed "${branch.branch}", and the server does not say where its merge request is`);
        return { ...branch, result: 'proposed', request: undefined };
      case 'refused':
        throw notOpened(branch);
    }
  }

  /** Only the API closes a request. */
  #unneeded(branch: ProposedBranch): ProposalResult {
    if (!/^0+$/.test(branch.commit))
      this.#options.log(`Nobody needs "${branch.branch}" any more: close its merge request, if it is open`);
    return { ...branch, branch: branch.base, commit: branch.baseCommit, request: undefined };
  }
}

function notUpdated({ branch, commit, attempts }: ProposedBranch, url: string, problem: string): DeployError {
  return new DeployError(
    'push-refused',
    `Cannot have "${url}" merged: the branch is pushed, and the server says "${problem.slice(0, 500)}"`,
    `merge it by hand, or give ${inputName('api-token')} a token with the scope "api"`,
    undefined,
    { branch, commit, attempts },
  );
}

function notOpened({ branch, commit, attempts, remote = '' }: ProposedBranch): DeployError {
  const said = remote.replace(/[\s=]+/g, ' ').trim();
  return new DeployError(
    'push-refused',
    `Cannot open a merge request for "${branch}": the branch is pushed, and the server opens none; it says "${said.slice(0, 500)}"`,
    `give ${inputName('api-token')} a token with the scope "api" and the role Developer; the push options of a deploy token open none`,
    undefined,
    { branch, commit, attempts },
  );
}
