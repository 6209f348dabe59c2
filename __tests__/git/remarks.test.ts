// What a server says beside a success, in lines.
import { remarkLines } from '../../src/git/remarks.ts';

test.each([
  [
    'GitHub, of a name that was changed',
    'This repository moved. Please use the new location:\n  https://github.com/a/b.git\n',
    2,
  ],
  [
    'GitHub, of a rule',
    'Bypassed rule violations for refs/heads/main:\n\n- Changes must be made through a pull request.\n\n',
    2,
  ],
  [
    'GitLab, of a project',
    "\nProject 'a/b' was moved to 'a/c'.\n\nPlease update your Git remote:\n\n  git remote set-url origin https://gitlab.com/a/c.git\n\n",
    3,
  ],
  [
    'Bitbucket, of a pull request',
    'Create pull request for main:        \n  https://bitbucket.org/a/b/pull-requests/new?source=main&t=1        \n',
    2,
  ],
  [
    'Azure DevOps, of its work',
    'Analyzing objects... (3/3) (5 ms)        \rStoring packfile... done (30 ms)        \n',
    1,
  ],
  ['git, of its progress', 'Resolving deltas:   0% (0/3)   \rResolving deltas: 100% (3/3), done.\n', 0],
  ['nobody', '', 0],
])('%s', (_, text, count) => {
  expect(remarkLines(text)).toHaveLength(count);
});

test('a line that was begun again counts from there, without the spaces that cover the old one', () => {
  expect(remarkLines('one      \rtwo      \nthree\r\n')).toEqual(['two', 'three']);
});

test('of a book the beginning is kept', () => {
  const lines = remarkLines(`${'x'.repeat(1000)}\n`.repeat(1000));
  expect(lines).toHaveLength(21);
  expect(lines.join('').length).toBeLessThan(9000);
});
