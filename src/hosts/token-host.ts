// Whether a token is of the kind of host that it would be sent to.

import { DeployError } from '../errors.ts';
import type { RemoteUrl } from '../remote/url.ts';
import { inputName } from '../wording.ts';
import { hostOfToken, serverName } from './find-host.ts';
import { gitlab } from './gitlab.ts';
import type { Host } from './host.ts';

const names: Readonly<Record<Host['kind'], string>> = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  'bitbucket-data-center': 'Bitbucket Data Center',
  gitea: 'Gitea or Forgejo',
  'azure-devops': 'Azure DevOps',
  gerrit: 'Gerrit',
  unknown: 'another host',
};

/**
 * Refuses to send a token to a host of another kind than made it: it would be given away.
 * @param host the kind of the repository's host; one that is not known may be of any kind
 * @param url where the repository is; by SSH only the API gets a token
 * @param input the name of the input that holds the token
 * @param token the secret
 * @param jobToken the token that GitLab gives the job, whose form does not always tell
 * @throws {DeployError} invalid-input
 */
export function checkTokenHost(
  host: Host,
  url: RemoteUrl,
  input: 'token' | 'api-token' | 'github-token',
  token: string,
  jobToken: string | undefined,
): void {
  const maker = token === jobToken ? gitlab : hostOfToken(token);
  const isSent = input !== 'token' || url.scheme !== 'ssh';
  if (!isSent || maker === undefined || host.kind === 'unknown' || maker.kind === host.kind) return;
  throw new DeployError(
    'invalid-input',
    `Cannot send the token to "${serverName(url)}": it is a token of ${names[maker.kind]}, and the server is ${names[host.kind]}`,
    `set ${inputName(input)} to a token of "${serverName(url)}", or check ${inputName('repository')}`,
  );
}
