// Who is asked for a review where the host forgets the reviewers who have answered: with the stand-ins of those hosts.
import type { PullRequest, RequestHost } from '../../src/hosts/pull-requests.ts';
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { startGitea } from '../../testing/gitea-requests.ts';
import type { HeldRequest } from '../../testing/github-pull.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { openHub } from '../../testing/open-hub.ts';

const draft = { head: 'deploys/web', base: 'main', title: 'Deploy web', body: 'text', isDraft: false };

let repository: BareRepository;
beforeAll(async () => {
  repository = await createBareRepository({ files: { 'a.yaml': 'a: 1\n' }, branch: 'main' });
  await repository.commit({ 'a.yaml': 'a: 2\n' }, 'Ours', draft.head);
});
afterAll(() => repository.remove());

describe.each([
  { kind: 'github', start: startGitHubRequests },
  { kind: 'gitea', start: startGitea },
] as const)('on $kind', ({ kind, start }) => {
  let hub: { readonly url: string; readonly requests: HeldRequest[]; close(): Promise<void> };
  let opened: { readonly requests: RequestHost; close(): void };
  let open: PullRequest;
  beforeEach(async () => {
    hub = await start(repository);
    opened = await openHub(kind, 'http://127.0.0.1:1/acme/config.git', hub.url, 'S3cret');
    open = await opened.requests.save(draft, undefined);
  });
  afterEach(async () => {
    opened.close();
    await hub.close();
  });

  test.each<[string, Partial<HeldRequest>, boolean, readonly string[]]>([
    ['nobody, as after a stop behind the creation, at a commit that is known', {}, false, ['jo']],
    ['nobody, at a new commit', {}, true, ['jo']],
    ['somebody, at a commit that is known', { reviewers: ['kim'] }, false, ['kim']],
    ['somebody, at a new commit', { reviewers: ['kim'] }, true, ['kim', 'jo']],
    ['who has reviewed it, at a commit that is known', { reviews: ['APPROVED'] }, false, []],
    ['who has reviewed it, at a new commit', { reviews: ['APPROVED'] }, true, ['jo']],
  ])('where a request has asked %s', async (_, state, isNewCommit, expected) => {
    Object.assign(hub.requests[0] ?? {}, state);
    const found = (await opened.requests.find(draft.head, draft.base)) ?? open;
    await opened.requests.followUp.annotate(found, { kind: 'reviewers', names: ['jo'] }, isNewCommit);
    expect(hub.requests[0]?.reviewers).toEqual(expected);
  });
});
