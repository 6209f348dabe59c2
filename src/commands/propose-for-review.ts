// Sends an edit to Gerrit for review, in place of pushing it: the parts of it, put together.
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import { withRequest } from '../change/request-trailer.ts';
import { noEdit, summarize } from '../change/summary.ts';
import type { Config } from '../config/config.ts';
import { DeployError } from '../errors.ts';
import { isPushWord } from '../hosts/gerrit-push.ts';
import { defaultBranch, proposalKey } from '../proposals/proposal-key.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { ReviewRepository } from '../proposals/review-repository.ts';
import { inputName } from '../wording.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { LastEdit } from './last-edit.ts';

/**
 * Sends an edit for review.
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code; invalid-input for a topic that a push cannot say
 */
export async function proposeForReview(
  config: Config,
  plan: EditPlan,
  world: DeliveryWorld,
  { log, warn }: CommandContext,
): Promise<Landed<ProposalResult>> {
  const { proposal, target, files } = config;
  const key = proposalKey(target, files);
  const topic = givenTopic(config, plan);
  const edits = new LastEdit(world.watcher);
  const words = (names: readonly string[], kind: string): readonly string[] => {
    const others = names.filter((name) => !isPushWord(name));
    if (others.length > 0) warn(`A push to Gerrit cannot say these ${kind}: ${others.join(', ')}`);
    return names.filter(isPushWord);
  };
  const repository = new ReviewRepository({
    sender: world.repository,
    key,
    topicOf: (base) => topic ?? defaultBranch(target, key, base),
    push: {
      hashtags: words(proposal.labels, 'labels'),
      reviewers: words(proposal.reviewers, 'reviewers'),
      isDraft: proposal.isDraft,
    },
    changes: () => edits.last.changes,
    log,
    warn,
  });
  return landEdit(withRequest(plan, key), repository, world.editor, log, edits);
}

/** A push says it in the name of a reference. */
function givenTopic({ proposal }: Config, { run, target }: EditPlan): string | undefined {
  if (proposal.branch === undefined) return undefined;
  const topic = proposal.branch(summarize(noEdit, target, run)).trim();
  if (isPushWord(topic)) return topic;
  throw new DeployError(
    'invalid-input',
    `Cannot send a change to Gerrit with the topic "${topic}": a push cannot say it`,
    `make ${inputName('pull-request-branch')} of letters, digits and the characters ". _ / -"`,
  );
}
