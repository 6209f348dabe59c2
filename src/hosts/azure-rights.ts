// Which right an identity lacks, by its name on Azure DevOps.
import type { FailureMeaning } from '../http/remote-error.ts';
import { refusedByServer, tokenNotAccepted } from './failure-meanings.ts';
import type { RestTask } from './rest-client.ts';

/** A permission on a repository, as Project settings > Repositories > Security names it, or the scope of a token. */
export type AzureRight = 'Read' | 'Contribute' | 'Contribute to pull requests' | 'Identity (Read)';

/** What a request is for. */
export type AzureTask = RestTask<AzureRight>;

/** What the server's texts call the permissions: https://learn.microsoft.com/azure/devops/organizations/security/namespace-reference#git-repositories */
const permissions: Readonly<Record<string, string>> = {
  GenericRead: 'Read',
  GenericContribute: 'Contribute',
  CreateBranch: 'Create branch',
  ForcePush: 'Force push (rewrite history, delete branches and tags)',
  PullRequestContribute: 'Contribute to pull requests',
  PullRequestBypassPolicy: 'Bypass policies when completing pull requests',
};

/**
 * Says what an answer means that is an error, and none of those that every server gives.
 * @param status of HTTP
 * @param text the server's words, which name the permission that is missing
 * @param right what the request needs
 * @param repository `shop/config`
 * @returns the meaning; trying again helps where another has changed the same at this moment
 */
export function azureMeaning(
  status: number,
  text: string,
  right: AzureRight,
  repository: string,
): FailureMeaning {
  // A token that is not valid is answered with the page to sign in, as a success.
  if (status === 401 || status === 203)
    return tokenNotAccepted(status, ', has not expired, and is of this organization');
  const named = /TF401027.{0,80}?'(\w+)' permission/i.exec(text)?.[1];
  const isLacking = named !== undefined || status === 404 || /TF400813|TF401019|VS800075/.test(text);
  if (isLacking || (status === 403 && text === '')) {
    const missing = named === undefined ? right : (permissions[named] ?? named);
    return {
      code: 'permission-denied',
      retry: 'never',
      what: `the identity lacks the right "${missing}" (${status})`,
      remedy: remedyOf(missing, repository),
    };
  }
  return refusedByServer(status, 'twice');
}

function remedyOf(right: string, repository: string): string {
  if (right === 'Identity (Read)')
    return 'give the token the scope "Identity (Read)", or write ids of accounts';
  return `allow "${right}" on ${repository} under Project settings > Repositories > Security, for the account of the token; System.AccessToken belongs to the build service of the project. A personal access token needs the scope "Code (Read & write)"`;
}
