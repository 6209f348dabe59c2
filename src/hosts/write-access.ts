// What to do about a credential that may not push, in the words of its host.
import type { RemoteUrl } from '../remote/url.ts';
import { type Host, repositoryPage } from './host.ts';

/** The credential of a run. */
export interface Credential {
  readonly token: string | undefined;
  /** A GitHub App makes the token. */
  readonly isApp: boolean;
  /** It is the token that GitLab gives the job. */
  readonly isJobToken: boolean;
  /** The repository is the one whose pipeline this is. */
  readonly isOwnRepository: boolean;
}

const onlyItsOwn =
  'GITHUB_TOKEN reaches only its own repository: for another use an App token, a fine-grained token or a deploy key';

/** What is said of a token that GitHub calls github-actions[bot]. */
export const githubTokenRemedy = `with GITHUB_TOKEN, set "permissions: contents: write" in the workflow; ${onlyItsOwn}`;

/**
 * Says how a credential gets the right to push.
 * @param kind of the host
 * @returns the remedy
 */
export function writeRemedy(kind: Host['kind'], url: RemoteUrl, credential: Credential): string {
  const name = repositoryPage(url.path)
    .slice(1)
    .replace(/^scm\//, '');
  return url.scheme === 'ssh' ? keyRemedy(kind, name) : tokenRemedy(kind, name, credential);
}

function keyRemedy(kind: Host['kind'], name: string): string {
  const give = `give this key write access to ${name}`;
  switch (kind) {
    case 'github':
      return `${give}: add the deploy key again with "Allow write access"`;
    case 'gitlab':
      return `${give}: turn on "Grant write permissions to this key" for the deploy key`;
    case 'gitea':
      return `${give}: add the deploy key again with "Enable Write Access"`;
    case 'bitbucket':
      return `${give}: an access key of a repository only reads, so add it to an account that may write`;
    case 'azure-devops':
      return `grant "Contribute" on ${name} to the account that this key belongs to`;
    case 'gerrit':
      return `grant "Push" on the branch in ${name} to the account that this key belongs to`;
    case 'bitbucket-data-center':
    case 'unknown':
      return give;
  }
}

function tokenRemedy(kind: Host['kind'], name: string, credential: Credential): string {
  const role = `and its account the right to push to ${name}`;
  switch (kind) {
    case 'github':
      return githubRemedy(name, credential);
    case 'gitlab':
      return credential.isJobToken
        ? `CI_JOB_TOKEN pushes to its own project alone, where Settings > CI/CD > Job token permissions allows it: for ${name} use a project access token with the scope write_repository, or a deploy key`
        : `give this token the scope write_repository, and the role Developer or Maintainer in ${name}`;
    case 'bitbucket':
      return credential.token?.startsWith('ATATT') === true
        ? `give this token the scope write:repository:bitbucket, ${role}`
        : `give this token "Repositories: Write" on ${name}`;
    case 'bitbucket-data-center':
      return `give this token "Repository write" on ${name}`;
    case 'gitea':
      return `give this token the scope write:repository, ${role}`;
    case 'azure-devops':
      return `give this token the scope "Code (Read & write)", and grant "Contribute" on ${name} to its account; System.AccessToken belongs to the build service of the project`;
    case 'gerrit':
      return `grant "Push" on the branch in ${name} to the account of this token`;
    case 'unknown':
      return `give this token the right to read and push on ${name} (contents: write, write_repository)`;
  }
}

/** GITHUB_TOKEN and the tokens of Apps have one form: https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats */
function githubRemedy(name: string, { token = '', isOwnRepository, isApp }: Credential): string {
  if (isApp)
    return `set "Contents: Read and write" on the page of the App, and have the owner of ${name} accept it on the page of the installation`;
  if (token.startsWith('ghs_'))
    return isOwnRepository
      ? `with GITHUB_TOKEN, set "permissions: contents: write" in the workflow; give an App Contents: write on ${name}`
      : `give the App of this token the right Contents: write on ${name}; ${onlyItsOwn}`;
  if (/^gh[op]_/.test(token))
    return `give this token the scope "repo", and its account the right to push to ${name}`;
  return `give this token Contents: write on ${name}`;
}
