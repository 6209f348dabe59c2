import { ofKind } from '../../src/hosts/find-host.ts';
import type { Host } from '../../src/hosts/host.ts';
import { asksForReview } from '../../src/hosts/review-refusals.ts';
import { worded } from '../../src/wording.ts';

const refused = (said: string) =>
  `Cannot push to "main": pre-receive hook declined; the server says "${said}"`;

test.each([
  'GH006: Protected branch update failed for refs/heads/main.',
  'GH013: Repository rule violations found - Changes must be made through a pull request.',
  'GH013: Repository rule violations found - Required status check "test" is expected.',
  'GitLab: You are not allowed to push code to protected branches on this project.',
  'branch main can only be modified through pull requests',
  'Gitea: Not allowed to push to protected branch main',
  'TF402455: Pushes to this branch are not permitted; you must use a pull request to update this branch.',
  'prohibited by Gerrit: not permitted: update',
])('a request satisfies "%s"', (said) => {
  expect(asksForReview(refused(said))).toBe(true);
});

test.each([
  'GH013: Repository rule violations found - Push cannot contain secrets',
  'GH006: Protected branch update failed - Commits must have verified signatures.',
  'GH001: Large files detected. Changes must be made through a pull request.',
  'PUSH BLOCKED: Secrets detected in code changes',
  'a hook that wants something else',
])('a request does not satisfy "%s"', (said) => {
  expect(asksForReview(refused(said))).toBe(false);
});

test.each<[Host['kind'], string]>([
  ['github', 'GH013: Repository rule violations found - Changes must be made through a pull request.'],
  ['gitlab', 'You are not allowed to push code to protected branches on this project.'],
  [
    'gitlab',
    'Pushes to protected branches that contain changes to files that match patterns in `CODEOWNERS`',
  ],
  ['bitbucket', 'Permission denied to update branch main.'],
  ['bitbucket', 'branch main requires a pull request'],
  ['bitbucket-data-center', 'branch refs/heads/main can only be modified through pull requests'],
  ['gitea', 'Not allowed to push to protected branch main'],
  ['azure-devops', 'TF402455: Pushes to this branch are not permitted; you must use a pull request'],
])('on %s the remedy for "%s" names the mode that opens a request', (kind, said) => {
  const { refusals, headings } = ofKind(kind);
  const rule = [...refusals, ...headings].find(({ text }) => text.test(said));
  expect(asksForReview(refused(said))).toBe(true);
  expect(worded(rule?.remedy ?? '')).toContain('set "mode" to "auto"');
});
