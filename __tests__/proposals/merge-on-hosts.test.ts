// Merges on every host that is slow, or whose people do something meanwhile: the stand-ins in this process, over a real bare repository.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RequestHost } from '../../src/hosts/pull-requests.ts';
import { ApiBudget } from '../../src/proposals/api-budget.ts';
import { RequestMerger } from '../../src/proposals/request-merger.ts';
import { startAzureRequests } from '../../testing/azure-requests.ts';
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { startBitbucketRequests } from '../../testing/bitbucket-requests.ts';
import { startDataCenterRequests } from '../../testing/data-center-requests.ts';
import { startGitea } from '../../testing/gitea-requests.ts';
import type { HeldRequest } from '../../testing/github-pull.ts';
import { startGitHubRequests } from '../../testing/github-requests.ts';
import { startGitLab } from '../../testing/gitlab-requests.ts';
import { openHub } from '../../testing/open-hub.ts';

const draft = { head: 'deploys/web', base: 'main', title: 'Deploy web', body: 'text', isDraft: false };

/** What the stand-ins have alike. */
interface Hub {
  readonly url: string;
  readonly requests: HeldRequest[];
  readonly faults: string[];
  blockedBy: string;
  plan(operation: string, ...answers: { readonly status: number; readonly body: unknown }[]): void;
  close(): Promise<void>;
}

interface HostRow {
  readonly kind: 'github' | 'gitlab' | 'gitea' | 'azure-devops' | 'bitbucket' | 'bitbucket-data-center';
  readonly start: (repository: BareRepository) => Promise<Hub>;
  readonly path: string;
  /** How the host says that a rule waits for somebody. */
  readonly rule: string;
  readonly auto: boolean;
  /** The call that merges, and the answer where the base has just moved. */
  readonly merge: string;
  readonly moved: { readonly status: number; readonly body: unknown };
}

const hosts: readonly HostRow[] = [
  {
    ...{ kind: 'github', start: startGitHubRequests, path: '/acme/config.git', auto: true },
    ...{ rule: 'At least 1 approving review is required', merge: 'PUT /pulls/{pull_number}/merge' },
    moved: {
      status: 405,
      body: { message: 'Base branch was modified. Review and try the merge again.' },
    },
  },
  {
    ...{ kind: 'gitlab', start: startGitLab, path: '/acme/config.git', auto: true },
    ...{ rule: 'not_approved', merge: 'PUT /merge_requests/{iid}/merge' },
    moved: { status: 422, body: { message: 'Branch cannot be merged' } },
  },
  {
    ...{ kind: 'gitea', start: startGitea, path: '/acme/config.git', auto: true },
    ...{ rule: 'Not all required status checks successful', merge: 'POST /pulls/{index}/merge' },
    moved: { status: 405, body: { message: 'Please try again later' } },
  },
  {
    ...{ kind: 'azure-devops', start: startAzureRequests, path: '/acme/shop/_git/config', auto: true },
    ...{ rule: 'Required reviewers have not approved', merge: 'PATCH /pullrequests/{id}' },
    moved: { status: 409, body: { message: 'TF401169: The target branch was updated', typeKey: 'x' } },
  },
  {
    ...{ kind: 'bitbucket', start: startBitbucketRequests, path: '/acme/config.git', auto: false },
    ...{ rule: '2 merge checks have not passed', merge: 'POST /pullrequests/{id}/merge' },
    moved: { status: 409, body: { error: { message: 'The destination branch has changed' } } },
  },
  {
    ...{ kind: 'bitbucket-data-center', start: startDataCenterRequests, path: '/scm/acme/config.git' },
    ...{ rule: 'Two approvals are required', auto: true, merge: 'POST /pull-requests/{id}/merge' },
    moved: {
      status: 409,
      body: { errors: [{ message: 'out-of-date', exceptionName: 'x.PullRequestOutOfDateException' }] },
    },
  },
];

