// Bitbucket Data Center: a company's own.

import { outage, permanent, readOnly } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { type Host, openRequestInstead, seeStatusPage, unknownHost } from './host.ts';

export const bitbucketDataCenter: Host = {
  ...unknownHost,
  kind: 'bitbucket-data-center',
  nameWords: ['bitbucket'],
  // Its clone URLs end in `/scm/PROJECT/REPOSITORY.git`, wherever it is installed.
  hasPath: (path) => /\/scm\/[^/]+\/[^/]+$/.test(path),
  commitPath,
  comparePath,
  filePath,
  // Tokens of a project or a repository come with no name:
  // https://confluence.atlassian.com/bitbucketserver/http-access-tokens-939515499.html
  takesBearer: true,
  tokenForm: /^BBDC-/,
  // https://confluence.atlassian.com/bitbucketserver/using-branch-permissions-776639807.html
  refusals: [
    outage(
      /bitbucket is (?:currently )?(?:being )?(?:starting|migrat|restart|unavailable|in maintenance)|backup in progress|scm is busy|server is busy/i,
      seeStatusPage,
    ),
    permanent(
      /branch \S+ can only be modified through pull requests/i,
      `give this identity an exception in the branch permissions of the repository, or ${openRequestInstead}`,
    ),
    permanent(
      /you do not have permission to (?:push|update|write)/i,
      'give this identity an exception in the branch permissions of the repository',
    ),
    permanent(
      /can only push your own commits|(?:expected )?(?:author|committer) (?:name|email|e-mail).{0,60}(?:but|does not match|is not)|reject commits? not authored/i,
      `use as ${inputName('author')} the name and the address of the account that the token or key belongs to`,
    ),
    readOnly(
      /you do not have permission to access|permission to access the repository/i,
      'give this identity the permission to write to the repository',
    ),
  ],
};

function commitPath(path: string, commit: string): string | undefined {
  const page = repositoryPath(path);
  return page && `${page}/commits/${commit}`;
}

/** Its source is what is newer, its target what the newer would be merged into. */
function comparePath(path: string, from: string, to: string): string | undefined {
  const page = repositoryPath(path);
  return page && `${page}/compare/commits?targetBranch=${from}&sourceBranch=${to}`;
}

function filePath(path: string, commit: string, file: string, line: number): string | undefined {
  const page = repositoryPath(path);
  return page && `${page}/browse/${file}?at=${commit}#${line}`;
}

/** `[/context]/scm/project/name` over HTTPS, `/project/name` over SSH; people's projects are `~user`. */
function repositoryPath(path: string): string | undefined {
  const [, context = '', project, name] =
    /^(?:(.*)\/scm)?\/?([^/]+)\/([^/]+?)(?:\.git)?\/*$/.exec(path) ?? [];
  if (project === undefined) return undefined;
  const owner = project.startsWith('~') ? `users/${project.slice(1)}` : `projects/${project.toUpperCase()}`;
  return `${context}/${owner}/repos/${name}`;
}
