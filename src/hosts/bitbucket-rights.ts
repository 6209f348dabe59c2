// Which right a token lacks, by its name on Bitbucket Cloud and on Bitbucket Data Center.
import type { FailureMeaning } from '../http/remote-error.ts';
import { refusedByServer, tokenNotAccepted } from './failure-meanings.ts';
import type { RestTask } from './rest-client.ts';

/** A scope of an access token of Bitbucket Cloud: https://developer.atlassian.com/cloud/bitbucket/rest/intro/#scopes */
type CloudScope = 'repository' | 'pullrequest' | 'pullrequest:write' | 'repository:write' | 'account';
/** A permission of an HTTP access token of Bitbucket Data Center: https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html */
type DataCenterPermission = 'Repository read' | 'Repository write';

/** What a request needs. */
export type BitbucketRight = CloudScope | DataCenterPermission;

/** What API tokens of Bitbucket Cloud call the scopes: https://support.atlassian.com/bitbucket-cloud/docs/api-token-permissions/ */
const apiTokenScopes: Readonly<Record<CloudScope, string>> = {
  repository: 'read:repository:bitbucket',
  pullrequest: 'read:pullrequest:bitbucket',
  'pullrequest:write': 'write:pullrequest:bitbucket',
  'repository:write': 'write:repository:bitbucket',
  account: 'read:workspace:bitbucket',
};

/**
 * Names a right as the page names it where the token is made.
 * @param token whose form says which names it has
 * @returns `write:pullrequest:bitbucket` for an API token
 */
export function rightOfToken(right: BitbucketRight, token: string): string {
  if (!token.startsWith('ATATT') || right === 'Repository read' || right === 'Repository write') return right;
  return apiTokenScopes[right];
}

/** What a request is for. */
export type BitbucketTask = RestTask<BitbucketRight>;

/**
 * Says what an answer means that is an error, and none of those that every server gives.
 * @param status of HTTP
 * @param text the server's words, which may name the scope that is missing
 * @param right what the request needs, by its name for this token
 * @param repository `acme/config`
 * @returns the meaning; trying again helps where another has changed the same at this moment (409)
 */
export function bitbucketMeaning(
  status: number,
  text: string,
  right: string,
  repository: string,
): FailureMeaning {
  if (status === 401) return tokenNotAccepted(status);
  if (status === 403 || status === 404) {
    const missing = /required: ([\w-]+(?::[\w-]+)*)/.exec(text)?.[1] ?? right;
    return {
      code: 'permission-denied',
      retry: 'never',
      what: `the token lacks the right "${missing}" (${status})`,
      remedy: `give the token "${missing}", and its account the right to write to ${repository}`,
    };
  }
  return refusedByServer(status, status === 409 ? 'seconds' : 'twice');
}