/** Does something in place of each wait; after the last one the time is over. */
class ActingBudget extends ApiBudget {
  pauses = 0;
  readonly #act: (pause: number) => Promise<unknown>;

  constructor(act: (pause: number) => Promise<unknown>) {
    super({
      ...{
        deadline: 60_000,
        monotonicNow: () => 0,
        random: () => 0,
        log: () => undefined,
        task: 'finish the pull request',
      },
      signal: new AbortController().signal,
    });
    this.#act = act;
  }

  override async pause(): Promise<boolean> {
    this.pauses += 1;
    await this.#act(this.pauses);
    return this.pauses < 8;
  }
}

let repository: BareRepository;
let ours: string;
let before: string;
let start: string;
const setBranch = (name: string, commit: string) =>
  writeFile(join(repository.directory, 'refs/heads', name), `${commit}\n`);
beforeAll(async () => {
  repository = await createBareRepository({
    files: { 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' },
    branch: 'main',
  });
  before = await repository.commit({ 'a.yaml': 'a: 2\n' }, 'Ours', draft.head);
  ours = await repository.commit({ 'a.yaml': 'a: 3\n' }, 'Ours, newer', draft.head);
  start = await repository.tip();
});
afterAll(() => repository.remove());

let hub: Hub;
let opened: { readonly requests: RequestHost; close(): void };
async function setUp({ kind, start: open, path }: HostRow): Promise<void> {
  await Promise.all([setBranch('main', start), setBranch(draft.head, ours)]);
  hub = await open(repository);
  opened = await openHub(kind, `http://127.0.0.1:1${path}`, hub.url, 'S3cretToken');
}
async function tearDown(): Promise<void> {
  opened.close();
  await hub.close();
  expect(hub.faults).toEqual([]);
}
async function onHost(kind: HostRow['kind'], job: () => Promise<void>): Promise<void> {
  await setUp(hosts.find((host) => host.kind === kind) as HostRow);
  try {
    await job();
  } finally {
    await tearDown();
  }
}

/** Opens the request and merges it; `act` is done in place of the waits. */
async function merge(how: 'now' | 'auto', act: (pause: number) => Promise<unknown> = async () => undefined) {
  const budget = new ActingBudget(act);
  const { followUp } = opened.requests;
  const merger = new RequestMerger({ followUp, budget, how, log: () => undefined, warn: () => undefined });
  const open = await budget.retry(() => opened.requests.save(draft, undefined));
  const isTip = async () => (await repository.tip(draft.head)) === ours;
  const end = await merger.merge(open, ours, { isTip, isWanted: async () => true });
  return { end, pauses: budget.pauses };
}
const mainNow = async () => (await repository.texts('main:a.yaml', 'main:b.yaml')).join('');
const held = () => hub.requests[0] as HeldRequest;
/** The host gets to know of the push after so many looks more. */
function hearsLate(looks: number): void {
  const push = hub.requests.push.bind(hub.requests);
  hub.requests.push = (...added) =>
    push(...added.map((each) => Object.assign(each, { late: { commit: before, looks } })));
}

describe.each(hosts)('on $kind', (host) => {
  beforeEach(() => setUp(host));
  afterEach(tearDown);
  const ways = [
    { how: 'now', rule: '', ends: 'merged', isByHost: false },
    { how: 'auto', rule: host.rule, ends: 'left', isByHost: true },
  ] as const;

  test.each(ways.filter(({ how }) => how === 'now' || host.auto))(
    'with "$how" a host that hears of the push late is waited for',
    async ({ how, rule, ends, isByHost }) => {
      hearsLate(3);
      hub.blockedBy = rule;
      const { end, pauses } = await merge(how);
      expect([end.is, pauses > 0, held().autoMerge]).toEqual([ends, true, isByHost]);
    },
  );

  test('a host that never hears of the push is an error, and merges nothing', async () => {
    hearsLate(Infinity);
    await expect(merge('now')).rejects.toMatchObject({ code: 'out-of-time' });
    expect(await mainNow()).toBe('a: 1\nb: 1\n');
  });

  test('a rule that is met after some time is waited for', async () => {
    hub.blockedBy = host.rule;
    const { end, pauses } = await merge('now', async (pause) => {
      if (pause === 2) hub.blockedBy = '';
    });
    expect([end, pauses >= 2]).toEqual([{ is: 'merged', commit: await repository.tip() }, true]);
    expect(await mainNow()).toBe('a: 3\nb: 1\n');
  });

  test('a request that people close meanwhile is an error at once', async () => {
    hub.blockedBy = host.rule;
    const closed = merge('now', async () => Object.assign(held(), { state: 'closed' }));
    await expect(closed).rejects.toMatchObject({
      code: 'push-refused',
      message: expect.stringMatching(/^Cannot merge ".*": it was closed$/),
    });
    expect(await mainNow()).toBe('a: 1\nb: 1\n');
  });

  test('a request whose branch somebody moves meanwhile is left alone', async () => {
    hub.blockedBy = host.rule;
    const { end } = await merge('now', async () => {
      await repository.commit({ 'b.yaml': 'b: 2\n' }, 'Theirs', draft.head);
      hub.blockedBy = '';
    });
    expect([end.is, await mainNow()]).toEqual(['left', 'a: 1\nb: 1\n']);
  });

  test('a base that moves between the look and the merge keeps its commit, and gets ours', async () => {
    hub.plan(host.merge, host.moved);
    const { end } = await merge('now', () => repository.commit({ 'b.yaml': 'b: 9\n' }, 'Theirs', 'main'));
    expect([end.is, await mainNow()]).toEqual(['merged', 'a: 3\nb: 9\n']);
  });

  test('a base that changes the same line meanwhile is a conflict', async () => {
    hub.blockedBy = host.rule;
    const { end } = await merge('now', async () => {
      await repository.commit({ 'a.yaml': 'a: 9\n' }, 'Theirs', 'main');
      hub.blockedBy = '';
    });
    expect(end.is).toBe('conflict');
  });
});

const checking = hosts.filter(({ kind }) => kind !== 'bitbucket');
describe.each(checking)('on $kind', (host) => {
  beforeEach(() => setUp(host));
  afterEach(tearDown);

  test('a host that still looks for conflicts is asked again', async () => {
    Object.assign(hub, { checkingFor: 3 });
    const { end, pauses } = await merge('now');
    expect([end, pauses > 0]).toEqual([{ is: 'merged', commit: await repository.tip() }, true]);
  });
});

const strategy = {
  status: 403,
  body: { message: 'The merge strategy is not allowed by policy', typeKey: 'x' },
};
test.each<[HostRow['kind'], (hub: Hub) => void]>([
  ['github', (each) => Object.assign(each, { methods: [] })],
  ['gitea', (each) => Object.assign(each, { styles: [] })],
  [
    'azure-devops',
    (each) => each.plan('PATCH /pullrequests/{id}', ...Array.from({ length: 9 }, () => strategy)),
  ],
])('on %s settings that allow no way to merge are an error at once', async (kind, allowNone) => {
  await onHost(kind, async () => {
    allowNone(hub);
    await expect(merge('now')).rejects.toMatchObject({
      code: 'push-refused',
      message: expect.stringContaining('allow no way to merge'),
    });
  });
});

test.each<[HostRow['kind'], object]>([
  ['gitlab', { isFastForward: true }],
  ['gitea', { styles: ['fast-forward-only'] }],
])('on %s that merges by fast-forward alone, a base that has moved has the branch made again', (kind, set) =>
  onHost(kind, async () => {
    Object.assign(hub, set);
    await repository.commit({ 'b.yaml': 'b: 9\n' }, 'Theirs', 'main');
    expect((await merge('now')).end).toEqual({ is: 'conflict' });
    expect(await mainNow()).toBe('a: 1\nb: 9\n');
  }),
);
