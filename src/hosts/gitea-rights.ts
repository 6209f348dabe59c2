// Which right a token lacks, by its name on Gitea and Forgejo.
import type { FailureMeaning } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';
import { refusedByServer, tokenNotAccepted } from './failure-meanings.ts';
import type { RestTask } from './rest-client.ts';

/** A scope of an access token: https://docs.gitea.com/development/oauth2-provider#scopes */
export type GiteaRight =
  | 'read:repository'
  | 'write:repository'
  | 'write:issue'
  | 'read:organization'
  | 'read:user';

/** What a request is for. */
export type GiteaTask = RestTask<GiteaRight>;

/**
 * Says what an answer means that is an error, and none of those that every server gives.
 * @param status of HTTP
 * @param text the server's words, which name the scope that is missing
 * @param right what the request needs
 * @param repository `acme/config`
 * @returns the meaning; trying again changes none of them but the last
 */
export function giteaMeaning(
  status: number,
  text: string,
  right: GiteaRight,
  repository: string,
): FailureMeaning {
  if (status === 401) return tokenNotAccepted(status);
  const scope = /required scope\(s\):? *\[?([\w:, ]+)/i.exec(text)?.[1];
  if (scope !== undefined || status === 403 || status === 404)
    return {
      code: 'permission-denied',
      retry: 'never',
      what: `the token lacks the right "${scope ?? right}" (${status})`,
      remedy:
        right === 'read:user'
          ? noAccount()
          : `give the token the scope ${scope ?? right}, and its account the right to write to ${repository}${status === 404 ? ', whose settings have to allow pull requests' : ''}`,
    };
  if (status === 423)
    return {
      code: 'permission-denied',
      retry: 'never',
      what: 'the repository is archived (423)',
      remedy: 'unarchive it in its settings, or deploy to another',
    };
  return refusedByServer(status, status === 422 ? 'a-while' : 'never');
}

function noAccount(): string {
  return `give the token the scope read:user, or set ${inputName('username')} to the name of its account`;
}
