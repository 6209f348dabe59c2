// Which right a token lacks, by its name on GitLab.
import type { FailureMeaning } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';
import { refusedByServer, tokenNotAccepted } from './failure-meanings.ts';

/** What a request needs: a scope of the token, and a role of its account. */
export type GitLabRight = 'read' | 'write';

/** Source: https://docs.gitlab.com/user/profile/personal_access_tokens/#personal-access-token-scopes and /user/permissions/#project-permissions */
const needs: Readonly<Record<GitLabRight, string>> = {
  read: 'the scope "api" and the role Reporter',
  write: 'the scope "api" and the role Developer',
};

/**
 * Says what an answer means that is an error, and none of those that every server gives.
 * @param status of HTTP
 * @param text the server's words
 * @param right what the request needs
 * @param repository `acme/config`
 * @returns the meaning
 */
export function gitlabMeaning(
  status: number,
  text: string,
  right: GitLabRight,
  repository: string,
): FailureMeaning {
  const give = `give the token ${needs[right]} in ${repository}`;
  if (status === 401) return tokenNotAccepted(status, ' and has not expired; it takes the scope "api"');
  if (status === 403) {
    const isScope = /insufficient_scope|higher privileges/i.test(text);
    const what = `the token lacks ${isScope ? 'the scope "api"' : 'the right to do that'} (403)`;
    return { code: 'permission-denied', retry: 'never', what, remedy: give };
  }
  if (status === 404)
    return {
      code: 'permission-denied',
      retry: 'never',
      what: 'there is no such project, or the token may not see it (404)',
      remedy: `${give}, and check ${inputName('repository')}`,
    };
  return refusedByServer(status, status === 422 ? 'a-while' : 'never');
}

/**
 * Says that a token may propose and not merge. GitLab answers 401 to an account whose role may not merge into the branch.
 * @param repository `acme/config`
 * @returns the meaning
 */
export function mayNotMerge(repository: string): FailureMeaning {
  return {
    code: 'permission-denied',
    retry: 'never',
    what: 'the account of the token may not merge into this branch (401)',
    remedy: `add its role under Settings > Repository > Protected branches > Allowed to merge of ${repository}, or give it the role Maintainer`,
  };
}
