// A landing, as tests of git/ call it.
import { randomUUID } from 'node:crypto';
import {
  type Draft,
  type LandOptions,
  openRepository,
  type RepositoryOptions,
  type Snapshot,
  type SnapshotFile,
} from '../src/git/repository.ts';
import { findHost } from '../src/hosts/find-host.ts';
import { gitHost } from '../src/hosts/git-access.ts';
import { plainNetwork } from '../src/remote/network-settings.ts';
import { parseRemoteUrl } from '../src/remote/url.ts';

/** Nothing is known of who logs in. */
export const noCredential = { token: undefined, isApp: false, isJobToken: false, isOwnRepository: false };

/** A repository with a short budget, as a pipeline opens it. */
export function openTestRepository(
  url: string,
  options: Partial<RepositoryOptions> & { budgetMs?: number } = {},
) {
  const { budgetMs = 60_000, ...rest } = options;
  return openRepository({
    url: parseRemoteUrl(url),
    host: gitHost(
      findHost(parseRemoteUrl(url), { kind: 'none', url: undefined }),
      parseRemoteUrl(url),
      noCredential,
    ),
    deadline: performance.now() + budgetMs,
    monotonicNow: () => performance.now(),
    now: Date.now,
    random: Math.random,
    signal: new AbortController().signal,
    userAgent: 'git/gitops-deploy',
    token: undefined,
    username: undefined,
    allowHttp: false,
    sshKey: undefined,
    knownHosts: undefined,
    signingKey: undefined,
    openCommits: undefined,
    pushOptions: [],
    network: plainNetwork,
    log: () => undefined,
    ...rest,
  });
}

/** What files of a branch hold, read as a deploy reads them. */
export async function readFiles(
  url: string,
  branch: string,
  patterns: readonly string[],
): Promise<readonly SnapshotFile[]> {
  const repository = openTestRepository(url);
  try {
    const snapshot = await repository.snapshot(branch, undefined);
    return await snapshot.read(patterns);
  } finally {
    repository.close();
  }
}

/** A landing that replaces one text by another in the files that match. */
export function replacing(pattern: string, from: string | RegExp, to: string): LandOptions {
  const id = randomUUID();
  return {
    id,
    author: { name: 'Deployer', email: 'deploy@example.com' },
    committer: { name: 'Pipeline', email: 'pipeline@example.com' },
    dryRun: false,
    prepare: async (snapshot: Snapshot): Promise<Draft | undefined> => {
      const files = await snapshot.read([pattern]);
      const edited = files.flatMap(({ path, bytes }) => {
        const before = Buffer.from(bytes).toString();
        const after = before.replace(from, to);
        return after === before ? [] : [{ path, bytes: Buffer.from(after) }];
      });
      return edited.length === 0 ? undefined : { files: edited, message: `Deploy ${to}\n\nDeploy-Id: ${id}` };
    },
  };
}
