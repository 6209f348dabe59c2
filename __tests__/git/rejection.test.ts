import { classify, rejectionError } from '../../src/git/rejection.ts';

const hook = 'pre-receive hook declined';

/** [what the server says: reason, side-band; what it means; a word of the remedy] */
const conflicts = [
  ['fetch first', ''],
  ['non-fast-forward', ''],
  ['non-fast forward', ''],
  ['stale info', ''],
  ['failed to lock', ''],
  ['failed to update ref', "error: cannot lock ref 'refs/heads/main': is at 1a2b but expected 3c4d"],
  ['incorrect old value provided', ''],
  ["cannot lock ref 'refs/heads/main': is at 1a2b but expected 3c4d", ''],
  ['reference already exists', ''],
  ['reference does not exist', ''],
  ['TF401028: The reference has already been updated by another client', ''],
] as const;

test.each(conflicts)('"%s" "%s" is a lost race', (reason, text) => {
  expect(classify(`${reason}\n${text}`)).toMatchObject({ class: 'conflict', retry: 'later' });
});

const transients = [
  ['failed to update ref', "Unable to create '/srv/c.git/refs/heads/main.lock': File exists.", 'stale lock'],
  ['unpacker error', '', 'disk'],
  ['index-pack abnormal exit', '', 'disk'],
  ['eof before pack header', '', 'disk'],
  ['unable to migrate objects to permanent storage', '', 'disk'],
  ['missing necessary objects', '', 'disk'],
  ['shallow update not allowed', '', 'disk'],
  ['atomic transaction failed', '', 'run it again'],
  ['failed to update refs', '', 'run it again'],
  ['transaction failed to start', '', 'run it again'],
  [hook, 'GitLab: Internal API unreachable', 'run it again'],
  [hook, 'GitLab: Internal API error (502)', 'run it again'],
  [hook, 'GitLab: 500 Internal Server Error', 'run it again'],
  [hook, 'The repository is temporarily read-only. Please try again later.', 'run it again'],
  [hook, 'Gitea: Internal Server Error', 'run it again'],
  [hook, 'Unable to contact gitea', 'run it again'],
  ['fatal error in commit_refs', '', 'run it again'],
  ['Internal Server Error', '', 'run it again'],
  [hook, 'Tests of our own say no', 'whoever wrote the rule'],
  ['words that nobody knows', '', 'whoever wrote the rule'],
] as const;

test.each(transients)('"%s" "%s" may pass', (reason, text, remedy) => {
  expect(classify(`${reason}\n${text}`)).toMatchObject({
    class: expect.stringMatching(/transient|ambiguous/),
    remedy: expect.stringContaining(remedy),
  });
});

const refusals = [
  ["'refs/heads/a' exists; cannot create 'refs/heads/a/b'", '', 'choose another name'],
  ['deny updating a hidden ref', '', 'may be pushed'],
  ['branch is currently checked out', '', 'bare'],
  ['funny refname', '', 'may be pushed'],
  [
    'protected branch hook declined',
    'error: GH006: Protected branch update failed for refs/heads/main.',
    'bypass',
  ],
  [
    hook,
    'error: GH013: Repository rule violations found for refs/heads/main. Changes must be made through a pull request.',
    'bypass actor',
  ],
  [hook, 'GH013: Repository rule violations found: Required status check "ci" is expected', 'ruleset'],
  [hook, 'error: GH001: Large files detected.', 'large file'],
  [hook, 'GH003: Sorry, force-pushing to main is not allowed.', 'never forces'],
  [hook, 'GH007: Your push would publish a private email address.', 'noreply'],
  [hook, 'GH013: Repository rule violations found ... Push cannot contain secrets', ''],
  [
    hook,
    'GitLab: You are not allowed to push code to protected branches on this project.',
    'Protected branches',
  ],
  [hook, "GitLab: Commit message does not follow the pattern 'JIRA'", 'push rules'],
  [hook, "GitLab: Author 'jo@acme.io' is not a member of team", 'push rules'],
  [hook, 'Permission denied to update branch main', 'branch restrictions'],
  [hook, 'Gitea: Not allowed to push to protected branch main', 'whitelist'],
  [hook, 'TF402455: Pushes to this branch are not permitted; you must use a pull request', 'Bypass'],
  ['prohibited by Gerrit: not permitted: update', '', 'refs/for'],
] as const;

test.each(refusals)('"%s" "%s" is refused by a rule', (reason, text, remedy) => {
  expect(classify(`${reason}\n${text}`)).toMatchObject({
    class: 'permanent',
    retry: 'never',
    code: 'push-refused',
    remedy: expect.stringContaining(remedy),
  });
});

const permissions = [
  [
    'permission-denied',
    'remote: Permission to acme/config.git denied to github-actions[bot].',
    'contents: write',
  ],
  [
    'permission-denied',
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml`',
    'workflow',
  ],
  ['permission-denied', 'remote: Write access to repository not granted.', 'contents: write'],
  ['permission-denied', 'GitLab: You are not allowed to upload code.', 'CI_JOB_TOKEN'],
  [
    'permission-denied',
    'GitLab: This deploy key does not have write access to this project.',
    'write access',
  ],
  ['permission-denied', 'Gitea: User permission denied for writing.', 'write access'],
  ['permission-denied', "TF401027: You need the Git 'GenericContribute' permission", 'Contribute'],
  ['repository-not-found', 'TF401019: The Git repository with name or identifier x does not exist', 'URL'],
  ['repository-not-found', 'TF400813: The user is not authorized to access this resource', 'URL'],
] as const;

test.each(permissions)('%s: "%s"', (code, text, remedy) => {
  expect(classify(`${hook}\n${text}`)).toMatchObject({
    class: 'permanent',
    retry: 'never',
    code,
    remedy: expect.stringContaining(remedy),
  });
});

test('case does not matter', () => {
  expect(classify('FETCH FIRST')).toMatchObject({ class: 'conflict', retry: 'later' });
});

test.each([
  ['may have moved the branch', 'fatal error in commit_refs', '', 'maybe'],
  ['came from a hook that ran before', hook, 'GitLab: 500 Internal Server Error', 'no'],
] as const)('a failure of the server %s', (_, reason, text, applied) => {
  expect(rejectionError('main', reason, text)).toMatchObject({ applied });
});
