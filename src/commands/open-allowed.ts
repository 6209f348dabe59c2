// The API of the host, opened where the credential may use it.
import type { Config } from '../config/config.ts';
import { DeployError } from '../errors.ts';
import { isForApi } from '../hosts/gitlab-push.ts';
import { type OpenedRequests, openRequests } from '../hosts/open-requests.ts';
import { inputName } from '../wording.ts';
import { apiAccess } from './api-access.ts';
import type { CommandContext } from './command.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import { untilDeadline } from './until-deadline.ts';

/**
 * Opens the API of the host for who may use it; nothing but one question is sent.
 * @returns `undefined` on GitLab where the credential is for git alone: it opens a request by the push
 * @throws {DeployError} invalid-input where there is no token for the API
 */
export async function openAllowed(
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
  const signal = AbortSignal.any([context.signal, untilDeadline(deadline, context.monotonicNow)]);
  const access = apiAccess(config, config.proposal, host, app, signal, context);
  return openRequests(host, config.url, access, context.log);
}
