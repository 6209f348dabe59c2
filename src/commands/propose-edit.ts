// Proposes an edit in place of pushing it: the parts of a proposal, put together.
import { randomUUID } from 'node:crypto';
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import { requestLine, withRequest } from '../change/request-trailer.ts';
import type { Config } from '../config/config.ts';
import { agitOptions } from '../hosts/gitea-topic.ts';
import type { RequestHost } from '../hosts/pull-requests.ts';
import { ApiBudget } from '../proposals/api-budget.ts';
import { MovedMeanwhile } from '../proposals/moved-meanwhile.ts';
import { proposalKey } from '../proposals/proposal-key.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { ProposingRepository, type ProposingWay } from '../proposals/proposing-repository.ts';
import { RequestKeeper } from '../proposals/request-keeper.ts';
import { RequestMerger } from '../proposals/request-merger.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { LastEdit } from './last-edit.ts';
import { openAllowed } from './open-allowed.ts';
import { branchOf, textOf } from './proposal-words.ts';
import { proposeByPush } from './propose-by-push.ts';

/**
 * Proposes an edit.
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code; invalid-input where there is no token for the API
 */
export async function proposeEdit(
  config: Config,
  plan: EditPlan,
  world: DeliveryWorld,
  context: CommandContext,
): Promise<Landed<ProposalResult>> {
  const opened = await openAllowed(config, world, context);
  if (opened === undefined) return proposeByPush(config, plan, world, context);
  const key = proposalKey(config.target, config.files);
  const edits = new LastEdit(world.watcher);
  const { requests, pushed } = opened;
  const way = wayOf(config, plan, edits, requests, undefined, world.deadline, context);
  const otherWay = pushed && wayOf(config, plan, edits, pushed, agitOptions, world.deadline, context);
  const nameOf = (base: string) => branchOf(config, plan, key, base);
  const place = { nameOf, trailer: requestLine(key), pushOptionsOf: undefined };
  const { repository: sent } = world;
  const repository = new ProposingRepository({ place, repository: sent, way, otherWay, log: context.log });
  try {
    return await landDespiteMoves(withRequest(plan, key), (each) =>
      landEdit(each, repository, world.editor, context.log, edits),
    );
  } finally {
    opened.close();
  }
}

/** Where the branches have moved so often under a request, somebody has to look. */
const mostMoves = 5;

/** Lands a plan, and again with an id of its own where what was proposed no longer fits. */
async function landDespiteMoves<T>(plan: EditPlan, job: (plan: EditPlan) => Promise<T>): Promise<T> {
  let current = plan;
  for (let moves = 0; ; moves += 1) {
    try {
      return await job(current);
    } catch (error) {
      if (!(error instanceof MovedMeanwhile) || moves >= mostMoves) throw error;
    }
    current = { ...plan, origin: { ...plan.origin, id: randomUUID() } };
  }
}

function wayOf(
  { proposal }: Config,
  plan: EditPlan,
  edits: LastEdit,
  requests: RequestHost,
  optionsOf: typeof agitOptions | undefined,
  deadline: number,
  { log, warn, signal, monotonicNow }: CommandContext,
): ProposingWay {
  const task = 'finish the pull request';
  const budget = new ApiBudget({ task, deadline, monotonicNow, random: Math.random, signal, log });
  const words = (subject: string) => textOf(subject, edits.last, proposal, edits.plan ?? plan);
  const keeper = new RequestKeeper({
    host: requests,
    budget,
    isDraft: proposal.isDraft,
    annotations: [
      { kind: 'labels', names: proposal.labels },
      { kind: 'reviewers', names: proposal.reviewers },
      { kind: 'assignees', names: proposal.assignees },
    ],
    textOf: words,
    log,
    warn,
  });
  return {
    keeper,
    merger: new RequestMerger({ followUp: requests.followUp, budget, how: proposal.merge, log, warn }),
    pushOptionsOf:
      optionsOf && ((topic, subject) => optionsOf(topic, words(subject).title, proposal.isDraft)),
  };
}
