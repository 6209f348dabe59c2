// Proposes an edit with nothing but the right to push: GitLab opens the merge request by what goes along with the push.
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import { requestLine, withRequest } from '../change/request-trailer.ts';
import type { Config } from '../config/config.ts';
import { DeployError } from '../errors.ts';
import { gitlabPushOptions } from '../hosts/gitlab-push.ts';
import { proposalKey } from '../proposals/proposal-key.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { PushedRepository } from '../proposals/pushed-repository.ts';
import { inputName } from '../wording.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { LastEdit } from './last-edit.ts';
import { branchOf, textOf } from './proposal-words.ts';

/**
 * Proposes an edit by a push.
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code; invalid-input for a merge that only the API makes
 */
export async function proposeByPush(
  config: Config,
  plan: EditPlan,
  world: DeliveryWorld,
  { log, warn }: CommandContext,
): Promise<Landed<ProposalResult>> {
  const { labels, assignees, reviewers, isDraft, merge } = config.proposal;
  if (merge === 'now') throw takesApi();
  if (reviewers.length > 0)
    warn(`A push asks nobody for a review: ${reviewers.join(', ')}; that takes ${inputName('api-token')}`);
  const isAutoMerge = merge === 'auto';
  const key = proposalKey(config.target, config.files);
  const edits = new LastEdit(world.watcher);
  const pushOptionsOf = (base: string, message: string, isNew: boolean) => {
    const subject = message.split('\n')[0] ?? '';
    const { title, body } = textOf(subject, edits.last, config.proposal, edits.plan ?? plan);
    // A title takes a "Draft:" away that people have set, and what is no draft any more would be merged.
    const given = isAutoMerge && !isNew ? undefined : title;
    return gitlabPushOptions({ base, title: given, body, labels, assignees, isDraft, isAutoMerge });
  };
  const nameOf = (base: string) => branchFor(config, plan, key, base);
  const place = { nameOf, trailer: requestLine(key), pushOptionsOf, agit: undefined };
  const repository = new PushedRepository({ place, repository: world.repository, isAutoMerge, log, warn });
  return landEdit(withRequest(plan, key), repository, world.editor, log, edits);
}

/** GitLab finds the request of a push by its branch alone, and would have it go to another base: each base has a branch. */
function branchFor(config: Config, plan: EditPlan, key: string, base: string): string {
  const name = branchOf(config, plan, key, base);
  const isThere = name.split('/').includes(base) || name.endsWith(`-${base}`);
  return config.proposal.branch === undefined || isThere ? name : `${name}-${base}`;
}

function takesApi(): DeployError {
  return new DeployError(
    'invalid-input',
    'Cannot merge a request that a push opens: GitLab merges for its API alone',
    `give ${inputName('api-token')} a token with the scope "api", or set ${inputName('pull-request-merge')} to "auto"`,
  );
}
