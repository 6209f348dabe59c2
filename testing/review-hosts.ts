// The ways that a change is reviewed before it lands, host by host: a stand-in for each, on a real git server.
import type { AgitRequest } from './agit-receive.ts';
import { startAzureRequests } from './azure-requests.ts';
import type { BareRepository } from './bare-repository.ts';
import { startBitbucketRequests } from './bitbucket-requests.ts';
import type { Flags } from './bundle.ts';
import { startDataCenterRequests } from './data-center-requests.ts';
import type { GerritChange } from './gerrit-receive.ts';
import { startGitea } from './gitea-requests.ts';
import type { HeldRequest } from './github-pull.ts';
import { startGitHubRequests } from './github-requests.ts';
import { startGitLab } from './gitlab-requests.ts';
import { hookForReview } from './review-hook.ts';

/** What has the requests of a repository. */
export interface ReviewHub {
  readonly flags: Flags;
  readonly env: Readonly<Record<string, string>>;
  /** The commits that are proposed, each as the head of an open request. */
  proposed(): Promise<readonly string[]>;
  /** Titles, or subjects, of what is open. */
  titles(): Promise<readonly string[]>;
  /** Ends what is open, as a merge does. */
  end(): Promise<void>;
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** One way. */
interface ReviewHost {
  readonly name: string;
  /** Path of the repository on its server. */
  readonly path: string;
  /** A run may merge. */
  readonly merges: boolean;
  /** @param repository whose server takes push options */
  open(repository: BareRepository, token: string): Promise<ReviewHub>;
}

/** A stand-in that keeps requests. */
interface HeldHub {
  readonly url: string;
  readonly requests: readonly HeldRequest[];
  readonly faults: readonly string[];
  close(): Promise<void>;
}

function hubOf(repository: BareRepository, kind: string, hub: HeldHub, token: string): ReviewHub {
  const open = () => hub.requests.filter(({ state }) => state === 'open');
  return {
    flags: { token, 'host-type': kind, 'api-url': hub.url },
    env: {},
    proposed: () => Promise.all(open().map(({ head }) => commitAt(repository, head))),
    titles: async () => open().map(({ title }) => title),
    end: async () => {
      for (const held of open()) held.state = 'closed';
    },
    faults: hub.faults,
    close: () => hub.close(),
  };
}

/** The head of a request is a branch, or a reference that the server has made. */
const commitAt = async (repository: BareRepository, head: string): Promise<string> =>
  (await repository.git('rev-parse', head)).trim();

const subjectsOf = (repository: BareRepository, commits: readonly string[]): Promise<readonly string[]> =>
  Promise.all(commits.map(async (id) => (await repository.messages(id))[0]?.split('\n')[0] ?? ''));

async function openGerrit(repository: BareRepository, token: string): Promise<ReviewHub> {
  const gerrit = await hookForReview<GerritChange[]>(repository, 'gerrit-receive.ts', []);
  const proposed = async () =>
    gerrit.read().flatMap(({ state, patchSets }) => (state === 'open' ? patchSets.slice(-1) : []));
  return {
    flags: { username: 'deployer', token, 'host-type': 'gerrit' },
    env: {},
    proposed,
    titles: async () => subjectsOf(repository, await proposed()),
    end: () => gerrit.write(gerrit.read().map((change) => ({ ...change, state: 'merged' }))),
    faults: [],
    close: async () => undefined,
  };
}

/** The account may read, and push no branch. */
const readsOnly = `if grep -q refs/heads/; then echo "Gitea: User permission denied for writing." >&2; exit 1; fi`;

async function openAgit(repository: BareRepository, token: string): Promise<ReviewHub> {
  const gitea = await startGitea(repository);
  const made = await hookForReview<AgitRequest[]>(repository, 'agit-receive.ts', []);
  gitea.pushed = () =>
    made.read().map(({ number, user: author, base, title, description: body }) => ({
      ...{ number, author, base, title, body },
    }));
  await repository.hook('pre-receive', readsOnly);
  const hub = hubOf(repository, 'gitea', gitea, token);
  return {
    ...hub,
    end: async () => {
      await made.write(made.read().map((request) => ({ ...request, isClosed: true })));
      await hub.end();
    },
  };
}

async function openByPush(repository: BareRepository): Promise<ReviewHub> {
  const jobToken = 'S3cretTokenOfTheJob';
  const hub = hubOf(repository, 'gitlab', await startGitLab(repository), jobToken);
  return { ...hub, env: { GITLAB_CI: 'true', CI_JOB_TOKEN: jobToken } };
}

const usual = { path: '/acme/config.git', merges: true };

/** Every way there is. */
export const reviewHosts: readonly ReviewHost[] = [
  {
    ...{ ...usual, name: 'GitHub' },
    open: async (to, token) => hubOf(to, 'github', await startGitHubRequests(to), token),
  },
  {
    ...{ ...usual, name: 'GitLab' },
    open: async (to) => hubOf(to, 'gitlab', await startGitLab(to), 'glpat-S3cretTokenOfTheTest'),
  },
  { ...usual, name: 'GitLab by a push alone', merges: false, open: openByPush },
  {
    ...{ ...usual, name: 'Gitea' },
    open: async (to, token) => hubOf(to, 'gitea', await startGitea(to), token),
  },
  { ...usual, name: 'Gitea without a branch', open: openAgit },
  {
    ...{ ...usual, name: 'Bitbucket Cloud' },
    open: async (to, token) => hubOf(to, 'bitbucket', await startBitbucketRequests(to), token),
  },
  {
    ...{ ...usual, name: 'Bitbucket Data Center', path: '/scm/acme/config.git' },
    open: async (to, token) => hubOf(to, 'bitbucket-data-center', await startDataCenterRequests(to), token),
  },
  {
    ...{ ...usual, name: 'Azure DevOps', path: '/acme/shop/_git/config' },
    open: async (to, token) => hubOf(to, 'azure-devops', await startAzureRequests(to), token),
  },
  { ...usual, name: 'Gerrit', merges: false, open: openGerrit },
];
