// The words of a proposal: the name of its branch, and what people read of its request.
import type { EditedPlan, EditPlan } from '../change/edit-plan.ts';
import { noEdit, summarize } from '../change/summary.ts';
import type { Config } from '../config/config.ts';
import type { ProposalConfig } from '../config/proposal-config.ts';
import { DeployError } from '../errors.ts';
import type { ManifestEdit } from '../manifest/edit-manifests.ts';
import { defaultBranch } from '../proposals/proposal-key.ts';
import { type RequestText, requestText } from '../proposals/request-text.ts';
import { branchProblem } from '../remote/branch-name.ts';
import { inputName } from '../wording.ts';

/**
 * Names the branch of a proposal.
 * @param key of what is to change
 * @param base the branch that the change is for
 * @returns what the user's template says, else a name that stays the same
 * @throws {DeployError} invalid-input for a name that is no branch's
 */
export function branchOf({ proposal }: Config, { run, target }: EditPlan, key: string, base: string): string {
  if (proposal.branch === undefined) return defaultBranch(target, key, base);
  const name = proposal.branch(summarize(noEdit, target, run)).trim();
  const problem = branchProblem(name);
  if (problem === undefined) return name;
  throw new DeployError(
    'invalid-input',
    `Cannot propose on branch "${name.replace(/\p{C}/gu, '\u{FFFD}').slice(0, 200)}": ${problem}`,
    `correct ${inputName('pull-request-branch')}, or leave it out for a name that is made of files and images`,
  );
}

/**
 * Writes the texts of a request.
 * @param subject of the commit
 * @returns title and body
 * @throws {DeployError} invalid-input where they would publish a secret
 */
export function textOf(
  subject: string,
  edit: ManifestEdit,
  proposal: ProposalConfig,
  plan: EditedPlan,
): RequestText {
  const summary = summarize(edit, plan.target, plan.run);
  const text = requestText(proposal, subject, edit, summary, plan.origin);
  if (!plan.holdsSecret(`${text.title}\n${text.body}`)) return text;
  throw new DeployError(
    'invalid-input',
    'Cannot open the pull request: it would hold the value of a secret, for all who read the repository',
    'take the secret out of the inputs and of what the pipeline says of itself; renew it if it was published before',
  );
}
