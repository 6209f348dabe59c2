// Reads how the proposals of one target stand, out of the repository and the host.
import type { BareRepository } from '../../testing/bare-repository.ts';
import type { GitHubRequestsServer } from '../../testing/github-requests.ts';
import type { ProposalFacts } from './proposal-rules.ts';

/** Where a target stands, and what is known of it beside. */
export type KnownFacts = Pick<ProposalFacts, 'name' | 'runs' | 'closedByPeople' | 'secrets'> & {
  readonly file: string;
  /** Commits of people that have to stay. */
  readonly work: readonly string[];
};

/** Reads the facts when nothing is on its way. */
export async function readFacts(
  repository: BareRepository,
  { requests }: Pick<GitHubRequestsServer, 'requests'>,
  { name, file, runs, closedByPeople, work, secrets }: KnownFacts,
): Promise<ProposalFacts> {
  const own = requests.filter(({ head }) => head.startsWith(`gitops-deploy/${name}-`));
  const open = own.find(({ state }) => state === 'open');
  const names = [`main:${file}`, ...(open ? [`${open.head}:${file}`] : [])];
  const [[base = '', proposed], there, landed] = await Promise.all([
    repository.texts(...names),
    repository.git('rev-list', '--all'),
    repository.git('log', '--format=%H %(trailers:key=Deploy-Id,valueonly,separator=%x2C)', 'main'),
  ]);
  const lines = landed
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  const commits = new Set(there.split('\n'));
  return {
    ...{ name, runs, closedByPeople, secrets },
    requests: own.map(({ number, head, state, title }) => ({ number, head, state, title })),
    baseNumber: numberIn(base),
    openNumber: proposed === undefined ? undefined : numberIn(proposed),
    baseCommits: lines.map(([hash = '']) => hash),
    baseIds: lines.flatMap(([, id]) => id || []),
    lostWork: work.filter((hash) => !commits.has(hash)),
  };
}

const numberIn = (text: string): number => Number(/:v(\d+)/.exec(text)?.[1] ?? 0);
