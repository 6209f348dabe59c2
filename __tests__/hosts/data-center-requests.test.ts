import type { RequestHost } from '../../src/hosts/pull-requests.ts';
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { startDataCenterRequests } from '../../testing/data-center-requests.ts';
import { openHub } from '../../testing/open-hub.ts';
import type { RequestHub } from '../../testing/request-hub.ts';

const draft = { head: 'deploys/web', base: 'main', title: 'Deploy web', body: 'text', isDraft: false };

let repository: BareRepository;
let hub: RequestHub;
let opened: { readonly requests: RequestHost; close(): void };
const openWith = (token: string, username?: string) =>
  openHub('bitbucket-data-center', 'http://127.0.0.1:1/x/scm/acme/config.git', hub.url, token, username);
beforeEach(async () => {
  repository = await createBareRepository({ files: { 'a.yaml': 'a: 1\n' }, branch: 'main' });
  await repository.commit({ 'a.yaml': 'a: 2\n' }, 'Ours', draft.head);
  hub = await startDataCenterRequests(repository);
  opened = await openWith('BBDC-x');
});
afterEach(async () => {
  expect(hub.faults).toEqual([]);
  opened.close();
  await Promise.all([hub.close(), repository.remove()]);
});

test.each([
  ['BBDC-x', undefined, 'Bearer BBDC-x'],
  ['BBDC-x', 'jo', 'Bearer BBDC-x'],
  ['password', 'jo', `Basic ${Buffer.from('jo:password').toString('base64')}`],
])('the token %s of %s goes as "%s"', async (token, username, header) => {
  const own = await openWith(token, username);
  await own.requests.find('x', 'main');
  own.close();
  expect([...hub.authorizations]).toEqual([header]);
});

test('a change that is based on an old version is refused, and may be tried again', async () => {
  const { requests } = opened;
  const open = await requests.save(draft, undefined);
  const old = {
    status: 409,
    body: { errors: [{ message: 'out of date', exceptionName: 'PullRequestOutOfDateException' }] },
  };
  hub.plan('PUT /pull-requests/{id}', old);
  const update = () => requests.save({ ...draft, title: 'Deploy v3' }, open);
  await expect(update()).rejects.toMatchObject({ retry: 'seconds' });
  expect(await update()).toMatchObject({ title: 'Deploy v3' });
});

test('people whom others have asked stay, and a request to another base is not ours', async () => {
  const { requests } = opened;
  await repository.git('branch', 'staging', 'main');
  await requests.save({ ...draft, base: 'staging' }, undefined);
  expect(await requests.find(draft.head, 'main')).toBeUndefined();
  hub.requests[0]?.reviewers.push('lee');
  const open = await requests.find(draft.head, 'staging');
  if (open === undefined) throw new Error('no request');
  const again = await requests.save({ ...draft, title: 'Deploy v3' }, open);
  await requests.followUp.annotate(again, { kind: 'reviewers', names: ['Lee', 'jo'] }, true);
  expect(hub.requests[0]).toMatchObject({ title: 'Deploy v3', reviewers: ['lee', 'jo'] });
});

test.each([
  ['PullRequestOutOfDateException', 'now', '', { is: 'not-yet', why: 'no' }],
  ['PullRequestMergeVetoedException', 'now', '', { is: 'not-yet', why: 'no' }],
  ['AutoMergeAlreadyRequestedException', 'auto', 'Two approvals', { is: 'queued' }],
] as const)(
  'a merge that is answered with %s (%s) is tried again, or waits',
  async (name, how, blockedBy, answer) => {
    const open = await opened.requests.save(draft, undefined);
    hub.blockedBy = blockedBy;
    const errors = [{ message: 'no', exceptionName: `com.atlassian.bitbucket.pull.${name}` }];
    hub.plan('POST /pull-requests/{id}/merge', { status: 409, body: { errors } });
    expect(await opened.requests.followUp.merge(open, await repository.tip(draft.head), how)).toEqual(answer);
  },
);

test('a server without auto-merge says so, with what to do', async () => {
  const open = await opened.requests.save(draft, undefined);
  hub.blockedBy = 'Two approvals are required';
  const errors = [{ message: 'vetoed', exceptionName: 'PullRequestMergeVetoedException' }];
  hub.plan('POST /pull-requests/{id}/merge', { status: 409, body: { errors } });
  const merge = opened.requests.followUp.merge(open, await repository.tip(draft.head), 'auto');
  await expect(merge).rejects.toMatchObject({
    code: 'push-refused',
    remedy: expect.stringContaining('8.15'),
  });
});
