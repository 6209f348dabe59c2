// What hosts answer beside what is in push-answers.ts: exact reasons under general headings, and access that is refused.

const gh013 = 'error: GH013: Repository rule violations found for refs/heads/main.\n';

/** Reasons, with or without a heading above: the words, the code, words of the remedy, words that may not be in it. */
export const reasons = [
  [`${gh013}- Push cannot contain secrets`, 'push-refused', 'revoke', 'bypass'],
  ['error: GH009: Secrets detected! This push failed.', 'push-refused', 'revoke', 'bypass'],
  ['GitLab:\nPUSH BLOCKED: Secrets detected in code changes', 'push-refused', 'revoke', 'bypass'],
  [
    'VS403654: The push was rejected because it contains one or more secrets.',
    'push-refused',
    'revoke',
    'bypass',
  ],
  [`${gh013}- Commit message must match a given regex pattern: ^JIRA`, 'push-refused', '"message"', 'bypass'],
  [`${gh013}- Commit author email must match a given regex pattern`, 'push-refused', '"author"', 'bypass'],
  [`${gh013}- Committer email must end with @acme.example`, 'push-refused', '"author"', 'bypass'],
  [`${gh013}- Changes must be made through the merge queue`, 'push-refused', 'merge queue', 'ruleset'],
  [
    `${gh013}- Commits must have verified signatures.\n- Changes must be made through a pull request.`,
    'push-refused',
    'signing-key',
    'ruleset',
  ],
  [
    'error: GH006: Protected branch update failed.\nerror: Commits must have verified signatures.',
    'push-refused',
    'signing-key',
    'nothing',
  ],
  [`${gh013}- File path is restricted`, 'push-refused', 'this file', 'ruleset'],
  ['push declined due to repository rule violations', 'push-refused', 'bypass actor', 'revoke'],
  ['protected branch hook declined', 'push-refused', 'branch protection', 'revoke'],
  ['push declined due to email privacy restrictions', 'push-refused', 'noreply', 'bypass'],
  [
    'error: GH008: Your push referenced at least 1 unknown Git LFS object',
    'push-refused',
    'git lfs',
    'bypass',
  ],
  ['GitLab: Commit must be signed', 'push-refused', 'signing-key', 'push rules'],
  [
    "GitLab: Committer's email 'a@b.example' does not follow the pattern '@acme'",
    'push-refused',
    'push rules',
    'bypass',
  ],
  [
    "GitLab: You cannot push commits for 'a@b.example'. You can only push commits if the committer email is one of your own verified emails.",
    'push-refused',
    '"author"',
    'push rules',
  ],
  ["GitLab: Committer email 'a@b.example' is not verified.", 'push-refused', '"author"', 'push rules'],
  [
    'GitLab: Pushes to protected branches that contain changes to files that match patterns defined in `CODEOWNERS` are disabled for this project.',
    'push-refused',
    'code owners',
    'push rules',
  ],
  ["GitLab: The path 'app.yaml' is locked in Git LFS by Jane", 'push-refused', 'unlock', 'push rules'],
  ['GitLab: File "a.bin" is larger than the allowed size of 10 MiB', 'push-refused', 'limit', 'push rules'],
  ["GitLab: You can't push code to an archived project.", 'permission-denied', 'unarchive', 'push rules'],
  [
    "GitLab: You can't push code to a read-only GitLab instance.",
    'permission-denied',
    'primary',
    'status page',
  ],
  ['GitLab: Your account has been blocked.', 'permission-denied', 'account', 'status page'],
  [
    'GitLab: You are not allowed to push code to this project.',
    'permission-denied',
    'Developer',
    'CI_JOB_TOKEN',
  ],
  [
    'Forgejo: branch main is protected from unverified commit 1234',
    'push-refused',
    'signing-key',
    'whitelist',
  ],
  [
    'Gitea: branch main is protected from changing file app.yaml',
    'push-refused',
    'protected file',
    'whitelist',
  ],
  ['Forgejo: Quota exceeded', 'push-refused', 'quota', 'whitelist'],
  [
    "The 'acme' organization has enabled or enforced SAML SSO. To access this repository, visit https://github.com/orgs/acme/sso and try your request again.",
    'permission-denied',
    'single sign-on',
    'status page',
  ],
  [
    'The `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    'permission-denied',
    'allow list',
    'status page',
  ],
  ['ERROR: This repository was archived so it is read-only.', 'permission-denied', 'unarchive', 'deploy key'],
  ['Gitea: Repo: acme/config is archived.', 'permission-denied', 'unarchive', 'deploy key'],
  ['ERROR: Your SSH key has expired.', 'authentication-failed', 'new token or key', 'deploy key'],
  ['Deploy keys are disabled for this repository', 'permission-denied', 'have them enabled', 'status page'],
  ['Your account is suspended. Please contact support.', 'permission-denied', 'account', 'deploy key'],
  [
    "The 'acme' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 366 days.",
    'permission-denied',
    'shorter lifetime',
    'classic',
  ],
  [
    '`acme` forbids access via a personal access token (classic).',
    'permission-denied',
    'fine-grained',
    'lifetime',
  ],
  [
    "Repository 'acme/config' is disabled. Please ask the owner to check their account.",
    'permission-denied',
    'billing',
    'deploy key',
  ],
  ['TF401031: The repository is disabled.', 'permission-denied', 'Project settings', 'billing'],
] as const;

/** Outages, as hooks and commands over SSH tell them. */
export const outages = [
  'GitLab: Internal API unreachable',
  'GitLab: Failed to authorize your Git request: internal API unreachable',
  'GitLab: Internal API error (502)',
  'GitLab: The git server, Gitaly, is not available at this time.',
  'GitLab: The repository is temporarily read-only. Please try again later.',
  'GitLab: Git push is not allowed because this GitLab instance is currently in (read-only) maintenance mode.',
  'Gitea: Internal Server Connection Error',
  'Forgejo: Internal Server Connection Error',
  'Forgejo: Internal Server Error',
  'Forgejo: Unable to contact forgejo',
  'TF400898: An Internal Error Occurred. Activity Id: 1234.',
  'fatal error in commit_refs',
  'remote: 503 Service Unavailable',
  'The service is temporarily unavailable; try again later',
] as const;

/** Too much was asked. */
export const limits = [
  'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  'You have triggered an abuse detection mechanism. Please wait a few minutes before you try again.',
  'API rate limit exceeded for installation ID 1234.',
  'Request was blocked due to exceeding usage of resource Concurrency in namespace User.',
  'Too many requests',
] as const;
