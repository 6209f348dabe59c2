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
  readonly log: (line: string) => void;
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
    const { log } = this.#options;
    const request = pushedRequest(branch.remote ?? '');
    switch (request.is) {
      case 'open':
        log(`Opened or updated ${request.url}`);
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

function notOpened({ branch, commit, attempts, remote = '' }: ProposedBranch): DeployError {
  const said = remote.replace(/[\s=]+/g, ' ').trim();
  return new DeployError(
    'push-refused',
    `Cannot open or update the merge request for "${branch}": the branch is pushed, and the server says "${said.slice(0, 500)}"`,
    `give ${inputName('api-token')} a token with the scope "api" and the role Developer; the push options of a deploy token open none`,
    undefined,
    { branch, commit, attempts },
  );
}
