// A stand-in for the pull requests of Azure DevOps, by its published description.
import type { BareRepository } from './bare-repository.ts';
import { type HeldRequest, knownHead } from './github-pull.ts';
import { publishedApi } from './published-api.ts';
import {
  conflicts,
  type HubAnswer,
  type HubCall,
  mergeHeld,
  openHeld,
  type RequestHub,
  startRequestHub,
} from './request-hub.ts';

const api = publishedApi('azure');

const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Whom the token belongs to. */
const azureOwner = guid(1);

/** Who can be asked for a review. */
const identities = [
  { id: guid(2), isContainer: false, providerDisplayName: 'Jo Doe', mail: 'jo@acme.dev' },
  { id: guid(3), isContainer: false, providerDisplayName: 'Jo Doe', mail: 'jo.doe@acme.dev' },
  { id: guid(4), isContainer: true, providerDisplayName: '[shop]\\Platform Team', mail: '' },
  { id: guid(5), isContainer: true, providerDisplayName: '[other]\\Platform Team', mail: '' },
];

/** Starts it: https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests */
export function startAzureRequests(repository: BareRepository): Promise<RequestHub> {
  return startRequestHub(repository, {
    apiPath: '/acme',
    repositoryPath: '/shop/_apis/git/repositories/config',
    answer: checkedAnswer,
  });
}

const refused = (status: number, message: string, typeKey = 'GitException'): HubAnswer => ({
  status,
  data: { $id: '1', innerException: null, message, typeKey, errorCode: 0, eventId: 3000 },
});

/** Threads, reviewers and all that is not of the repository are not in the extract of the description. */
async function checkedAnswer(call: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const isDescribed =
    /^\w+ \/pull-?requests/i.test(call.operation) && !/\/(?:threads|reviewers)$/.test(call.operation);
  if (!isDescribed) return answer(call, hub, repository);
  const wrong = api.requestFaults(call.operation, call.query, call.body);
  hub.faults.push(...wrong);
  if (wrong.length > 0) return refused(400, wrong.join('; '));
  const result = await answer(call, hub, repository);
  // The description says 200 where the server says 201.
  const status = result.status === 201 ? 200 : result.status;
  const { data, faults } = api.answered(call.operation, status, result.data);
  hub.faults.push(...faults);
  return { ...result, data };
}

async function answer(call: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  if (!call.query.get('api-version')?.startsWith('7.1'))
    return refused(400, 'No api-version was supplied for the request');
  switch (call.operation) {
    case 'GET /_apis/connectionData':
      return { status: 200, data: { authenticatedUser: { id: azureOwner } } };
    case 'GET /_apis/identities':
      return { status: 200, data: found(call.query.get('filterValue') ?? '') };
    case 'GET /shop/_apis/git/policy/configurations':
      return { status: 200, data: { count: 0, value: [] } };
  }
  if (hub.lacking !== '' && !call.operation.startsWith('GET '))
    return refused(403, `TF401027: You need the Git '${hub.lacking}' permission to perform this action.`);
  if (call.operation === 'GET /pullrequests') return list(call, hub, repository);
  if (call.operation === 'POST /pullrequests') return create(call, hub, repository);
  const held = hub.requests.find(({ number }) => number === call.id);
  if (held === undefined) return refused(404, 'TF401180: The requested pull request was not found.');
  return change(call, held, hub, repository);
}

/** Its search is a wide one. */
function found(text: string): object {
  const fits = identities.filter((each) => `${each.providerDisplayName} ${each.mail}`.includes(text));
  const value = fits.map(({ mail, ...each }) => ({ ...each, properties: { Mail: { $value: mail } } }));
  return { count: value.length, value };
}

/** It merges in the background to see whether there are conflicts. */
function isChecked(hub: RequestHub): boolean {
  hub.checkingFor -= 1;
  return hub.checkingFor < 0;
}

