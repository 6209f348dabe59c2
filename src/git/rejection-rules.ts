import type { ErrorCode } from '../errors.ts';
import type { Retry } from './failure.ts';

/** What a refusal means: somebody else won, it will stay, it may pass, or the push may have been applied all the same. */
export type RejectionClass = 'conflict' | 'permanent' | 'transient' | 'ambiguous';

export interface Rule {
  /** Looked for in the reason and in everything the server said beside it, whatever the case. */
  readonly text: RegExp;
  readonly class: RejectionClass;
  readonly retry?: Retry;
  readonly code?: ErrorCode;
  readonly remedy?: string;
}

const statusPage = "see the host's status page and run it again";
const quoted = "the server's text says why: its disk or its limits";

/** Texts of single hosts come before git's own, which often stand beside them. */
const hosts: readonly Rule[] = [
  // GitHub
  { text: /GH006/i, class: 'permanent', remedy: 'let this identity bypass the branch protection' },
  { text: /GH013/i, class: 'permanent', remedy: 'add this identity as a bypass actor of the ruleset' },
  { text: /GH001/i, class: 'permanent', remedy: 'take the large file out of the branch' },
  { text: /GH003/i, class: 'permanent', remedy: 'report it: this program never forces a push' },
  { text: /GH007/i, class: 'permanent', remedy: 'use the noreply address of the account as "author"' },
  { text: /push cannot contain secrets/i, class: 'permanent', remedy: 'take the secret out of the file' },
  {
    text: /refusing to allow .* to create or update workflow/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy: 'the file is a workflow; use a token that may change workflows',
  },
  {
    text: /permission to \S+ denied to|write access to repository not granted/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy:
      'set "permissions: contents: write"; GITHUB_TOKEN reaches only its own repository: for another use an App token, a fine-grained token or a deploy key',
  },
  { text: /fatal error in commit_refs|internal server error/i, class: 'ambiguous', remedy: statusPage },
  // GitLab: its own outages arrive as a declined hook
  { text: /internal api (?:unreachable|error)/i, class: 'transient', remedy: statusPage },
  { text: /temporarily read-only|gitaly, is not available/i, class: 'transient', remedy: statusPage },
  {
    text: /not allowed to push code to protected branches|not allowed to (?:force )?push code to a protected branch/i,
    class: 'permanent',
    remedy: 'allow this identity under Settings > Repository > Protected branches > Allowed to push',
  },
  {
    text: /does not follow the pattern|is not a member of team/i,
    class: 'permanent',
    remedy: 'make "message" and "author" follow the push rules of the project',
  },
  {
    text: /not allowed to upload code/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy: 'CI_JOB_TOKEN cannot push here; use a project access token or a deploy key',
  },
  {
    text: /deploy key does not have write access/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy: 'enable write access on the deploy key',
  },
  // Bitbucket
  {
    text: /permission denied to update branch/i,
    class: 'permanent',
    remedy: 'add the user to the branch restrictions; access tokens cannot be on that list',
  },
  // Gitea, Forgejo
  { text: /gitea: internal|unable to contact gitea/i, class: 'transient', remedy: statusPage },
  {
    text: /not allowed to push to protected branch/i,
    class: 'permanent',
    remedy: 'put the user or the deploy key on the whitelist of the branch',
  },
  {
    text: /user permission denied for writing/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy: 'give the user or the deploy key write access',
  },
  // Azure DevOps
  { text: /TF401028|already been updated by another client/i, class: 'conflict' },
  { text: /TF402455/i, class: 'permanent', remedy: 'grant this identity "Bypass policies when pushing"' },
  {
    text: /TF401027/i,
    class: 'permanent',
    code: 'permission-denied',
    remedy: 'grant Contribute to the build service',
  },
  {
    text: /TF401019|TF400813/i,
    class: 'permanent',
    code: 'repository-not-found',
    remedy: 'check the URL, and that this identity may see the repository',
  },
  // Gerrit
  {
    text: /prohibited by gerrit/i,
    class: 'permanent',
    remedy: 'give "branch" a name that takes direct pushes; others go to refs/for/',
  },
];

/** Texts of git itself and of JGit. */
const git: readonly Rule[] = [
  {
    text: /unable to create '[^']*\.lock': file exists/i,
    class: 'transient',
    remedy: 'the server holds a stale lock on the branch; ask its administrator to remove it',
  },
  {
    text: /' exists; cannot create '/i,
    class: 'permanent',
    remedy: 'a branch of that prefix exists; choose another name',
  },
  { text: /cannot lock ref .* is at \S+ but expected/i, class: 'conflict' },
  { text: /incorrect old value provided/i, class: 'conflict' },
  { text: /fetch first|non-fast[- ]forward|stale info|failed to lock/i, class: 'conflict' },
  { text: /reference already exists|reference does not exist/i, class: 'conflict' },
  {
    text: /unpacker error|index-pack abnormal exit|eof before pack header|unable to migrate objects/i,
    class: 'transient',
    remedy: quoted,
  },
  {
    text: /missing necessary objects|shallow update not allowed/i,
    class: 'transient',
    retry: 'once',
    remedy: quoted,
  },
  {
    text: /atomic transaction failed|failed to update refs|transaction failed to start/i,
    class: 'transient',
  },
  {
    text: /deny updating a hidden ref|funny refname/i,
    class: 'permanent',
    remedy: 'give "branch" the name of a branch that may be pushed',
  },
  {
    text: /branch is currently checked out/i,
    class: 'permanent',
    remedy: 'push to a bare repository; this one has a work tree on that branch',
  },
];

/** In the order in which they are tried. Collected from the hosts' documentation and sources, and from git's. */
export const rules: readonly Rule[] = [...hosts, ...git];
