// How each host keeps statuses of commits, by its description.
import type { HeldStatus, StatusDialect } from './status-hub.ts';

type Json = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One page of a list. */
function paged(held: readonly HeldStatus[], query: URLSearchParams, sizeName: string, usual: number): Json[] {
  const size = Number(query.get(sizeName) ?? usual);
  const page = Math.max(1, Number(query.get('page') ?? 1));
  return held.slice((page - 1) * size, page * size).map(({ json }) => json);
}

function stateProblem(state: unknown, allowed: readonly string[]): string | undefined {
  return allowed.includes(String(state)) ? undefined : `state ${String(state)} is not allowed`;
}

/** https://docs.github.com/rest/commits/statuses and /rest/checks/runs */
export const githubStatusDialect: StatusDialect = {
  apiPath: '/api/v3',
  query: ['per_page', 'page', 'check_name', 'status', 'filter', 'app_id'],
  read: (method, path) => {
    const place = path.replace('/repos/acme/config', '');
    const [, listed, kind] = /^\/commits\/([0-9a-f]{40})\/(statuses|check-runs)$/.exec(place) ?? [];
    const posted = /^\/statuses\/([0-9a-f]{40})$/.exec(place)?.[1];
    if (method === 'POST') return posted === undefined ? undefined : { list: 'statuses', commit: posted };
    if (listed === undefined) return undefined;
    return { list: kind === 'statuses' ? 'statuses' : 'check runs', commit: listed };
  },
  page: (held, query, { list }) => {
    const page = paged(held, query, 'per_page', 30);
    return list === 'statuses' ? page : { total_count: held.length, check_runs: page };
  },
  make: ({ state, context = 'default', description, target_url: url }, at) =>
    stateProblem(state, ['error', 'failure', 'pending', 'success']) ?? {
      ...{ state, context, description: textOf(description), target_url: textOf(url) },
      ...{ created_at: at, updated_at: at },
    },
};

/** https://docs.gitlab.com/api/commits/#commit-status */
export const gitlabStatusDialect: StatusDialect = {
  apiPath: '/api/v4',
  query: ['per_page', 'page', 'all', 'name', 'ref', 'stage', 'pipeline_id', 'order_by', 'sort'],
  read: (_method, path) => {
    const form =
      /^\/projects\/(?:acme\/config|1234)\/(?:repository\/commits\/([0-9a-f]{40})\/statuses|statuses\/([0-9a-f]{40}))$/;
    const [, listed, posted] = form.exec(path) ?? [];
    const commit = listed ?? posted;
    return commit === undefined ? undefined : { list: 'statuses', commit };
  },
  page: (held, query) => {
    const named = held.filter(({ json }) => (query.get('name') ?? json.name) === json.name);
    // Without `all`, one status a name.
    const latest = named.filter(
      ({ json }, at) => named.findIndex((each) => each.json.name === json.name) === at,
    );
    return paged(query.get('all') === 'true' ? named : latest, query, 'per_page', 20);
  },
  make: ({ state, name, context, description, target_url: url }, at) =>
    stateProblem(state, ['pending', 'running', 'success', 'failed', 'canceled']) ?? {
      ...{
        status: state,
        name: textOf(name) ?? textOf(context) ?? 'default',
        description: textOf(description),
      },
      ...{ target_url: textOf(url), created_at: at, started_at: null },
      finished_at: state === 'pending' || state === 'running' ? null : at,
    },
};
