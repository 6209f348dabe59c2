import { readConfig } from '../../src/config/config.ts';
import { readGiven } from '../../src/config/given.ts';
import type { InputName } from '../../src/config/inputs.ts';
import { checkNoPage } from '../../src/config/page-address.ts';
import { refusal } from '../../testing/refusal.ts';

const github = 'write "https://github.com/acme/config.git"';

test.each([
  ['a folder on GitHub', 'https://github.com/acme/config/tree/main', `${github}, with "main" as "branch"`],
  [
    'a folder on GitHub, below',
    'https://github.com/acme/config/tree/main/apps',
    `${github}, with "main" as "branch"`,
  ],
  [
    'a file on GitHub',
    'https://github.com/acme/config/blob/main/x.yaml',
    `${github}, with "main" as "branch" and "x.yaml" as "file"`,
  ],
  [
    'a permanent link',
    `https://github.com/acme/config/blob/${'a'.repeat(40)}/x.yaml`,
    `${github}, with "x.yaml" as "file"`,
  ],
  ['a file without a scheme', 'github.com/acme/config/blob/main/a/x.yaml', `"a/x.yaml" as "file"`],
  [
    'a file on a branch that may have a slash in its name',
    'https://github.com/acme/config/blob/feature/x/a.yaml',
    `${github}$`,
  ],
  ['a pull request', 'https://github.com/acme/config/pull/12', github],
  ['the issues', 'https://github.com/acme/config/issues', github],
  ['the settings, with a fragment', 'https://github.com/acme/config/settings/keys#x', github],
  ['a page with a query', 'https://github.com/acme/config/tree/main?tab=readme', '"main" as "branch"'],
  [
    'the raw text of a file',
    'https://raw.githubusercontent.com/acme/config/refs/heads/main/x.yaml',
    `${github}, with "main" as "branch"`,
  ],
  ["GitHub's API", 'https://api.github.com/repos/acme/config/contents/x', github],
  ["GitHub's API, bare", 'https://api.github.com/repos/acme/config', github],
  [
    'the API of an Enterprise Server',
    'https://ghe.acme.dev/api/v3/repos/acme/config',
    'write "https://ghe.acme.dev/acme/config.git"',
  ],
  [
    'a folder on an Enterprise Server',
    'https://ghe.acme.dev/acme/config/tree/main',
    'write "https://ghe.acme.dev/acme/config.git"',
  ],
  ['GitHub with www', 'https://www.github.com/acme/config', github],
  [
    'a folder on GitLab',
    'https://gitlab.com/a/b/config/-/tree/main',
    'write "https://gitlab.com/a/b/config.git", with "main" as "branch"',
  ],
  ['a file on GitLab', 'https://git.acme.dev/a/config/-/blob/main/x.yml?ref_type=heads', '"x.yml" as "file"'],
  [
    'a merge request',
    'https://gitlab.com/a/config/-/merge_requests/3',
    'write "https://gitlab.com/a/config.git"',
  ],
  [
    "GitLab's API",
    'https://gitlab.com/api/v4/projects/a%2Fb%2Fconfig',
    'write "https://gitlab.com/a/b/config.git"',
  ],
  [
    'a folder on Bitbucket',
    'https://bitbucket.org/acme/config/src/main/',
    'write "https://bitbucket.org/acme/config.git", with "main" as "branch"',
  ],
  [
    "Bitbucket's API",
    'https://api.bitbucket.org/2.0/repositories/acme/config',
    'write "https://bitbucket.org/acme/config.git"',
  ],
  [
    'a page of Bitbucket Data Center',
    'https://bitbucket.acme.dev/projects/WEB/repos/config/browse',
    'write "https://bitbucket.acme.dev/scm/web/config.git"',
  ],
  [
    "a person's page of Bitbucket Data Center",
    'https://acme.dev/git/users/ann/repos/config',
    'write "https://acme.dev/git/scm/~ann/config.git"',
  ],
  [
    'a folder on Codeberg',
    'https://codeberg.org/acme/config/src/branch/main/a.yaml',
    'write "https://codeberg.org/acme/config.git", with "main" as "branch" and "a.yaml" as "file"',
  ],
  [
    "Forgejo's API",
    'https://code.acme.dev/api/v1/repos/acme/config',
    'write "https://code.acme.dev/acme/config.git"',
  ],
  [
    'a page of Azure DevOps',
    'https://dev.azure.com/acme/shop/_git/config/pullrequest/5',
    'write "https://dev.azure.com/acme/shop/_git/config"',
  ],
  [
    'the API of Azure DevOps',
    'https://dev.azure.com/acme/shop/_apis/git/repositories/config',
    'write "https://dev.azure.com/acme/shop/_git/config"',
  ],
  ['the short form with a page', 'acme/config/tree/main', 'write "acme/config", with "main" as "branch"'],
  ['an owner alone', 'https://github.com/acme', 'write "https://github.com/acme/NAME.git"'],
  [
    'an organization',
    'https://github.com/orgs/acme/repositories',
    'write "https://github.com/acme/NAME.git"',
  ],
  ['a group', 'https://gitlab.com/groups/acme', 'write "https://gitlab.com/acme/NAME.git"'],
  [
    'a workspace',
    'https://bitbucket.org/acme/workspace/projects/WEB',
    'write "https://bitbucket.org/acme/NAME.git"',
  ],
])('%s is refused, with the clone URL', (_, text, remedy) => {
  expect(`${refusal(() => checkNoPage(text)).remedy}$`).toContain(remedy);
});

test.each([
  'https://github.com/acme/config.git',
  'https://github.com/acme/tree',
  'github.com/acme/config',
  'acme/config',
  'acme/group/config',
  'https://gitlab.com/acme/issues/config.git',
  'https://gitlab.com/acme/actions/pull/config',
  'https://git.acme.dev/acme/config/settings',
  'https://bitbucket.acme.dev/scm/web/config.git',
  'https://dev.azure.com/acme/my%20shop/_git/config',
  'https://gist.github.com/ann/0123456789abcdef',
  'git@github.com:acme/config.git',
  'ssh://git@github.com/acme/config.git',
  'http://localhost:3000/repo.git',
])('%s is no page', (text) => {
  expect(checkNoPage(text)).toBe(text);
});

test('a user name in the URL is kept out of what is shown', () => {
  const inputs = {
    repository: 'https://acme@dev.azure.com/acme/shop/_git/c',
    file: 'a.yaml',
    image: 'acme/web:v2',
  };
  const flags = new Map(Object.entries(inputs)) as Map<InputName, string>;
  expect(readConfig(readGiven([], flags, {}, () => undefined))).toMatchObject({
    is: 'good',
    config: { repository: 'https://dev.azure.com/acme/shop/_git/c', url: { user: 'acme' } },
  });
});
