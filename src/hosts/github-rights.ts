// Which right a token lacks, by its name on GitHub.
import type { FailureMeaning } from '../http/remote-error.ts';
import { inputName } from '../wording.ts';
import { refusedByServer } from './failure-meanings.ts';

/** A right as a fine-grained token, an App and a workflow's `permissions:` name it. */
export type GitHubRight =
  | 'Pull requests: read'
  | 'Pull requests: write'
  | 'Contents: write'
  | 'Commit statuses: read'
  | 'Checks: read'
  | 'Deployments: write'
  | 'Artifact metadata: write';

/**
 * Says what an answer means that is an error, and none of those that every server gives.
 * Source: https://docs.github.com/rest/overview/permissions-required-for-fine-grained-personal-access-tokens
 * @param status of HTTP
 * @param text the server's words
 * @param right what the request needs
 * @param repository `acme/config`
 * @returns the meaning; trying again changes none of them but the last
 */
export function rightMeaning(
  status: number,
  text: string,
  right: GitHubRight,
  repository: string,
): FailureMeaning {
  if (status === 401)
    return {
      code: 'authentication-failed',
      retry: 'never',
      what: 'the token is not accepted (401)',
      remedy: `check that ${tokenInput(right)} is complete and has not expired`,
    };
  if (/not permitted to create or approve pull requests/i.test(text))
    return {
      code: 'permission-denied',
      retry: 'never',
      what: `workflows may not open pull requests there (${status})`,
      remedy: `turn on "Allow GitHub Actions to create and approve pull requests" under Settings > Actions > General, or give ${inputName('api-token')} the token of an App`,
    };
  if (status === 403 || status === 404) return lacking(status, right, repository);
  return refusedByServer(status, status === 422 ? 'a-while' : 'never');
}

/** Deployments, and where images run, are of the application's repository, and have a token of their own. */
function tokenInput(right: GitHubRight): string {
  if (right === 'Deployments: write' || right === 'Artifact metadata: write')
    return inputName('github-token');
  return `${inputName('api-token')}, else ${inputName('token')},`;
}

/** A token that may not do a thing is answered as if the thing were not there. */
function lacking(status: number, right: GitHubRight, repository: string): FailureMeaning {
  // A workflow's key for "Commit statuses" is "statuses".
  const [name = '', level = ''] = right.toLowerCase().replace('commit ', '').split(': ');
  return {
    code: 'permission-denied',
    retry: 'never',
    what: `the token lacks the right "${right}" (${status})`,
    remedy: `give the token "${right}" on ${repository}: with GITHUB_TOKEN "permissions: ${name.replaceAll(' ', '-')}: ${level}" in the workflow, with a classic token the scope "repo"`,
  };
}
