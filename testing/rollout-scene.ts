// A deploy that waits for its rollout, on a real git server, with a stand-in for GitHub's statuses: it lands, others act, and it fails.
import { startApiFront } from './api-front.ts';
import type { Flags } from './bundle.ts';
import { digest } from './digest.ts';
import { postFluxToGitHub } from './flux-notifier.ts';
import { type GitServer, startGitServer } from './git-server.ts';
import { type GitHubRequestsServer, startGitHubRequests } from './github-requests.ts';
import { runHere } from './run-here.ts';
import { githubStatusDialect } from './status-dialects.ts';
import { type StatusHub, startStatusHub } from './status-hub.ts';
import { until } from './until.ts';

const token = 'S3cretTokenOfTheTest';

/** The one file. */
export const web = 'apps/web.yaml';

/** Writes the one file. */
export const manifest = (version: string, sidecar = 's1'): string => `kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  containers:
    - name: web
      image: acme/web:${version} # kept
      env: [{name: DD_VERSION, value: "${version.split('@')[0]}"}]
    - name: sidecar
      image: acme/sidecar:${sidecar}
`;

/** What is there before the first deploy. */
export const filesBefore = { [web]: manifest(`v1@${digest('1')}`) };

/** How a run waits that takes back what fails. */
export const waiting: Flags = { wait: '60s', 'wait-grace': '0', 'on-rollout-failure': 'rollback' };

/** How GitLab says that somebody has started a job. */
export const byHand = { GITLAB_CI: 'true', CI_JOB_MANUAL: 'true' };

interface Report {
  readonly result: string;
  readonly commit: string;
  readonly notified: readonly object[];
  readonly rollout: { readonly rollback?: Record<string, unknown> & { readonly error?: object } };
  readonly error?: { readonly code: string; readonly message: string; readonly remedy: string };
}

/** A run that has ended. */
export interface EndedRun {
  readonly exit: number | null;
  readonly report: Report;
}

/** Reads how a run ended. */
export const ended = ({ exit, stdout }: { exit: number | null; stdout: string }): EndedRun => ({
  exit,
  report: JSON.parse(stdout) as Report,
});

/** What happens while a run by a request waits. */
export interface WaitingMerge {
  readonly own: string;
  readonly requests: GitHubRequestsServer;
  /** The flags of a run that proposes there. */
  readonly proposed: Flags;
}

/** One config repository and its host. */
export class RolloutScene {
  readonly server: GitServer;
  readonly github: StatusHub;

  constructor(server: GitServer, github: StatusHub) {
    this.server = server;
    this.github = github;
  }

  /** Puts the branch back to where it began, and takes away the branches of requests: a newer run's would win over what comes. */
  async reset(): Promise<void> {
    const { git } = this.server.repository;
    await git('update-ref', 'refs/heads/main', 'start');
    const branches = (await git('for-each-ref', '--format=%(refname)', 'refs/heads')).trim().split('\n');
    for (const branch of branches.filter((each) => each !== 'refs/heads/main'))
      await git('update-ref', '-d', branch);
  }

  async close(): Promise<void> {
    await Promise.all([this.server.close(), this.github.close()]);
  }

  place(): Flags {
    return {
      repository: `http://127.0.0.1:${this.server.port}/acme/config.git`,
      ...{ file: web, token, 'host-type': 'github', json: true },
    };
  }

  /** The flags of a deploy of `v2`. */
  flags(more: Flags): Flags {
    return {
      ...{ ...this.place(), image: `acme/web:v2@${digest('2')}`, 'version-env': 'DD_VERSION' },
      ...{ 'api-url': this.github.url },
      ...more,
    };
  }

  async deploy(more: Flags = {}, env = {}): Promise<EndedRun> {
    return ended(await runHere([], this.flags(more), env));
  }

  /** Deploys and waits; once it has landed, somebody does something. */
  async landing(meanwhile: (own: string) => Promise<unknown>, more: Flags = {}, env = {}) {
    const { repository } = this.server;
    const before = await repository.tip();
    const job = this.deploy({ ...waiting, ...more }, env);
    await until('it has landed', async () => (await repository.tip()) !== before);
    const own = await repository.tip();
    await meanwhile(own);
    const { exit, report } = await job;
    return { own, exit, report };
  }

  /** Deploys, waits, and says that it failed, once what somebody does meanwhile is done. */
  async failing(meanwhile: () => Promise<unknown>, more: Flags = {}, env = {}) {
    const { own, exit, report } = await this.landing(
      async (commit) => {
        await meanwhile();
        await this.fail(commit);
      },
      more,
      env,
    );
    expect([exit, report.result, report.commit, report.error?.code]).toEqual([
      ...[8, 'pushed', own, 'rollout-failed'],
    ]);
    return { own, report, rollback: report.rollout.rollback, error: report.error };
  }

  /** Deploys by a request that the run merges, and says that it failed, once what somebody does meanwhile is done. */
  async failingMerge(meanwhile: (waits: WaitingMerge) => Promise<unknown>, more: Flags = {}, env = {}) {
    const { repository } = this.server;
    const requests = await startGitHubRequests(repository);
    const front = await startApiFront((path) =>
      /(?:\/statuses|\/check-runs|\/statuses\/\w+)(?:\?|$)/.test(path)
        ? `${new URL(this.github.url).origin}${path}`
        : `${new URL(requests.url).origin}${path}`,
    );
    try {
      const before = await repository.tip();
      const proposed: Flags = { mode: 'pull-request', timeout: '60s', 'api-url': `${front.url}/api/v3` };
      const merged: Flags = { 'pull-request-merge': 'now', order: 'web 7' };
      const job = this.deploy({ ...waiting, ...proposed, ...merged, ...more }, env);
      await until('it is merged', async () => (await repository.tip()) !== before);
      // What was said of the commit while it was on the branch of the request does not count.
      const own = await repository.tip();
      await until('it waits', () => this.github.calls.some(({ asked }) => asked.endsWith(own)));
      await meanwhile({ own, requests, proposed });
      await this.fail(own);
      const { exit, report } = await job;
      expect(requests.faults).toEqual([]);
      return { exit, report, requests: requests.requests };
    } finally {
      await Promise.all([front.close(), requests.close()]);
    }
  }

  /** Says what Flux says where the rollout of a commit fails. */
  async fail(commit: string): Promise<void> {
    await postFluxToGitHub(this.github, {
      ...{ object: 'Kustomization/apps', commit, reason: 'HealthCheckFailed', severity: 'error' },
    });
  }

  /** Writes a status. */
  async say(commit: string, status: object): Promise<void> {
    await fetch(`${this.github.url}/repos/acme/config/statuses/${commit}`, {
      ...{ method: 'POST', body: JSON.stringify(status) },
    });
  }
}

/** Starts both servers. */
export async function startRolloutScene(): Promise<RolloutScene> {
  const server = await startGitServer({ files: filesBefore, token });
  await server.repository.git('tag', 'start', 'main');
  return new RolloutScene(server, await startStatusHub(githubStatusDialect));
}
