import type { RequestHost } from '../../src/hosts/pull-requests.ts';
import { startAzureRequests } from '../../testing/azure-requests.ts';
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { openHub } from '../../testing/open-hub.ts';
import type { RequestHub } from '../../testing/request-hub.ts';

const draft = { head: 'deploys/web', base: 'main', title: 'Deploy web', body: 'text', isDraft: false };
const webToken = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJl';

let repository: BareRepository;
let hub: RequestHub;
let opened: { readonly requests: RequestHost; close(): void };
const openWith = (token: string) =>
  openHub('azure-devops', 'http://127.0.0.1:1/acme/shop/_git/config', hub.url, token);
beforeAll(async () => {
  repository = await createBareRepository({ files: { 'a.yaml': 'a: 1\n' }, branch: 'main' });
  await repository.commit({ 'a.yaml': 'a: 2\n' }, 'Ours', draft.head);
});
beforeEach(async () => {
  hub = await startAzureRequests(repository);
  opened = await openWith('pat');
});
afterEach(async () => {
  opened.close();
  await hub.close();
});
afterAll(() => repository.remove());

test('a token of the pipeline or of Entra goes as a bearer, a personal access token as a password', async () => {
  const other = await openWith(webToken);
  await Promise.all([other.requests.find('x', 'main'), opened.requests.find('x', 'main')]);
  other.close();
  expect([...hub.authorizations].sort()).toEqual([
    `Basic ${Buffer.from(':pat').toString('base64')}`,
    `Bearer ${webToken}`,
  ]);
});

