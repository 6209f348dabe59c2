// Opens the commits that a server makes; where it is not to make any, nothing of them is loaded.
import type { ObjectSource } from './fetch/object-source.ts';
import type { Budget } from './land/budget.ts';
import type { Pusher } from './push.ts';
import type { RepositoryOptions } from './repository-options.ts';
import type { ServerCommits } from './server-commits.ts';
import type { Transport } from './transport/transport.ts';

/**
 * Opens the commits of a server.
 * @param openCommits opens the service; `undefined`: there is none
 * @param source reads back what the server has made
 * @returns `undefined` where there is no service
 */
export async function openServerCommits(
  openCommits: RepositoryOptions['openCommits'],
  source: ObjectSource,
  pusher: Pusher,
  transport: Transport,
  budget: Budget,
  log: (line: string) => void,
): Promise<ServerCommits | undefined> {
  if (openCommits === undefined) return undefined;
  const { ServerCommits } = await import('./server-commits.ts');
  const service = openCommits(budget.endSignal);
  return new ServerCommits({ service, source, pusher, transport, budget, log });
}
