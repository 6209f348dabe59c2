// How Gitea, Bitbucket Cloud and Data Center, and Azure DevOps keep statuses of commits, by their descriptions.
import type { HeldStatus, StatusDialect } from './status-hub.ts';

/** What is asked for, where the path ends as the form says, behind the repository's. */
const reading =
  (place: string, form: RegExp): StatusDialect['read'] =>
  (_method, path) => {
    const commit = form.exec(path.replace(place, ''))?.[1];
    return commit === undefined ? undefined : { list: 'statuses', commit };
  };

const jsonOf = (held: readonly HeldStatus[]) => held.map(({ json }) => json);

/** The last status of a key replaces the one before. */
function lastByKey(held: readonly HeldStatus[]) {
  const seen = new Set<unknown>();
  return jsonOf(held).filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** https://docs.gitea.com/api/; servers give at most fifty a page. */
export const giteaStatusDialect: StatusDialect = {
  apiPath: '/api/v1',
  query: ['limit', 'page', 'sort', 'state'],
  read: reading('/repos/acme/config', /^\/(?:commits|statuses)\/([0-9a-f]{40})(?:\/statuses)?$/),
  page: (held, query) => {
    const size = Math.min(50, Number(query.get('limit') ?? 30));
    const start = (Number(query.get('page') ?? 1) - 1) * size;
    return jsonOf(held).slice(start, start + size);
  },
  make: ({ state, context, description = '', target_url = '' }, at) => ({
    ...{ status: state, context, description, target_url, created_at: at, updated_at: at },
  }),
};

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-commit-statuses/ */
export const bitbucketStatusDialect: StatusDialect = {
  apiPath: '/2.0',
  query: ['pagelen', 'page', 'q', 'sort', 'refname'],
  read: reading('/repositories/acme/config', /^\/commit\/([0-9a-f]{40})\/statuses(?:\/build)?$/),
  page: (held, query) => {
    const size = Number(query.get('pagelen') ?? 10);
    const start = (Number(query.get('page') ?? 1) - 1) * size;
    const all = lastByKey(held);
    const next = all.length > start + size ? { next: 'https://api.bitbucket.org/2.0/next' } : {};
    return { values: all.slice(start, start + size), ...next };
  },
  make: ({ state, key, name, url, description }, at) => ({
    ...{ state, key, name, url, description, created_on: at, updated_on: at },
  }),
};

/** https://developer.atlassian.com/server/bitbucket/rest/v811/api-group-build-status/ */
export const dataCenterStatusDialect: StatusDialect = {
  apiPath: '/rest',
  query: ['limit', 'start', 'orderBy'],
  read: reading(
    '',
    /^\/(?:build-status\/1\.0|api\/latest\/projects\/acme\/repos\/config)\/commits\/([0-9a-f]{40})(?:\/builds)?$/,
  ),
  page: (held, query) => {
    const [size, start] = [Number(query.get('limit') ?? 25), Number(query.get('start') ?? 0)];
    const all = lastByKey(held);
    return { values: all.slice(start, start + size), isLastPage: all.length <= start + size, size, start };
  },
  make: ({ state, key, name, url, description }, at) => ({
    ...{ state, key, name, url, description, dateAdded: Date.parse(at) },
  }),
};

/** https://learn.microsoft.com/rest/api/azure/devops/git/statuses */
export const azureStatusDialect: StatusDialect = {
  apiPath: '/tfs/acme',
  query: ['top', 'skip', 'latestOnly', 'api-version'],
  read: reading('/shop/_apis/git/repositories/config', /^\/commits\/([0-9a-f]{40})\/statuses$/),
  page: (held, query) => {
    const all = jsonOf(held).slice(0, Number(query.get('top') ?? 1000));
    return { count: all.length, value: all };
  },
  make: ({ state, context, description, targetUrl }, at) => ({
    ...{ state, context, description, targetUrl, creationDate: at, updatedDate: at },
  }),
};
