// Proposes an edit in place of pushing it: the parts of a proposal, put together.
import type { EditPlan } from '../change/edit-plan.ts';
import { type Landed, landEdit } from '../change/land-edit.ts';
import { noEdit, summarize } from '../change/summary.ts';
import type { Config } from '../config/config.ts';
import type { ProposalConfig } from '../config/proposal-config.ts';
import { DeployError } from '../errors.ts';
import { type OpenedRequests, openRequests } from '../hosts/open-requests.ts';
import { checkTokenHost } from '../hosts/token-host.ts';
import type { ManifestEdit, Target } from '../manifest/edit-manifests.ts';
import { ApiBudget } from '../proposals/api-budget.ts';
import { defaultBranch, proposalKey } from '../proposals/proposal-key.ts';
import type { ProposalResult } from '../proposals/proposed.ts';
import { ProposingRepository } from '../proposals/proposing-repository.ts';
import { RequestKeeper } from '../proposals/request-keeper.ts';
import { RequestMerger } from '../proposals/request-merger.ts';
import { type RequestText, requestText } from '../proposals/request-text.ts';
import { checkBranch } from '../remote/branch-name.ts';
import { version } from '../version.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { LastEdit } from './last-edit.ts';
import { ciServer } from './open-config-repository.ts';

/** For the token of an App, milliseconds. */
const tokenLimits = { connectMs: 10_000, silenceMs: 30_000, totalMs: 60_000 };

/**
 * Proposes an edit.
 * @returns how it ended, and what was edited
 * @throws {DeployError} any code
 */
export async function proposeEdit(
  config: Config,
  plan: EditPlan,
  world: DeliveryWorld,
  context: CommandContext,
): Promise<Landed<ProposalResult>> {
  const key = proposalKey(config.target, config.files);
  const edits = new LastEdit(world.watcher);
  const opened = await open(config, world, context);
  const { keeper, merger } = partsOf(config, plan, edits, opened, world.deadline, context);
  const nameOf = (base: string) => branchOf(config, plan, key, base);
  const place = { nameOf, trailer: `Deploy-Request: ${key}` };
  const repository = new ProposingRepository({ place, repository: world.repository, keeper, merger });
  const own: EditPlan = { ...plan, trailers: [...plan.trailers, { key: 'Deploy-Request', value: key }] };
  try {
    return await landEdit(own, repository, world.editor, context.log, edits);
  } finally {
    opened.close();
  }
}

function partsOf(
  { proposal, target }: Config,
  plan: EditPlan,
  edits: LastEdit,
  { requests }: OpenedRequests,
  deadline: number,
  { log, warn, signal, monotonicNow }: CommandContext,
) {
  const budget = new ApiBudget({ deadline, monotonicNow, random: Math.random, signal, log });
  const keeper = new RequestKeeper({
    host: requests,
    budget,
    isDraft: proposal.isDraft,
    annotations: [
      { kind: 'labels', names: proposal.labels },
      { kind: 'reviewers', names: proposal.reviewers },
      { kind: 'assignees', names: proposal.assignees },
    ],
    textOf: (subject) => textOf(subject, edits.last, proposal, target, plan),
    log,
    warn,
  });
  return {
    keeper,
    merger: new RequestMerger({ followUp: requests.followUp, budget, how: proposal.merge, log }),
  };
}

function open(
  { proposal, token, url, allowHttp }: Config,
  { host, app, deadline }: DeliveryWorld,
  { given, now, ...context }: CommandContext,
): Promise<OpenedRequests> {
  if (proposal.apiToken !== undefined)
    checkTokenHost(host, url, 'api-token', proposal.apiToken, given.ci.jobToken);
  // A moment behind the deadline: that the time is over is known by the clock before it is by the signal.
  const time = AbortSignal.timeout(Math.max(0, Math.ceil(deadline - context.monotonicNow())) + 1);
  const signal = AbortSignal.any([context.signal, time]);
  return openRequests(host, url, {
    apiUrl: proposal.apiUrl,
    ci: ciServer(given.ci),
    ciApiUrl: given.ci.apiUrl,
    token: async () => proposal.apiToken ?? (await app?.token(tokenLimits, signal)) ?? token ?? '',
    allowHttp,
    userAgent: `gitops-deploy/${version}`,
    network: given.network,
    signal,
    now,
  });
}

function branchOf({ proposal, target }: Config, { run }: EditPlan, key: string, base: string): string {
  if (proposal.branch === undefined) return defaultBranch(target, key, base);
  return checkBranch(proposal.branch(summarize(noEdit, target, run)).trim());
}

function textOf(
  subject: string,
  edit: ManifestEdit,
  proposal: ProposalConfig,
  target: Target,
  plan: EditPlan,
): RequestText {
  const summary = summarize(edit, target, plan.run);
  const text = requestText(proposal, subject, edit, summary, plan.origin);
  if (!plan.holdsSecret(`${text.title}\n${text.body}`)) return text;
  throw new DeployError(
    'invalid-input',
    'Cannot open the pull request: it would hold the value of a secret, for all who read the repository',
    'take the secret out of the inputs and of what the pipeline says of itself; renew it if it was published before',
  );
}
