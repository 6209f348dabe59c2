// Brings an edit to its branch, by the way that the user has chosen: a push, or a pull request.
import { checkedPlan } from '../change/checked-plan.ts';
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import type { Config } from '../config/config.ts';
import { assertDeployError } from '../errors.ts';
import { takesProposals } from '../hosts/request-hosts.ts';
import { asksForReview } from '../hosts/review-refusals.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';

/**
 * Pushes an edit, or proposes it; nothing of proposals is loaded before one is made.
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code
 */
export async function deliverEdit(
  config: Config,
  plan: EditPlan,
  world: DeliveryWorld,
  context: CommandContext,
): Promise<Landed<ProposalResult>> {
  const { repository, editor, watcher } = world;
  const push = async (): Promise<Landed<ProposalResult>> => {
    const landed = await landEdit(plan, repository, editor, context.log, watcher);
    return { ...landed, request: undefined };
  };
  const propose = async (): Promise<Landed<ProposalResult>> => {
    // The registry may decide the tag, which words of the request name.
    const { plan: known } = await checkedPlan(plan);
    if (world.host.kind === 'gerrit') {
      const { proposeForReview } = await import('./propose-for-review.ts');
      return proposeForReview(config, known, world, context);
    }
    const { proposeEdit } = await import('./propose-edit.ts');
    return proposeEdit(config, known, world, context);
  };
  if (config.proposal.mode !== 'push') {
    const { checkProposal } = await import('./check-proposal.ts');
    checkProposal(world.host, config.proposal);
  }
  switch (config.proposal.mode) {
    case 'push':
      return push();
    case 'pull-request':
      return propose();
    case 'auto':
      return push().catch((error: unknown) => {
        assertDeployError(error);
        const isForReview = error.code === 'push-refused' && asksForReview(error.message);
        if (!isForReview || !takesProposals(world.host, config.url)) throw error;
        context.log(`${error.message}; opening a pull request`);
        return propose();
      });
  }
}
