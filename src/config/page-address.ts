// Addresses of pages and of APIs, which people copy out of the browser in the place of the clone URL.
import { inputName } from '../wording.ts';
import { invalidValue } from './input-problem.ts';

/** The address of a page, without its scheme, its query and `.git`. */
interface PageForm {
  /** Has the groups `repository`, or `host`, `owner` and `name`; and `branch` and `file` where the page shows one. */
  readonly form: RegExp;
  /** Of the clone URL, where it is not `repository` or `host/owner/name`. */
  readonly path: ((groups: PageGroups) => string) | undefined;
}

type PageGroups = Readonly<Record<string, string | undefined>>;

const where = '(?<branch>[^/]+)(?:/(?<file>.+))?$';
const folders = 'tree|blob|raw|edit|blame|commits|src/branch|raw/branch';
const ownerAndName = '(?<owner>[^/]+)/(?<name>[^/]+)';
/** Hosts on which a repository has two names, so that a third is a page. */
const twoNames = '(?:github\\.com|bitbucket\\.org|codeberg\\.org)';

/** All repositories of an owner, in place of one. */
const ownerPage =
  /^(?<host>github\.com(?=\/org)|gitlab\.com(?=\/groups)|bitbucket\.org(?=\/[^/]+\/workspace\/))\/(?:(?:orgs|organizations|groups)\/)?(?<owner>[^/]+)(?:\/.*)?$/i;

const on =
  (host: string) =>
  (groups: PageGroups): string =>
    `${host}/${groups.owner}/${groups.name}`;

/**
 * The first that fits counts. Sources: docs.github.com/rest/repos, docs.gitlab.com/api/projects, docs.gitlab.com/user/reserved_names
 * (on hosts that are not known, only words count that no repository may be called), developer.atlassian.com (Bitbucket Cloud,
 * Bitbucket Data Center), learn.microsoft.com/rest/api/azure/devops/git, codeberg.org/api/swagger.
 */
const pages: readonly PageForm[] = [
  page(`api\\.github\\.com/repos/${ownerAndName}`, on('github.com')),
  page(`raw\\.githubusercontent\\.com/${ownerAndName}(?:/refs/heads)?/${where}`, on('github.com')),
  page(`(?:codeload|www)\\.github\\.com/${ownerAndName}`, on('github.com')),
  page(`api\\.bitbucket\\.org/2\\.0/repositories/${ownerAndName}`, on('bitbucket.org')),
  page(`(?<host>[^/]+)/api/v[13]/repos/${ownerAndName}`),
  page(
    '(?<host>.+?)/api/v4/projects/(?<name>[^/]+%2F[^/]+)',
    ({ host, name = '' }) => `${host}/${decodeURIComponent(name)}`,
  ),
  page('(?<host>.+?)/_apis/git/repositories/(?<name>[^/]+)', ({ host, name }) => `${host}/_git/${name}`),
  page('(?<repository>.+?/_git/[^/]+)/.'),
  page(
    `(?<host>.+?)(?:/rest/api/[\\d.]+|/rest/api/latest)?/(?<kind>projects|users)/(?<owner>[^/]+)/repos/(?<name>[^/]+)`,
    ({ host, kind, owner = '', name }) =>
      `${host}/scm/${kind === 'users' ? '~' : ''}${owner.toLowerCase()}/${name}`,
  ),
  page(`(?<repository>.+?)/-/(?:${folders})/${where}`),
  page('(?<repository>.+?)/-(?:/|$)'),
  page(`(?<repository>[^/]+/[^/]+/[^/]+)/(?:${folders})/${where}`),
  page(`(?<repository>bitbucket\\.org/[^/]+/[^/]+)/src/${where}`),
  page(`(?<repository>${twoNames}/[^/]+/[^/]+)/.`),
];

/**
 * Refuses the address of a page or of an API.
 * @param text a clone URL, or `owner/name`, or the address of a page with or without its scheme
 * @returns the text as it is
 * @throws {DeployError} invalid-input, with the clone URL
 */
export function checkNoPage(text: string): string {
  const [, scheme = '', address = ''] =
    /^(https?:\/\/)?(?:[^/@]*@)?([\w.-]+(?::\d+)?\/[^?#\s]*)/i.exec(text) ?? [];
  // "owner/name" has no host: one is put before it, and taken away again.
  const isShort = scheme === '' && !/^[^/]*[.:]/.test(address);
  const place = (isShort ? `-/${address}` : address).replace(/\/+$/, '').replace(/\.git$/, '');
  const path = place.replace(ownerPage, '$<host>/$<owner>');
  const owner = new RegExp(`^(?:${twoNames}|gitlab\\.com)/[^/]+$`).exec(path)?.[0];
  if (owner !== undefined)
    throw invalidValue('names an owner, and no repository', `write "https://${owner}/NAME.git"`);
  for (const { form, path: pathOf } of pages) {
    const groups: PageGroups | undefined = form.exec(path)?.groups;
    if (groups === undefined) continue;
    const repository =
      pathOf?.(groups) ?? groups.repository ?? `${groups.host}/${groups.owner}/${groups.name}`;
    throw pageRefusal(isShort ? repository.slice(2) : cloneUrlOf(scheme, repository), groups);
  }
  return text;
}

function page(form: string, path?: PageForm['path']): PageForm {
  return { form: new RegExp(`^${form}`, 'i'), path };
}

/** Azure DevOps has no suffix. */
function cloneUrlOf(scheme: string, place: string): string {
  return `${scheme || 'https://'}${place}${place.includes('/_git/') ? '' : '.git'}`;
}

/** Branches that have no slash in their names. */
const plainBranch = /^(?:main|master|trunk|develop|dev|test|staging|stage|prod|production|live|HEAD)$/;

/** A commit in the place of the branch, and a folder in that of the file, are none. */
function pageRefusal(repository: string, { branch, file }: PageGroups) {
  const isCommit = branch !== undefined && /^[0-9a-f]{40}$/.test(branch);
  // Of "feature/x/a.yaml" nobody knows where the branch ends.
  const isSure = isCommit || file === undefined || (branch !== undefined && plainBranch.test(branch));
  const shown = [
    ...(branch === undefined || isCommit || !isSure ? [] : [`"${branch}" as ${inputName('branch')}`]),
    ...(file === undefined || !isSure || !/\.[^/.]+$/.test(file)
      ? []
      : [`"${file}" as ${inputName('file')}`]),
  ];
  const more = shown.length === 0 ? '' : `, with ${shown.join(' and ')}`;
  return invalidValue('is the address of a page, not of a repository', `write "${repository}"${more}`);
}