test('texts are cut to what the server takes, and a second save of them sends nothing', async () => {
  const long = { ...draft, title: 'T'.repeat(500), body: '\u{1F680}'.repeat(3000) };
  await opened.requests.save(long, undefined);
  const open = await opened.requests.find(draft.head, draft.base);
  expect([open?.title.length, (open?.body.length ?? 0) <= 4000]).toEqual([400, true]);
  await opened.requests.save(long, open);
  expect(hub.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

test('a request that another run has opened at this moment is found the next time', async () => {
  await opened.requests.save(draft, undefined);
  await expect(opened.requests.save(draft, undefined)).rejects.toMatchObject({ retry: 'seconds' });
  expect(await opened.requests.find(draft.head, draft.base)).toMatchObject({ number: 1 });
});

test.each([
  [
    'the page to sign in',
    { status: 203, body: '<!DOCTYPE html><title>Sign in</title>' },
    'authentication-failed',
    'not accepted (203)',
  ],
  ['an unknown token', { status: 401, body: '' }, 'authentication-failed', 'not accepted (401)'],
  [
    'a repository that is not there',
    { status: 404, body: { message: 'TF401019: The Git repository config does not exist' } },
    'permission-denied',
    'the right "Read"',
  ],
  [
    'a page of a proxy',
    { status: 200, body: '<html>Welcome</html>' },
    'not-a-git-server',
    'does not answer as the API',
  ],
  ['another list', { status: 200, body: [] }, 'not-a-git-server', 'does not answer as the API'],
])('%s says what is wrong', async (_, answer, code, text) => {
  hub.plan('GET /pullrequests', answer);
  await expect(opened.requests.find('x', 'main')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(text),
  });
});

test('a server that is older is asked in the version that it has', async () => {
  const message =
    'The requested REST API version of 7.1 is out of range for this server. The latest REST API version this server supports is 6.0.';
  hub.plan('GET /pullrequests', { status: 400, body: { message } }, { status: 200, body: { value: [] } });
  expect(await opened.requests.find('x', 'main')).toBeUndefined();
  hub.plan('GET /pullrequests', { status: 400, body: { message } }, { status: 400, body: { message } });
  await expect(opened.requests.find('x', 'main')).rejects.toMatchObject({ code: 'push-refused' });
});

test.each([
  ['jo@acme.dev', ['00000000-0000-4000-8000-000000000002'], ''],
  ['team:Platform Team', ['00000000-0000-4000-8000-000000000004'], ''],
  ['00000000-0000-4000-8000-00000000000A', ['00000000-0000-4000-8000-00000000000a'], ''],
  ['Jo', [], 'nobody is called so there'],
  ['Jo Doe', [], '2 are called so there'],
])('as reviewer %s stands for %j', async (name, ids, fault) => {
  const open = await opened.requests.save(draft, undefined);
  const asked = opened.requests.followUp.annotate(open, { kind: 'reviewers', names: [name] }, true);
  if (fault !== '') await expect(asked).rejects.toThrow(fault);
  else await asked;
  expect(hub.requests[0]?.reviewers).toEqual(ids);
});

test('a reviewer who is there is not asked again, and there are no assignees', async () => {
  const { requests } = opened;
  await requests.save(draft, undefined);
  hub.requests[0]?.reviewers.push('00000000-0000-4000-8000-000000000002');
  const open = await requests.find(draft.head, draft.base);
  if (open === undefined) throw new Error('no request');
  await requests.followUp.annotate(open, { kind: 'reviewers', names: ['jo@acme.dev'] }, true);
  expect(hub.calls).not.toContain('POST /pullRequests/{id}/reviewers');
  await expect(requests.followUp.annotate(open, { kind: 'assignees', names: ['jo'] }, true)).rejects.toThrow(
    'has no assignees',
  );
});

test('a branch that limits its merge types is merged in the way that it takes', async () => {
  const open = await opened.requests.save(draft, undefined);
  const commit = await repository.tip(draft.head);
  const no = { status: 403, body: { message: 'This merge strategy is not allowed by a policy' } };
  hub.plan('PATCH /pullrequests/{id}', no, no, { status: 403, body: { message: 'Build has not succeeded' } });
  expect(await opened.requests.followUp.merge(open, commit, 'now')).toEqual({
    is: 'not-yet',
    why: 'Build has not succeeded',
  });
  expect(hub.calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(3);
});

test('a completion that goes on in the background is one, and the look for conflicts before is none', async () => {
  const open = await opened.requests.save(draft, undefined);
  const commit = await repository.tip(draft.head);
  const state = (mergeStatus: string, status = 'active') => ({
    ...{ status: 200, body: { status, mergeStatus, lastMergeSourceCommit: { commitId: commit } } },
  });
  const merge = async () => (await opened.requests.followUp.merge(open, commit, 'now')).is;
  const looks = [state('queued'), state('succeeded'), state('queued'), state('succeeded', 'completed')];
  hub.plan('GET /pullrequests/{id}', ...looks);
  hub.plan('PATCH /pullrequests/{id}', state('queued'));
  expect([await merge(), await merge(), await merge(), await merge()]).toEqual([
    ...['not-yet', 'merging', 'merging', 'merged'],
  ]);
});

test('auto-complete takes the way that the policy leaves, and is set again where it has another', async () => {
  const open = await opened.requests.save(draft, undefined);
  const commit = await repository.tip(draft.head);
  hub.blockedBy = 'Build has not succeeded';
  const type = { id: 'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab' };
  const squash = { type, isEnabled: true, isBlocking: true, settings: { allowSquash: true } };
  const policies = { status: 200, body: { value: [squash] } };
  hub.plan('GET /shop/_apis/git/policy/configurations', policies, policies);
  for (const _ of [1, 2])
    expect(await opened.requests.followUp.merge(open, commit, 'auto')).toEqual({ is: 'queued' });
  expect(hub.calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(2);
  expect(hub.faults).toEqual([]);
});

test.each([
  ["TF401027: You need the Git 'GenericContribute' permission", 'the right "Contribute"'],
  [
    "TF401027: You need the Git 'PullRequestBypassPolicy' permission",
    '"Bypass policies when completing pull requests"',
  ],
])('a merge that is answered with %s names the right', async (message, text) => {
  const open = await opened.requests.save(draft, undefined);
  hub.plan('PATCH /pullrequests/{id}', { status: 403, body: { message } });
  const merge = opened.requests.followUp.merge(open, await repository.tip(draft.head), 'now');
  await expect(merge).rejects.toMatchObject({
    code: 'permission-denied',
    message: expect.stringContaining(text),
  });
});

test('the words of the server are one line, and a name may have a percent sign', async () => {
  const other = await openHub(
    'azure-devops',
    'http://127.0.0.1:1/acme/100%/_git/My%20config',
    hub.url,
    'pat',
  );
  hub.plan('GET /100%/_apis/git/repositories/My%20config/pullrequests', {
    status: 409,
    body: { message: 'no\r\n::error::forged' },
  });
  await expect(other.requests.find('x', 'main')).rejects.toThrow(
    'on "100%/My config": the server refuses it (409); the server says "no ::error::forged"',
  );
  other.close();
});