async function show(held: HeldRequest, hub: RequestHub, repository: BareRepository): Promise<object> {
  const status =
    held.state === 'open' ? 'active' : held.mergeCommit === undefined ? 'abandoned' : 'completed';
  return {
    ...{ pullRequestId: held.number, status, title: held.title, description: held.body, isDraft: held.draft },
    ...{ sourceRefName: `refs/heads/${held.head}`, targetRefName: `refs/heads/${held.base}` },
    repository: { id: guid(9) },
    lastMergeSourceCommit: { commitId: await knownHead(held, repository) },
    mergeStatus: isChecked(hub)
      ? (await conflicts(held, repository))
        ? 'conflicts'
        : 'succeeded'
      : 'queued',
    ...(held.mergeCommit === undefined ? {} : { lastMergeCommit: { commitId: held.mergeCommit } }),
    ...(held.autoMerge ? { autoCompleteSetBy: { id: azureOwner } } : {}),
    labels: held.labels.map((name) => ({ name })),
    reviewers: held.reviewers.map((id) => ({ id, vote: 0 })),
  };
}

async function list({ query }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const wanted = (name: string) => query.get(`searchCriteria.${name}`);
  const open = hub.requests.filter(
    ({ head, base, state }) =>
      state === 'open' &&
      `refs/heads/${head}` === wanted('sourceRefName') &&
      `refs/heads/${base}` === wanted('targetRefName'),
  );
  const shown = await Promise.all(open.map((held) => show(held, hub, repository)));
  const value = shown.map((each) => ({ ...each, description: 'cut to 400 letters' }));
  return { status: 200, data: { count: value.length, value } };
}

async function create({ body }: HubCall, hub: RequestHub, repository: BareRepository): Promise<HubAnswer> {
  const { sourceRefName, targetRefName, title, description: text } = body as Record<string, string>;
  if ((text ?? '').length > 4000) return refused(400, 'A maximum of 4000 characters is allowed');
  const held = await openHeld(hub, repository, {
    ...{ head: sourceRefName?.replace('refs/heads/', '') ?? '', draft: body.isDraft === true },
    ...{ base: targetRefName?.replace('refs/heads/', '') ?? '', title: title ?? '', body: text ?? '' },
  });
  if (held === 'duplicate')
    return refused(409, 'TF401179: An active pull request for the source and target branch already exists.');
  if (held === 'no branch') return refused(400, 'TF401398: The source branch no longer exists');
  return { status: 201, data: await show(held, hub, repository) };
}

async function change(
  { operation, body }: HubCall,
  held: HeldRequest,
  hub: RequestHub,
  repository: BareRepository,
): Promise<HubAnswer> {
  switch (operation) {
    case 'POST /pullRequests/{id}/labels':
      held.labels.push(String(body.name));
      return { status: 200, data: { name: body.name } };
    case 'POST /pullRequests/{id}/reviewers':
      held.reviewers.push(...(body as unknown as { id: string }[]).map(({ id }) => id));
      return { status: 200, data: { count: held.reviewers.length } };
    case 'GET /pullRequests/{id}/threads':
      return {
        status: 200,
        data: { value: held.comments.map((content) => ({ comments: [{ content }] })) },
      };
    case 'POST /pullRequests/{id}/threads':
      held.comments.push((body.comments as { content: string }[])[0]?.content ?? '');
      return { status: 200, data: {} };
    case 'PATCH /pullrequests/{id}': {
      const refusal = await update(body, held, hub, repository);
      if (refusal !== undefined) return refusal;
    }
  }
  return { status: 200, data: await show(held, hub, repository) };
}

/** Completes in the background: the answer is that of a request which is still active. */
async function update(
  body: HubCall['body'],
  held: HeldRequest,
  hub: RequestHub,
  repository: BareRepository,
): Promise<HubAnswer | undefined> {
  if (held.state !== 'open')
    return refused(403, 'TF401181: The pull request cannot be edited due to its state.');
  if (typeof body.title === 'string') held.title = body.title;
  if (typeof body.description === 'string') held.body = body.description;
  if (body.status === 'abandoned') held.state = 'closed';
  if (body.autoCompleteSetBy !== undefined) {
    held.autoMerge = true;
    if (hub.blockedBy === '') await mergeHeld(hub, held, repository);
  }
  if (body.status !== 'completed') return undefined;
  const { commitId } = (body.lastMergeSourceCommit ?? {}) as { commitId?: string };
  if (commitId !== (await knownHead(held, repository)))
    return refused(409, 'TF401192: The source branch has been modified since the last merge attempt.');
  const before = await show(held, hub, repository);
  const end = await mergeHeld(hub, held, repository);
  if (end === 'blocked') return refused(403, hub.blockedBy, 'GitPullRequestUpdateRejectedByPolicyException');
  return { status: 200, data: { ...before, mergeStatus: 'queued' } };
}
