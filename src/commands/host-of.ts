// Which kind of host the config repository is on.
import type { Connection } from '../config/connection-config.ts';
import type { Given } from '../config/given.ts';
import { findHost, ofKind } from '../hosts/find-host.ts';
import type { Host } from '../hosts/host.ts';

/**
 * Says which kind of host the config repository is on.
 * @param ci what the CI says of its own host
 * @returns what the user says, else what the address and the CI tell
 */
export function hostOf(
  { hostType, url }: Pick<Connection, 'hostType' | 'url'>,
  { kind, serverUrl }: Pick<Given['ci'], 'kind' | 'serverUrl'>,
): Host {
  if (hostType !== undefined) return ofKind(hostType);
  return findHost(url, { kind, url: serverUrl });
}
