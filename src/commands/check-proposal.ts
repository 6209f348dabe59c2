// Whether a host can do what is wanted of a proposal, before anything is sent.
import type { ProposalConfig } from '../config/proposal-config.ts';
import { DeployError } from '../errors.ts';
import type { Host } from '../hosts/host.ts';
import { inputName } from '../wording.ts';

/**
 * Refuses what a host cannot do.
 * @throws {DeployError} invalid-input, with every input that cannot be used there
 */
export function checkProposal({ kind }: Host, proposal: ProposalConfig): void {
  if (kind !== 'gerrit') return;
  const { merge, title, body, assignees, reviewers } = proposal;
  const problems = [
    merge !== 'never' && `${inputName('pull-request-merge')}: people, or a label, submit a change there`,
    title !== undefined && `${inputName('pull-request-title')}: it is the subject of ${inputName('message')}`,
    body !== undefined && `${inputName('pull-request-body')}: it is the rest of ${inputName('message')}`,
    assignees.length > 0 && `${inputName('pull-request-assignees')}: a change has reviewers alone`,
    reviewers.some((name) => name.startsWith('team:')) &&
      `${inputName('pull-request-reviewers')}: a push names users alone, and no team`,
  ].filter((problem) => problem !== false);
  if (problems.length === 0) return;
  throw new DeployError(
    'invalid-input',
    `Cannot send a change to Gerrit with ${problems.join('; ')}`,
    problems.length === 1 ? 'leave it out' : 'leave them out',
  );
}
