// The table of rights of the page "Review before it lands" names every right that a request may lack, as the messages name it.
import { readFileSync } from 'node:fs';
import { type AzureRight, azureMeaning } from '../../src/hosts/azure-rights.ts';
import { type BitbucketRight, bitbucketMeaning, rightOfToken } from '../../src/hosts/bitbucket-rights.ts';
import { type GiteaRight, giteaMeaning } from '../../src/hosts/gitea-rights.ts';
import { type GitHubRight, rightMeaning } from '../../src/hosts/github-rights.ts';
import { type GitLabRight, gitlabMeaning } from '../../src/hosts/gitlab-rights.ts';

const page = readFileSync(new URL('../../docs/review.md', import.meta.url), 'utf8');
const sectionOf = (heading: string): string =>
  page.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? '';

/** What the rows of a host say, and the section about it: a row without a name is of the host above. */
function saidOf(host: string, heading: string): string {
  let name = '';
  const rows = sectionOf('Rights')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .filter((line) => {
      name = line.split('|')[1]?.trim() || name;
      return name === host;
    });
  return [...rows, sectionOf(heading)].join('\n');
}

/** Those that a wait for the rollout takes are on its own page. */
type RolloutRight = 'Commit statuses: read' | 'Checks: read' | 'repository';
const rolloutRights: readonly string[] = [
  '"Commit statuses: read"',
  '"Checks: read"',
  '`repository`',
  '`read:repository:bitbucket`',
];

/** What the page says of each right; complete, or it does not compile. A right to read comes with the right to write. */
const github: Readonly<
  Record<Exclude<GitHubRight, RolloutRight | 'Deployments: write' | 'Artifact metadata: write'>, string>
> = {
  'Pull requests: read': 'Pull requests: write',
  'Pull requests: write': 'Pull requests: write',
  'Contents: write': 'Contents: write',
};
const gitlab: Readonly<Record<GitLabRight, string>> = {
  read: 'scope `api`, role Developer',
  write: 'scope `api`, role Developer',
};
const gitea: Readonly<Record<GiteaRight, string>> = {
  'read:repository': '`write:repository`',
  'write:repository': '`write:repository`',
  'write:issue': '`write:issue`',
  'read:organization': '`read:organization`',
  'read:user': '`read:user`',
};
const azure: Readonly<Record<AzureRight, string>> = {
  Read: '| Contribute to pull requests |',
  Contribute: '| Contribute |',
  'Contribute to pull requests': '| Contribute to pull requests |',
  'Identity (Read)': '"Identity (Read)"',
};
const bitbucket: Readonly<Record<Exclude<BitbucketRight, RolloutRight>, string>> = {
  pullrequest: '`pullrequest:write`',
  'pullrequest:write': '`pullrequest:write`',
  'repository:write': '`repository:write`',
  account: '`account`',
  'Repository read': 'Repository write',
  'Repository write': 'Repository write',
};
const isOfDataCenter = (right: string): boolean => right.startsWith('Repository');
const ofApiToken = (right: BitbucketRight): string => `\`${rightOfToken(right, 'ATATT3x')}\``;

type Row = readonly [host: string, section: string, right: string, onPage: string];
const rowsOf = (host: string, section: string, rights: Readonly<Record<string, string>>): Row[] =>
  Object.entries(rights).map(([right, onPage]) => [host, section, right, onPage]);
const bitbucketRows = rowsOf('', 'Bitbucket', bitbucket).map(([, section, right, onPage]): Row => {
  return [isOfDataCenter(right) ? 'Bitbucket Data Center' : 'Bitbucket Cloud', section, right, onPage];
});

test.each([
  ...rowsOf('GitHub', 'Rights', github),
  ...rowsOf('GitLab', 'GitLab', gitlab),
  ...rowsOf('Gitea, Forgejo', 'Gitea and Forgejo', gitea),
  ...rowsOf('Azure DevOps', 'Azure DevOps', azure),
  ...bitbucketRows,
])('%s (%s): the right "%s" is on the page', (host, section, _, onPage) => {
  expect(saidOf(host, section)).toContain(onPage);
});

test.each(bitbucketRows.filter(([host]) => host === 'Bitbucket Cloud'))(
  '%s (%s): "%s" is there by its name for API tokens too',
  (host, section, right) => {
    expect(saidOf(host, section) + sectionOf('Rights')).toContain(ofApiToken(right as BitbucketRight));
  },
);

test('a message names the right by the name that the page has', () => {
  for (const right of Object.keys(github) as GitHubRight[])
    expect(rightMeaning(403, '', right, 'acme/config').remedy).toContain(right);
  for (const right of Object.keys(gitea) as GiteaRight[])
    expect(giteaMeaning(403, '', right, 'acme/config').remedy).toContain(right);
  for (const right of Object.keys(azure) as AzureRight[])
    expect(azureMeaning(403, '', right, 'shop/config').remedy).toContain(right);
  for (const right of Object.keys(bitbucket))
    expect(bitbucketMeaning(403, '', right, 'acme/config').remedy).toContain(right);
  expect(gitlabMeaning(403, '', 'write', 'acme/config').remedy).toContain(
    'the scope "api" and the role Developer',
  );
});

test.each(rolloutRights)('the right %s is on the page "Did it go live?"', (right) => {
  expect(readFileSync(new URL('../../docs/rollout.md', import.meta.url), 'utf8')).toContain(right);
});
