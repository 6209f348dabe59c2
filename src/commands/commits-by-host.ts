// Has the host make the commits, where the user has chosen that.
import type { Config } from '../config/config.ts';
import type { Connection } from '../config/connection-config.ts';
import { DeployError } from '../errors.ts';
import type { RepositoryOptions } from '../git/repository.ts';
import { serverName } from '../hosts/find-host.ts';
import type { GitHubAppToken } from '../hosts/github-app-token.ts';
import { type Host, repositoryPage } from '../hosts/host.ts';
import { openApi } from '../hosts/open-api.ts';
import { inputName } from '../wording.ts';
import { apiAccess } from './api-access.ts';
import type { CommandContext } from './command.ts';

type OpenCommits = NonNullable<RepositoryOptions['openCommits']>;

/**
 * Gives what opens the commits of a host; nothing of it is loaded before one is made.
 * @param host the kind of the repository's host
 * @param onOpen is given what cuts the connections
 * @returns what the repository asks for
 * @throws {DeployError} invalid-input for a host that makes none
 */
export function commitsByHost(
  connection: Connection,
  proposal: Config['proposal'],
  host: Host,
  app: GitHubAppToken | undefined,
  context: CommandContext,
  onOpen: (close: () => void) => void,
): OpenCommits {
  const { url } = connection;
  if (host.kind !== 'github' || !/^\/[^/]+\/[^/]+$/.test(repositoryPage(url.path)))
    throw noCommits(connection);
  return (signal) => {
    const opened = openApi(host, url, apiAccess(connection, proposal, host, app, signal, context));
    if (opened === undefined) throw noCommits(connection);
    onOpen(opened.close);
    const commits = () =>
      import('../hosts/github-commits.ts').then(({ GitHubCommits }) => new GitHubCommits(opened.api));
    let made: ReturnType<typeof commits> | undefined;
    return {
      commit: async (wanted, onFirstByte) => {
        made ??= commits();
        return (await made).commit(wanted, onFirstByte);
      },
    };
  };
}

function noCommits({ url }: Connection): DeployError {
  return new DeployError(
    'invalid-input',
    `Cannot commit through the API of "${serverName(url)}": it is not known to be GitHub`,
    `set ${inputName('host-type')} to "github" if it is; on other hosts leave ${inputName('commit-through')} at "git"`,
  );
}
