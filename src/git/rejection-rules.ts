import type { ErrorCode } from '../errors.ts';

/** One thing that servers say, and what it means. */
export type Rule =
  | { readonly says: RegExp; readonly kind: 'conflict' }
  | { readonly says: RegExp; readonly kind: 'transient'; readonly remedy: string }
  | { readonly says: RegExp; readonly kind: 'permanent'; readonly remedy: string; readonly code?: ErrorCode };

const conflict = (says: RegExp): Rule => ({ says, kind: 'conflict' });
const transient = (says: RegExp, remedy: string): Rule => ({ says, kind: 'transient', remedy });
const refused = (says: RegExp, remedy: string): Rule => ({ says, kind: 'permanent', remedy });
const denied = (says: RegExp, remedy: string): Rule => ({
  says,
  kind: 'permanent',
  code: 'permission-denied',
  remedy,
});

const later = 'run it again later; see the status page of the host';
const bypass = 'let this identity bypass the rule';

/**
 * In the order of decision. Hosts say transient things as `pre-receive hook declined` too, so that the words of
 * the side-band stand before the words of git. Sources: git's receive-pack.c and refs/files-backend.c, the hosts'
 * documentation and source, public issue threads.
 */
export const rules: readonly Rule[] = [
  // GitLab answers these through its pre-receive hook.
  transient(/Internal API (?:unreachable|error)|500 Internal Server Error/i, later),
  transient(
    /repository is temporarily read-only|Gitaly, is not available|Unable to contact gitea|gitea: Internal Server Error/i,
    later,
  ),
  transient(/fatal error in commit_refs/i, later),

  // GitHub
  refused(
    /\bGH006\b|Protected branch update failed/i,
    `${bypass} of the branch protection (Settings > Branches)`,
  ),
  refused(
    /\bGH013\b|Repository rule violations found/i,
    'add this identity as a bypass actor of the ruleset (Settings > Rules)',
  ),
  refused(/\bGH007\b/i, 'set author to the noreply address of the account'),
  refused(/\bGH001\b/i, 'a file is over the size limit of the host'),
  refused(/\bGH003\b/i, 'the branch forbids this update; ask its owner'),
  refused(
    /Push cannot contain secrets/i,
    'the file holds what looks like a secret: remove it, or allow it on the page that the message names',
  ),
  refused(
    /refusing to allow .* to create or update workflow/i,
    'the file is a workflow, and this token may not change workflows: use one that may',
  ),
  denied(
    /Permission to \S+ denied to|Write access to repository not granted/i,
    'give the token "contents: write" on this repository; GITHUB_TOKEN reaches only its own: use an App token, a fine-grained token or a deploy key',
  ),

  // GitLab
  refused(
    /not allowed to push code to protected branches/i,
    'allow this identity to push: Settings > Repository > Protected branches > Allowed to push',
  ),
  refused(
    /does not follow the pattern|is not a member of team|committer email|Author .* is not/i,
    "set message or author as the project's push rules ask",
  ),
  denied(
    /not allowed to upload code/i,
    'CI_JOB_TOKEN cannot push here: use a project access token or a deploy key',
  ),
  denied(/deploy key does not have write access/i, 'enable write access on the deploy key'),

  // Bitbucket, Gitea, Forgejo, Azure DevOps, Gerrit
  refused(
    /Permission denied to update branch/i,
    'add this identity to the branch restrictions; access tokens cannot be on the list',
  ),
  refused(
    /Not allowed to push to protected branch/i,
    'whitelist this user or deploy key in the branch protection',
  ),
  denied(/User permission denied for writing/i, 'give this user or deploy key write access'),
  conflict(/TF401028|already been updated by another client/i),
  refused(
    /TF402455|must use a pull request/i,
    'give this identity the permission to bypass policies when pushing',
  ),
  denied(
    /TF401027|GenericContribute/i,
    'grant Contribute to this identity (the build service) on the repository',
  ),
  {
    says: /TF401019|TF400813/i,
    kind: 'permanent',
    code: 'repository-not-found',
    remedy: 'check the URL, and that this identity may see the repository',
  },
  refused(
    /prohibited by Gerrit/i,
    'pushes to this server go to refs/for/, through review: gitops-deploy cannot make them',
  ),

  // git itself: what stands in the way of the name, before the many ways to say that the race was lost
  refused(/'[^']*' exists; cannot create/i, 'a branch of that prefix exists: choose another branch'),
  transient(
    /Unable to create '[^']*\.lock': File exists/i,
    'the server holds a stale lock on the branch: ask its administrator to remove it',
  ),
  conflict(/fetch first|non-fast[- ]forward|stale info|failed to lock/i),
  conflict(/cannot lock ref .* is at .* but expected|incorrect old value provided/i),
  conflict(/reference already exists|reference does not exist/i),
  refused(
    /deny updating a hidden ref|branch is currently checked out|funny refname/i,
    'push to another branch, of a bare repository',
  ),
  transient(
    /missing necessary objects|shallow update not allowed/i,
    'the server misses objects it had before: ask its administrator to run git fsck',
  ),
  transient(
    /unpacker error|index-pack abnormal exit|eof before pack header|unable to migrate objects|unpack-objects abnormal exit/i,
    'the server could not store the push: its disk is full, read-only, or over a limit; ask its administrator',
  ),
  transient(
    /atomic transaction failed|failed to update ref|transaction failed to start|Internal Server Error/i,
    later,
  ),
];
