// What real servers answer to a push.

const branch = 'refs/heads/main';

/** What servers answer to a push, from their documentation and sources: the words, the code, words of the remedy. */
export const permanent = [
  [`error: GH006: Protected branch update failed for ${branch}.`, 'push-refused', 'bypass'],
  [
    'error: GH013: Repository rule violations found\n- Changes must be made through a pull request.',
    'push-refused',
    'bypass actor of the ruleset',
  ],
  [
    'error: GH013: Repository rule violations found\n- Required status check "ci" is expected.',
    'push-refused',
    'bypass actor of the ruleset',
  ],
  [
    'error: GH013: Repository rule violations found\n- Commits must have verified signatures.',
    'push-refused',
    'signing-key',
  ],
  ['error: GH001: Large files detected.', 'push-refused', 'large file'],
  ['error: GH003: Sorry, force-pushing is not allowed.', 'push-refused', 'never forces'],
  ['error: GH007: Your push would publish a private email address.', 'push-refused', 'noreply'],
  ['- Push cannot contain secrets', 'push-refused', 'secret'],
  [
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml`',
    'permission-denied',
    'workflow',
  ],
  ['Permission to o/r.git denied to github-actions[bot].', 'permission-denied', 'contents: write'],
  ['Write access to repository not granted.', 'permission-denied', 'App token'],
  [
    'GitLab: You are not allowed to push code to protected branches on this project.',
    'push-refused',
    'Allowed to push',
  ],
  ["GitLab: Commit message does not follow the pattern '^JIRA'", 'push-refused', 'push rules'],
  ["GitLab: Author 'a@b.example' is not a member of team", 'push-refused', 'push rules'],
  ['GitLab: You are not allowed to upload code.', 'permission-denied', 'CI_JOB_TOKEN'],
  [
    'GitLab: This deploy key does not have write access to this project.',
    'permission-denied',
    'write access',
  ],
  ['Permission denied to update branch main.', 'push-refused', 'branch restrictions'],
  ['Gitea: Not allowed to push to protected branch main', 'push-refused', 'whitelist'],
  ['Gitea: User permission denied for writing.', 'permission-denied', 'write access'],
  [
    'VS403702: TF402455: Pushes to this branch are not permitted; you must use a pull request.',
    'push-refused',
    'Bypass',
  ],
  [
    "TF401027: You need the Git 'GenericContribute' permission to perform this action.",
    'permission-denied',
    'Contribute',
  ],
  ['TF401019: The Git repository with name or identifier x does not exist.', 'repository-not-found', 'URL'],
  ['TF400813: The user is not authorized to access this resource.', 'repository-not-found', 'URL'],
  ['prohibited by Gerrit: not permitted: update', 'push-refused', 'mode'],
  ['deny updating a hidden ref', 'push-refused', 'may be pushed'],
  ['funny refname', 'push-refused', 'may be pushed'],
  ['branch is currently checked out', 'push-refused', 'bare'],
  ["'refs/heads/a' exists; cannot create 'refs/heads/a/b'", 'push-refused', 'another name'],
] as const;

/** Somebody else won. */
export const conflicts = [
  'fetch first',
  '! [rejected] non-fast-forward',
  'stale info',
  'non-fast forward',
  'failed to lock',
  `cannot lock ref '${branch}': is at 1111 but expected 2222`,
  'incorrect old value provided',
  'reference already exists',
  'reference does not exist',
  'TF401028: The reference has already been updated by another client',
] as const;

/** What may pass; words of the remedy for where it does not. */
export const passing = [
  [`Unable to create '/srv/config.git/${branch}.lock': File exists.`, 'stale lock'],
  ['unpacker error', 'disk'],
  ['index-pack abnormal exit', 'disk'],
  ['eof before pack header', 'disk'],
  ['unable to migrate objects to permanent storage', 'disk'],
  ['atomic transaction failed', 'run it again'],
  ['failed to update refs', 'run it again'],
  ['transaction failed to start', 'run it again'],
  ['fatal error in commit_refs', 'status page'],
  ['Internal Server Error', 'status page'],
  ['GitLab: Internal API unreachable', 'status page'],
  ['GitLab: Internal API error (502)', 'status page'],
  ['GitLab: 500 Internal Server Error', 'status page'],
  ['The repository is temporarily read-only. Please try again later.', 'status page'],
  ['Gitaly, is not available', 'status page'],
  ['Gitea: Internal Server Error', 'status page'],
  ['Unable to contact gitea', 'status page'],
] as const;

/** What a fresh snapshot may mend. */
export const mendable = ['missing necessary objects', 'shallow update not allowed'] as const;
