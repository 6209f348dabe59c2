// Whether a rollout can be waited for at all, before anything is sent.
import type { Config } from '../config/config.ts';
import type { Host } from '../hosts/host.ts';
import { checkHasStatuses } from '../hosts/open-statuses.ts';
import { checkPageMatch, liveVersion } from './await-page.ts';

/**
 * Refuses a wait that could never end well.
 * @param host the kind of the repository's host
 * @throws {DeployError} invalid-input
 */
export function checkRollout(config: Config, host: Host): void {
  const { rollout, url } = config;
  if (rollout?.statuses !== undefined) checkHasStatuses(host, url);
  if (rollout?.page !== undefined) checkPageMatch(rollout.page, liveVersion(config, []));
}
