// Whether a host can do what is wanted of a proposal, before anything is sent.
import type { ProposalConfig } from '../config/proposal-config.ts';
import { DeployError } from '../errors.ts';
import type { Host } from '../hosts/host.ts';
import { inputName } from '../wording.ts';

/** What stands against a proposal; `false`: nothing. */
type Problem = string | false;

/** What cannot be done, and why, by the host. */
const checks: Partial<
  Readonly<
    Record<
      Host['kind'],
      { readonly cannot: string; readonly problems: (wanted: ProposalConfig) => readonly Problem[] }
    >
  >
> = {
  gerrit: {
    cannot: 'send a change to Gerrit',
    problems: ({ merge, title, body, assignees, reviewers }) => [
      merge !== 'never' && `${inputName('pull-request-merge')}: people, or a label, submit a change there`,
      title !== undefined &&
        `${inputName('pull-request-title')}: it is the subject of ${inputName('message')}`,
      body !== undefined && `${inputName('pull-request-body')}: it is the rest of ${inputName('message')}`,
      assignees.length > 0 && `${inputName('pull-request-assignees')}: a change has reviewers alone`,
      hasTeam(reviewers) && `${inputName('pull-request-reviewers')}: a push names users alone, and no team`,
    ],
  },
  bitbucket: {
    cannot: 'open a pull request on Bitbucket',
    problems: (wanted) => [
      wanted.merge === 'auto' &&
        `${inputName('pull-request-merge')} "auto": its API has no merge that waits; "now" waits within ${inputName('timeout')}`,
      ...bitbucketProblems(wanted),
    ],
  },
  'bitbucket-data-center': { cannot: 'open a pull request on Bitbucket', problems: bitbucketProblems },
  'azure-devops': {
    cannot: 'open a pull request on Azure DevOps',
    problems: ({ assignees }) => [
      assignees.length > 0 && `${inputName('pull-request-assignees')}: a pull request has reviewers alone`,
    ],
  },
};

/**
 * Refuses what a host cannot do.
 * @throws {DeployError} invalid-input, with every input that cannot be used there
 */
export function checkProposal({ kind }: Host, proposal: ProposalConfig): void {
  const check = checks[kind];
  const problems = (check?.problems(proposal) ?? []).filter((problem) => problem !== false);
  if (check === undefined || problems.length === 0) return;
  throw new DeployError(
    'invalid-input',
    `Cannot ${check.cannot} with ${problems.join('; ')}`,
    problems.length === 1 ? 'leave it out' : 'leave them out',
  );
}

function bitbucketProblems({ labels, assignees, reviewers }: ProposalConfig): readonly Problem[] {
  return [
    labels.length > 0 && `${inputName('pull-request-labels')}: a pull request has no labels there`,
    assignees.length > 0 && `${inputName('pull-request-assignees')}: a pull request has reviewers alone`,
    hasTeam(reviewers) && `${inputName('pull-request-reviewers')}: reviewers are users, and no teams`,
  ];
}

const hasTeam = (names: readonly string[]): boolean => names.some((name) => name.startsWith('team:'));
