// What a credential is told that may not push: the case of the user, in the words of the host.
import { findHost } from '../../src/hosts/find-host.ts';
import { gitHost } from '../../src/hosts/git-access.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';

interface Case {
  readonly token?: string;
  readonly isJobToken?: boolean;
  readonly isOwnRepository?: boolean;
}

function remedies(url: string, said: string, { token, isJobToken = false, isOwnRepository = false }: Case) {
  const parsed = parseRemoteUrl(url);
  const host = findHost(parsed, { kind: 'none', url: undefined });
  const { refusals, writeRemedy } = gitHost(host, parsed, {
    token,
    isApp: false,
    isJobToken,
    isOwnRepository,
  });
  return { said: refusals.find(({ text }) => text.test(said))?.remedy ?? '', unsaid: writeRemedy };
}

const onGithub = 'https://github.com/acme/config';
const notGranted = 'Write access to repository not granted.';

test.each([
  ['a fine-grained token', { token: 'github_pat_1' }, 'give this token Contents: write on acme/config'],
  ['a token of an unknown form', { token: 's3cr3t' }, 'give this token Contents: write on acme/config'],
  [
    'a classic token',
    { token: 'ghp_1' },
    'give this token the scope "repo", and its account the right to push to acme/config',
  ],
  [
    'an App',
    { token: 'ghs_1' },
    'give the App of this token the right Contents: write on acme/config; GITHUB_TOKEN reaches only its own repository',
  ],
  [
    'GITHUB_TOKEN',
    { token: 'ghs_1', isOwnRepository: true },
    'with GITHUB_TOKEN, set "permissions: contents: write"',
  ],
])('on GitHub, %s', (_, credential: Case, remedy) => {
  const { said, unsaid } = remedies(onGithub, notGranted, credential);
  expect([said, unsaid]).toEqual([expect.stringContaining(remedy), expect.stringContaining(remedy)]);
  expect(said.includes('permissions:')).toBe(credential.isOwnRepository === true);
});

test('GITHUB_TOKEN is known by the name that GitHub gives it, whatever its form', () => {
  const said = 'Permission to acme/config.git denied to github-actions[bot].';
  expect(remedies(onGithub, said, { token: 's3cr3t' }).said).toContain('permissions: contents: write');
});

test.each([
  [
    'GitLab',
    'https://gitlab.com/acme/config.git',
    'GitLab: You are not allowed to push code to this project.',
    {},
    'the scope write_repository, and the role Developer or Maintainer in acme/config',
  ],
  [
    'a job of GitLab',
    'https://gitlab.com/acme/config.git',
    'You are not allowed to upload code.',
    { isJobToken: true },
    'CI_JOB_TOKEN pushes to its own project alone',
  ],
  [
    'Bitbucket',
    'https://bitbucket.org/acme/config',
    'Your credentials lack one or more required privilege scopes.',
    { token: 'ATCTT1' },
    '"Repositories: Write" on acme/config',
  ],
  [
    "an account's token on Bitbucket",
    'https://bitbucket.org/acme/config',
    'Your credentials lack one or more required privilege scopes.',
    { token: 'ATATT1' },
    'the scope write:repository:bitbucket, and its account the right to push to acme/config',
  ],
  [
    'Gitea',
    'https://codeberg.org/acme/config',
    'Forgejo: User permission denied for writing.',
    {},
    'the scope write:repository, and its account the right to push to acme/config',
  ],
  [
    'Azure DevOps',
    'https://dev.azure.com/acme/team/_git/config',
    "TF401027: You need the Git 'GenericContribute' permission",
    {},
    '"Contribute" on acme/team/_git/config',
  ],
  [
    'Bitbucket Data Center',
    'https://git.example/scm/ACME/config.git',
    'You do not have permission to access this repository',
    {},
    '"Repository write" on ACME/config',
  ],
  [
    'a key on GitHub',
    'git@github.com:acme/config.git',
    'Permission to acme/config.git denied to deploy key',
    {},
    'write access to acme/config: add the deploy key again with "Allow write access"',
  ],
  [
    'a key on GitLab',
    'git@gitlab.com:acme/config.git',
    'This deploy key does not have write access to this project.',
    {},
    'write access to acme/config: turn on "Grant write permissions to this key"',
  ],
])('%s names its own right, and the repository', (_, url, said, credential: Case, remedy) => {
  const found = remedies(url, said, credential);
  expect([found.said, found.unsaid]).toEqual([
    expect.stringContaining(remedy),
    expect.stringContaining(remedy),
  ]);
  expect(found.said).not.toContain('permissions:');
});

test.each([
  [
    'a company',
    'https://git.acme.example/acme/config',
    undefined,
    'on acme/config (contents: write, write_repository)',
  ],
  [
    'a company whose token tells the kind',
    'https://git.acme.example/acme/config',
    'glpat-1',
    'Developer or Maintainer in acme/config',
  ],
])('the server of %s gets what is known', (_, url, token, remedy) => {
  expect(remedies(url, '', token === undefined ? {} : { token }).unsaid).toContain(remedy);
});

test('the text tells the kind of a server of which nothing else does', () => {
  const { said } = remedies('https://git.acme.example/acme/config', notGranted, { token: 's3cr3t' });
  expect(said).toBe('give this token Contents: write on acme/config');
});
