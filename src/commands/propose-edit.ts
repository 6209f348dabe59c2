// Proposes an edit in place of pushing it: the parts of a proposal, put together.
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import type { Config } from '../config/config.ts';
import { DeployError } from '../errors.ts';
import { agitOptions } from '../hosts/gitea-topic.ts';
import { isForApi } from '../hosts/gitlab-push.ts';
import { type OpenedRequests, openRequests } from '../hosts/open-requests.ts';
import type { RequestHost } from '../hosts/pull-requests.ts';
import { ApiBudget } from '../proposals/api-budget.ts';
import { proposalKey } from '../proposals/proposal-key.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { ProposingRepository, type ProposingWay } from '../proposals/proposing-repository.ts';
import { RequestKeeper } from '../proposals/request-keeper.ts';
import { RequestMerger } from '../proposals/request-merger.ts';
import { inputName } from '../wording.ts';
import { apiAccess } from './api-access.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { LastEdit } from './last-edit.ts';
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
  const place = { nameOf, trailer: `Deploy-Request: ${key}`, pushOptionsOf: undefined };
  const { repository: sent } = world;
  const repository = new ProposingRepository({ place, repository: sent, way, otherWay, log: context.log });
  const own: EditPlan = { ...plan, trailers: [...plan.trailers, { key: 'Deploy-Request', value: key }] };
  try {
    return await landEdit(own, repository, world.editor, context.log, edits);
  } finally {
    opened.close();
  }
}

function wayOf(
  { proposal, target }: Config,
  plan: EditPlan,
  edits: LastEdit,
  requests: RequestHost,
  optionsOf: typeof agitOptions | undefined,
  deadline: number,
  { log, warn, signal, monotonicNow }: CommandContext,
): ProposingWay {
  const budget = new ApiBudget({ deadline, monotonicNow, random: Math.random, signal, log });
  const words = (subject: string) => textOf(subject, edits.last, proposal, target, plan);
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
    merger: new RequestMerger({ followUp: requests.followUp, budget, how: proposal.merge, log }),
    pushOptionsOf:
      optionsOf && ((topic, subject) => optionsOf(topic, words(subject).title, proposal.isDraft)),
  };
}

/** Opens the API; GitLab has another way for who may only push: `undefined` where that is the one. */
async function openAllowed(
  config: Config,
  world: DeliveryWorld,
  context: CommandContext,
): Promise<OpenedRequests | undefined> {
  const { proposal, token } = config;
  const isGitLab = world.host.kind === 'gitlab';
  if (!isGitLab && (proposal.apiToken ?? token ?? world.app) === undefined) throw noToken();
  if (isGitLab && !isForApi(proposal.apiToken ?? token, context.given.ci.jobToken)) return undefined;
  const opened = await open(config, world, context);
  if (!isGitLab) return opened;
  // Whatever the answer is: it says whether the token may ask.
  const refused = await opened.requests.find('HEAD', 'HEAD').then(() => undefined, refusalIn);
  if (refused === undefined) return opened;
  opened.close();
  context.log(`${refused.message}; the push opens the merge request`);
  return undefined;
}

function noToken(): DeployError {
  return new DeployError(
    'invalid-input',
    'Cannot open a pull request: there is no token for the API of the host, and a key is for git alone',
    `give the token that opens the pull request as ${inputName('api-token')}`,
  );
}

function refusalIn(error: unknown): DeployError | undefined {
  const isRefused =
    error instanceof DeployError && /^(?:authentication-failed|permission-denied)$/.test(error.code);
  return isRefused ? error : undefined;
}

function open(
  config: Config,
  { host, app, deadline }: DeliveryWorld,
  context: CommandContext,
): Promise<OpenedRequests> {
  // A moment behind the deadline: that the time is over is known by the clock before it is by the signal.
  const time = AbortSignal.timeout(Math.max(0, Math.ceil(deadline - context.monotonicNow())) + 1);
  const signal = AbortSignal.any([context.signal, time]);
  return openRequests(host, config.url, apiAccess(config, config.proposal, host, app, signal, context));
}
