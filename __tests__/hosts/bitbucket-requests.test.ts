import type { RequestHost } from '../../src/hosts/pull-requests.ts';
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { startBitbucketRequests } from '../../testing/bitbucket-requests.ts';
import { openHub } from '../../testing/open-hub.ts';
import type { RequestHub } from '../../testing/request-hub.ts';

const draft = { head: 'deploys/web', base: 'main', title: 'Deploy web', body: 'text', isDraft: false };

let repository: BareRepository;
let hub: RequestHub;
let opened: { readonly requests: RequestHost; close(): void };
const openWith = (token: string, username?: string, user = '') =>
  openHub('bitbucket', `http://${user}127.0.0.1:1/acme/config.git`, hub.url, token, username);
beforeEach(async () => {
  repository = await createBareRepository({ files: { 'a.yaml': 'a: 1\n' }, branch: 'main' });
  await repository.commit({ 'a.yaml': 'a: 2\n' }, 'Ours', draft.head);
  hub = await startBitbucketRequests(repository);
  opened = await openWith('ATCTTx');
});
afterEach(async () => {
  expect(hub.faults).toEqual([]);
  opened.close();
  await Promise.all([hub.close(), repository.remove()]);
});

const basic = (user: string, token: string) => `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`;
test.each([
  ['an access token', 'ATCTTx', undefined, '', 'Bearer ATCTTx'],
  ['an access token beside a user in the URL', 'ATCTTx', undefined, 'jane@', 'Bearer ATCTTx'],
  ['an access token with its user name for git', 'ATCTTx', 'x-token-auth', '', 'Bearer ATCTTx'],
  ['an API token with its account', 'ATATTx', 'jo@acme.dev', '', basic('jo@acme.dev', 'ATATTx')],
  ['an app password', 'ATBBx', undefined, 'jane@', basic('jane', 'ATBBx')],
])('%s goes as the API takes it', async (_, token, username, user, header) => {
  const own = await openWith(token, username, user);
  await own.requests.find('x', 'main');
  own.close();
  expect([...hub.authorizations]).toEqual([header]);
});

test.each([undefined, 'jane'])(
  'an API token with %s in place of its address is refused at once',
  async (username) => {
    await expect(openWith('ATATTx', username)).rejects.toMatchObject({ code: 'invalid-input' });
    expect(hub.calls).toEqual([]);
  },
);

test('people whom others have asked stay, whatever is updated', async () => {
  const { requests } = opened;
  const note = '<sub>gitops-deploy keeps this request up to date</sub>';
  await requests.save({ ...draft, body: `text\n\n${note}` }, undefined);
  expect(hub.requests[0]?.body).toBe('text\n\n_gitops-deploy keeps this request up to date_');
  hub.requests[0]?.reviewers.push('{00000000-0000-4000-8000-000000000009}');
  const open = await requests.find(draft.head, draft.base);
  const again = await requests.save({ ...draft, title: 'Deploy v3' }, open);
  await requests.followUp.annotate(
    again,
    {
      kind: 'reviewers',
      names: ['JO', '557058:00000000', '{00000000-0000-4000-8000-000000000009}'],
    },
    true,
  );
  expect(hub.requests[0]).toMatchObject({ title: 'Deploy v3', body: 'text' });
  expect(hub.requests[0]?.reviewers).toEqual([
    '{00000000-0000-4000-8000-000000000009}',
    '{00000000-0000-4000-8000-000000000002}',
  ]);
});

test.each([
  ['kim', '2 members of the workspace have this nickname'],
  ['nobody', 'no member of the workspace has this nickname'],
])('%s cannot be asked: %s', async (name, text) => {
  const open = await opened.requests.save(draft, undefined);
  const asked = opened.requests.followUp.annotate(open, { kind: 'reviewers', names: [name] }, true);
  await expect(asked).rejects.toThrow(text);
});

test('a branch of any name is looked for by that name alone', async () => {
  expect(await opened.requests.find('a" OR state="OPEN', 'main')).toBeUndefined();
});

test('a merge in the background is looked at until it is done, and is not begun twice', async () => {
  const { requests } = opened;
  const open = await requests.save(draft, undefined);
  const commit = await repository.tip(draft.head);
  const merge = () => requests.followUp.merge(open, commit, 'now');
  const location = `${hub.url}/repositories/acme/config/pullrequests/1/merge/task-status/7f-a`;
  hub.plan('POST /pullrequests/{id}/merge', { status: 202, body: '', headers: { location } });
  expect([await merge(), await merge()]).toEqual([
    { is: 'merging', why: 'the server still merges it' },
    { is: 'merging', why: 'the server still merges it' },
  ]);
  hub.plan('GET /pullrequests/{id}/merge/task-status/7f-a', {
    status: 400,
    body: { error: { message: 'Timed out' } },
  });
  expect(await merge()).toEqual({ is: 'not-yet', why: 'Timed out' });
  expect(await merge()).toEqual({ is: 'merged', commit: await repository.tip() });
  expect(hub.calls.filter((call) => call === 'POST /pullrequests/{id}/merge')).toHaveLength(2);
});

test.each([
  [400, "You can't merge until you resolve all merge conflicts.", { is: 'conflict' }],
  [400, 'You need 2 approvals', { is: 'not-yet', why: 'You need 2 approvals' }],
  [409, 'main changed while it was merged', { is: 'not-yet', why: 'main changed while it was merged' }],
])('a merge that is answered %d "%s" is %j', async (status, message, answer) => {
  const open = await opened.requests.save(draft, undefined);
  hub.plan('POST /pullrequests/{id}/merge', { status, body: { error: { message } } });
  expect(await opened.requests.followUp.merge(open, await repository.tip(draft.head), 'now')).toEqual(answer);
});

test('nothing is merged where the server does not say at which commit the request is', async () => {
  const open = await opened.requests.save(draft, undefined);
  hub.plan('GET /pullrequests/{id}', {
    status: 200,
    body: { id: 1, state: 'OPEN', source: { commit: null } },
  });
  expect(await opened.requests.followUp.merge(open, await repository.tip(draft.head), 'now')).toEqual({
    is: 'overtaken',
  });
});
