// The texts by which GitLab refuses a push or a login.

import { outage, permanent, type RefusalRule, readOnly } from '../http/refusal-rule.ts';
import { inputName } from '../wording.ts';
import { openRequestInstead, seeStatusPage } from './host.ts';

/**
 * Sources: https://gitlab.com/gitlab-org/gitlab/-/tree/master/lib/gitlab/checks, lib/gitlab/git_access.rb, ee/lib/ee/gitlab/checks,
 * https://docs.gitlab.com/user/application_security/secret_detection/secret_push_protection/
 */
export const gitlabRefusals: readonly RefusalRule[] = [
  // Its own outages arrive as a declined hook.
  outage(/internal api (?:is )?(?:unreachable|unavailable|error)|api is not accessible/i, seeStatusPage),
  outage(/temporarily read-only|gitaly, is not available|gitaly.{0,40}unavailable/i, seeStatusPage),
  outage(/maintenance mode/i, 'wait until the maintenance of the server is over, and run it again'),
  permanent(
    /push blocked: secrets detected|secret push protection found/i,
    'take the secret out of the file and revoke it; the text names the file and the line',
  ),
  permanent(
    /commit must be signed|must be signed with a gpg key/i,
    `sign the commit with ${inputName('signing-key')}, with ${inputName('author')} an address of the account that has the key`,
  ),
  permanent(
    /commit must contain a DCO|developer certificate of origin|signed-off-by/i,
    'the project asks for a line "Signed-off-by: Name <address>" at the end of the commit message',
  ),
  permanent(
    /comm?itter(?:'s)? email .{0,200}not (?:verified|allowed)|you can only push commits (?:if|that)|cannot push commits for/i,
    `use as ${inputName('author')} the name and a confirmed address of the account that the token or key belongs to`,
  ),
  permanent(
    /git username is inconsistent/i,
    `use as ${inputName('author')} the name that the account has in GitLab, and its address`,
  ),
  permanent(
    /branch name (?:does not follow|must follow|must match)/i,
    `give ${inputName('branch')} a name that follows the push rules of the project`,
  ),
  permanent(
    /does not follow the pattern|contains the forbidden pattern|is not a member of team/i,
    `make ${inputName('message')} and ${inputName('author')} follow the push rules of the project`,
  ),
  permanent(
    /CODEOWNERS/,
    `files with code owners change only in a merge request: let this identity push there without it, under Settings > Repository > Protected branches, or ${openRequestInstead}`,
  ),
  permanent(
    /file name .{0,300}(?:prohibited|blacklisted|denied) by the pattern/i,
    'the push rules of the project forbid a file of this name',
  ),
  permanent(
    /is locked (?:in git lfs )?by/i,
    'ask the person who locked the file to unlock it; the text names them',
  ),
  permanent(
    /larger than the allowed size|exceed the \S{1,40} ?\S{0,40} ?limit|exceeded? (?:its|the) (?:repository )?size limit|exceeded the allocated storage|exceed its size limit/i,
    'free space in the repository, or ask the administrator of the server to raise the limit',
  ),
  permanent(/lfs objects are missing/i, 'push the missing objects with "git lfs push --all" first'),
  permanent(
    /not allowed to push code to (?:a )?protected branch/i,
    `allow this identity under Settings > Repository > Protected branches > Allowed to push, or ${openRequestInstead}`,
  ),
  permanent(
    /not allowed to force push code to (?:a )?protected branch|not allowed to (?:merge|create).{0,20}protected branch/i,
    'allow this identity under Settings > Repository > Protected branches > Allowed to push',
  ),
  permanent(
    /push code to an archived project/i,
    'the project is archived: unarchive it under Settings > General > Advanced, or deploy to another',
    'permission-denied',
  ),
  permanent(
    /read-only gitlab instance/i,
    `this server is a copy that only reads: give ${inputName('repository')} the address of the primary server`,
    'permission-denied',
  ),
  permanent(
    /account (?:has been|is|was) (?:blocked|suspended|flagged|deactivated|locked|pending)|pending approval|email (?:address )?is not confirmed|accept the terms of service|password (?:has )?expired/i,
    'look after the account that the token or key belongs to: sign in with it on the web, or ask its administrator',
    'permission-denied',
  ),
  permanent(
    /default branch .{0,40}does not yet exist/i,
    'the project is empty: its owner has to push a first commit',
    'unsupported-repository',
  ),
  readOnly(
    /not allowed to upload code/i,
    'CI_JOB_TOKEN cannot push here; use a project access token or a deploy key',
  ),
  readOnly(
    /not allowed to push code to this project/i,
    'give this identity the role Developer or Maintainer in the project, and the token the scope write_repository; a project that is about to be deleted takes no push either',
  ),
  permanent(
    /not allowed to download code|insufficient permissions to pull from/i,
    'give this identity the role Developer or Maintainer in the project, and the token the scopes read_repository and write_repository',
    'permission-denied',
  ),
  permanent(
    /authentication by CI\/CD job token not allowed/i,
    'add the project of this pipeline to the job token allowlist of the other, under Settings > CI/CD > Job token permissions',
    'permission-denied',
  ),
  readOnly(
    /deploy key does not have write access|deploy keys are not allowed to push/i,
    'enable write access on the deploy key',
  ),
  permanent(
    /(?:pushing|pulling) over (?:HTTP|SSH) is not allowed|git access over \S+ is not allowed/i,
    `the server is closed for this protocol: use the other one, "https://" with ${inputName('token')} or "ssh://" with ${inputName('ssh-key')}`,
    'permission-denied',
  ),
  permanent(
    /HTTP basic: access denied/i,
    'check that the token is complete, has not expired and has the scope write_repository',
    'authentication-failed',
  ),
];
