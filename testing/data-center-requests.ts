// A stand-in for the pull requests of Bitbucket Data Center.
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, knownHead } from './github-pull.ts';
import {
  conflicts,
  type HubAnswer,
  type HubCall,
  mergeHeld,
  openHeld,
  type RequestHub,
  startRequestHub,
} from './request-hub.ts';

/** Fields that the API takes: https://developer.atlassian.com/server/bitbucket/rest/v819/api-group-pull-requests/ */
const known: Readonly<Record<string, readonly string[]>> = {
  'GET /pull-requests': ['at', 'direction', 'state', 'limit'],
  'POST /pull-requests': ['title', 'description', 'draft', 'fromRef', 'toRef', 'reviewers'],
  'GET /pull-requests/{id}': [],
  'PUT /pull-requests/{id}': ['version', 'title', 'description', 'reviewers'],
  'GET /pull-requests/{id}/activities': ['limit'],
  'POST /pull-requests/{id}/comments': ['text'],
  'POST /pull-requests/{id}/decline': ['version', 'comment'],
  'GET /pull-requests/{id}/merge': [],
  'POST /pull-requests/{id}/merge': ['version', 'autoMerge', 'message', 'strategyId'],
};

/** The version of each request: it grows with each change. */
const versions = new WeakMap<HeldRequest, number>();

/** Starts it. */
export function startDataCenterRequests(repository: BareRepository): Promise<RequestHub> {
  return startRequestHub(repository, {
    apiPath: '/rest/api/1.0',
    repositoryPath: '/projects/acme/repos/config',
    answer,
  });
}

function refused(status: number, exception: string, message: string): HubAnswer {
  const exceptionName = `com.atlassian.bitbucket.${exception}`;
  return { status, data: { errors: [{ context: null, message, exceptionName }] } };
}

async function answer(call: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const { operation, query, body } = call;
  const fields = known[operation];
  const unknown = [...query.keys(), ...Object.keys(body)].filter((name) => !fields?.includes(name));
  hub.faults.push(...unknown.map((name) => `${operation}: ${name} is not known`));
  if (fields === undefined || unknown.length > 0) return refused(400, 'ArgumentException', 'Bad request');
  if (hub.lacking !== '' && !operation.startsWith('GET '))
    return refused(403, 'AuthorisationException', `You are not permitted: ${hub.lacking} is required`);
  if (operation === 'GET /pull-requests') return list(call, hub, repository);
  if (operation === 'POST /pull-requests') return create(call, hub, repository);
  const held = hub.requests.find(({ number }) => number === call.id);
  if (held === undefined) return refused(404, 'pull.NoSuchPullRequestException', 'No such pull request');
  const version = body.version ?? query.get('version') ?? undefined;
  const isChange = /^PUT|\/(?:decline|merge)$/.test(operation) && !operation.startsWith('GET ');
  if (isChange && Number(version) !== (versions.get(held) ?? 0))
    return refused(
      409,
      'pull.PullRequestOutOfDateException',
      'You are attempting to modify a pull request based on out-of-date information.',
    );
  return change(call, held, hub, repository);
}

async function show(held: HeldRequest, repository: BareRepository): Promise<object> {
  const closed = held.mergeCommit === undefined ? 'DECLINED' : 'MERGED';
  const ref = (name: string, latestCommit: string) => ({
    ...{ id: `refs/heads/${name}`, displayId: name, latestCommit },
    repository: { slug: 'config', project: { key: 'acme' } },
  });
  return {
    ...{ id: held.number, version: versions.get(held) ?? 0, title: held.title, description: held.body },
    ...{ state: held.state === 'open' ? 'OPEN' : closed, open: held.state === 'open', draft: held.draft },
    fromRef: ref(held.head, await knownHead(held, repository)),
    toRef: ref(held.base, await repository.tip(held.base)),
    reviewers: held.reviewers.map((name) => ({ user: { name }, status: 'UNAPPROVED' })),
    properties: held.mergeCommit === undefined ? {} : { mergeCommit: { id: held.mergeCommit } },
    links: {
      self: [{ href: `https://git.example.com/projects/ACME/repos/config/pull-requests/${held.number}` }],
    },
  };
}

async function list({ query }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const isMeant = query.get('direction') === 'OUTGOING' && query.get('state') === 'OPEN';
  const open = hub.requests.filter(
    (held) => isMeant && held.state === 'open' && `refs/heads/${held.head}` === query.get('at'),
  );
  const values = await Promise.all(open.map((held) => show(held, repository)));
  return { status: 200, data: { values, isLastPage: true } };
}

async function create({ body }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const branch = (ref: unknown) => (ref as { id: string }).id.replace('refs/heads/', '');
  const held = await openHeld(hub, repository, {
    ...{ head: branch(body.fromRef), base: branch(body.toRef), draft: body.draft === true },
    ...{ title: String(body.title), body: String(body.description) },
  });
  if (held === 'duplicate')
    return refused(
      409,
      'pull.DuplicatePullRequestException',
      'Only one pull request may be open for a given source and target branch',
    );
  if (held === 'no branch') return refused(404, 'commit.NoSuchCommitException', 'No such branch');
  return { status: 201, data: await show(held, repository) };
}

async function change(
  { operation, body }: HubCall,
  held: HeldRequest,
  hub: RequestHub,
  repository: BareRepository,
): Promise<HubAnswer> {
  const isChanged = () => void versions.set(held, (versions.get(held) ?? 0) + 1);
  switch (operation) {
    case 'PUT /pull-requests/{id}': {
      Object.assign(held, { title: body.title, body: body.description });
      const reviewers = (body.reviewers ?? []) as { user: { name: string } }[];
      held.reviewers.splice(0, Infinity, ...reviewers.map(({ user }) => user.name));
      isChanged();
      break;
    }
    case 'GET /pull-requests/{id}/activities':
      return {
        status: 200,
        data: { values: held.comments.map((text) => ({ action: 'COMMENTED', comment: { text } })) },
      };
    case 'POST /pull-requests/{id}/comments':
      held.comments.push(String(body.text));
      return { status: 201, data: {} };
    case 'POST /pull-requests/{id}/decline':
      held.state = 'closed';
      isChanged();
      break;
    case 'GET /pull-requests/{id}/merge':
      return { status: 200, data: await mergeability(held, hub, repository) };
    case 'POST /pull-requests/{id}/merge':
      if (hub.blockedBy === '') await mergeHeld(hub, held, repository);
      else if (body.autoMerge === true) held.autoMerge = true;
      else return refused(409, 'pull.PullRequestMergeVetoedException', hub.blockedBy);
      isChanged();
  }
  return { status: 200, data: await show(held, repository) };
}

async function mergeability(held: HeldRequest, hub: RequestHub, repository: BareRepository): Promise<object> {
  const isChecking = hub.checkingFor > 0;
  if (isChecking) hub.checkingFor -= 1;
  if (isChecking) return { canMerge: false, conflicted: false, outcome: 'UNKNOWN', vetoes: [] };
  const conflicted = await conflicts(held, repository);
  const vetoes =
    hub.blockedBy === '' ? [] : [{ summaryMessage: 'Not all checks', detailedMessage: hub.blockedBy }];
  return { canMerge: !conflicted && vetoes.length === 0, conflicted, vetoes };
}
