// A stand-in for the pull requests of Bitbucket Cloud.
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

const uuid = (n: number): string => `{00000000-0000-4000-8000-${String(n).padStart(12, '0')}}`;

/** Two pages of the members of the workspace. */
const members = [
  [{ uuid: uuid(1), nickname: 'sam' }],
  [
    { uuid: uuid(2), nickname: 'Jo' },
    { uuid: uuid(3), nickname: 'kim' },
    { uuid: uuid(4), nickname: 'kim' },
  ],
];

/** Fields that the API takes: https://developer.atlassian.com/cloud/bitbucket/rest/api-group-pullrequests/ */
const known: Readonly<Record<string, readonly string[]>> = {
  'GET /pullrequests': ['q', 'pagelen'],
  'POST /pullrequests': [
    ...['title', 'description', 'draft', 'source', 'destination', 'reviewers', 'close_source_branch'],
  ],
  'GET /pullrequests/{id}': [],
  'PUT /pullrequests/{id}': ['title', 'description', 'reviewers', 'destination'],
  'GET /pullrequests/{id}/comments': ['pagelen'],
  'POST /pullrequests/{id}/comments': ['content'],
  'POST /pullrequests/{id}/decline': [],
  'POST /pullrequests/{id}/merge': ['merge_strategy', 'close_source_branch', 'message', 'type'],
};

/** Starts it. */
export function startBitbucketRequests(repository: BareRepository): Promise<RequestHub> {
  return startRequestHub(repository, {
    apiPath: '/2.0',
    repositoryPath: '/repositories/acme/config',
    answer,
  });
}

const refused = (status: number, message: string, detail?: object): HubAnswer => ({
  status,
  data: { type: 'error', error: { message, detail } },
});

async function answer(call: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const { operation, path, query, body } = call;
  if (operation === 'GET /workspaces/acme/members') {
    const page = Number(query.get('page'));
    const next = page < members.length ? `${hub.url}/workspaces/acme/members?page=${page + 1}` : undefined;
    return { status: 200, data: { values: members[page - 1]?.map((user) => ({ user })) ?? [], next } };
  }
  if (path.startsWith('/commit/')) {
    const hash = await repository.git('rev-parse', path.slice('/commit/'.length));
    return { status: 200, data: { type: 'commit', hash: hash.trim() } };
  }
  if (path.includes('/merge/task-status/')) return { status: 200, data: { task_status: 'PENDING' } };
  const fields = known[operation];
  const unknown = [...query.keys(), ...Object.keys(body)].filter((name) => !fields?.includes(name));
  hub.faults.push(...unknown.map((name) => `${operation}: ${name} is not known`));
  if (fields === undefined || unknown.length > 0) return refused(400, 'Bad request');
  if (hub.lacking !== '' && operation.startsWith('POST '))
    return refused(403, 'Your credentials lack one or more required privilege scopes.', {
      required: [hub.lacking],
      granted: ['repository:write'],
    });
  if (operation === 'GET /pullrequests') return list(call, hub, repository);
  if (operation === 'POST /pullrequests') return create(call, hub, repository);
  const held = hub.requests.find(({ number }) => number === call.id);
  return held === undefined ? refused(404, 'Not found') : change(call, held, hub, repository);
}

async function show(held: HeldRequest, repository: BareRepository): Promise<object> {
  const states = held.mergeCommit === undefined ? 'DECLINED' : 'MERGED';
  const end = (name: string, tip: string) => ({
    branch: { name, merge_strategies: ['merge_commit', 'squash', 'fast_forward'] },
    commit: { hash: tip.slice(0, 12) },
    repository: { full_name: 'acme/config' },
  });
  return {
    ...{ id: held.number, title: held.title, description: held.body, draft: held.draft },
    state: held.state === 'open' ? 'OPEN' : states,
    source: end(held.head, await knownHead(held, repository)),
    destination: end(held.base, await repository.tip(held.base)),
    merge_commit: held.mergeCommit === undefined ? null : { hash: held.mergeCommit.slice(0, 12) },
    reviewers: held.reviewers.map((id) => ({ uuid: id, account_id: `557058:${id.slice(1, 9)}` })),
    links: { html: { href: `https://bitbucket.example.com/acme/config/pull-requests/${held.number}` } },
  };
}

/** It leaves reviewers out, as the list does. */
async function list({ query }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const [, head, base] =
    /^source\.branch\.name="(.*)" AND destination\.branch\.name="(.*)" AND state="OPEN"$/.exec(
      query.get('q') ?? '',
    ) ?? [];
  const open = hub.requests.filter(
    (held) => held.state === 'open' && held.head === head && held.base === base,
  );
  const shown = await Promise.all(open.map((held) => show(held, repository)));
  return { status: 200, data: { values: shown.map((each) => ({ ...each, reviewers: undefined })) } };
}

async function create({ body }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const branch = (end: unknown) => (end as { branch: { name: string } }).branch.name;
  const held = await openHeld(hub, repository, {
    ...{ head: branch(body.source), base: branch(body.destination), draft: body.draft === true },
    ...{ title: String(body.title), body: String(body.description) },
  });
  if (held === 'duplicate') return refused(409, 'There is already an open pull request for this branch');
  if (held === 'no branch') return refused(400, 'source: branch not found');
  return { status: 201, data: await show(held, repository) };
}

async function change(
  { operation, body }: HubCall,
  held: HeldRequest,
  hub: RequestHub,
  repository: BareRepository,
): Promise<HubAnswer> {
  switch (operation) {
    case 'PUT /pullrequests/{id}':
      if (typeof body.title !== 'string') return refused(400, 'title: This field is required.');
      Object.assign(held, { title: body.title, body: body.description });
      // Those that are not sent are asked no more.
      held.reviewers.splice(
        0,
        Infinity,
        ...((body.reviewers ?? []) as { uuid: string }[]).map((each) => each.uuid),
      );
      break;
    case 'GET /pullrequests/{id}/comments':
      return { status: 200, data: { values: held.comments.map((raw) => ({ content: { raw } })) } };
    case 'POST /pullrequests/{id}/comments':
      held.comments.push((body.content as { raw: string }).raw);
      return { status: 201, data: {} };
    case 'POST /pullrequests/{id}/decline':
      if (held.state !== 'open') return refused(409, 'This pull request is already closed.');
      held.state = 'closed';
      break;
    case 'POST /pullrequests/{id}/merge': {
      if (hub.blockedBy !== '') return refused(400, hub.blockedBy);
      if (held.state !== 'open') return refused(409, 'This pull request is already closed.');
      if (await conflicts(held, repository))
        return refused(400, "You can't merge until you resolve all merge conflicts.");
      await mergeHeld(hub, held, repository);
    }
  }
  return { status: 200, data: await show(held, repository) };
}
