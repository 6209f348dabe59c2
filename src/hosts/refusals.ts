// The texts by which hosts refuse a push.
import type { RefusalRule } from '../http/refusal-rule.ts';

const statusPage = "see the host's status page and run it again";

/** Texts of single hosts, collected from their documentation and sources. */
export const hostRefusals: readonly RefusalRule[] = [
  // GitHub
  {
    text: /must have verified signatures/i,
    class: 'permanent',
    remedy:
      'sign the commit with "signing-key", with "author" an address of the account that has the key; or let this identity bypass the rule',
  },
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
