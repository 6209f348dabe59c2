// The settings of agents on the page about the rollout: what the agents post with them is what a run waits for, on every host. The
// bundle speaks to the hosts by their real names, which a proxy leads to stand-ins.
import { readFileSync } from 'node:fs';
import { type ArgoApplication, ArgoNotifier } from '../../testing/argo-notifier.ts';
import { type BundleRun, type Flags, startBundle } from '../../testing/bundle.ts';
import { fluxWith } from '../../testing/flux-settings.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';
import {
  azureStatusDialect,
  bitbucketStatusDialect,
  dataCenterStatusDialect,
  giteaStatusDialect,
} from '../../testing/more-status-dialects.ts';
import { snippetsOf } from '../../testing/snippets.ts';
import { githubStatusDialect, gitlabStatusDialect } from '../../testing/status-dialects.ts';
import { type StatusDialect, type StatusHub, startStatusHub } from '../../testing/status-hub.ts';
import { until } from '../../testing/until.ts';

const page = 'docs/rollout.md';
const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');

interface HostRow {
  /** As the tables of the page call it. */
  readonly name: string;
  readonly repository: string;
  readonly dialect: StatusDialect;
  /** Of the paths of its API. */
  readonly path: RegExp;
  readonly flags?: Flags;
}

const hosts: readonly HostRow[] = [
  {
    ...{ name: 'GitHub', repository: 'https://github.com/acme/config.git' },
    ...{ dialect: githubStatusDialect, path: /^\/repos\// },
  },
  {
    ...{ name: 'GitLab', repository: 'https://gitlab.com/acme/config.git' },
    ...{ dialect: gitlabStatusDialect, path: /^\/api\/v4\// },
  },
  {
    ...{ name: 'Gitea, Forgejo', repository: 'https://codeberg.org/acme/config.git' },
    ...{ dialect: giteaStatusDialect, path: /^\/api\/v1\// },
  },
  {
    ...{ name: 'Bitbucket Cloud', repository: 'https://bitbucket.org/acme/config.git' },
    ...{ dialect: bitbucketStatusDialect, path: /^\/2\.0\// },
  },
  {
    ...{ name: 'Bitbucket Data Center', repository: 'https://git.acme.dev/scm/acme/config.git' },
    ...{ dialect: dataCenterStatusDialect, path: /^\/rest\// },
    flags: { 'host-type': 'bitbucket-data-center' },
  },
  {
    ...{ name: 'Azure DevOps', repository: 'https://dev.azure.com/acme/shop/_git/config' },
    ...{ dialect: azureStatusDialect, path: /^\/acme\/shop\/_apis\// },
  },
];

/** The cells of a row of a table under a heading of the page, without the marks of code. */
function cellsOf(heading: string, host: string): readonly string[] {
  const part = text.slice(text.indexOf(`\n### ${heading}\n`));
  const row = part.split('\n').find((line) => line.startsWith(`| ${host} |`)) ?? '';
  return row.split(' | ').slice(1);
}
const codeIn = (cell = ''): string => /`([^`]*)`/.exec(cell)?.[1] ?? '';

/** The Provider and the Alert for a host, as a reader makes them. */
function fluxSettings(host: string): string {
  const [type, address] = cellsOf('Flux', host).map(codeIn);
  const [{ code = '' } = {}] = snippetsOf(page).filter(({ heading }) => heading === 'Flux');
  return code
    .replace('type: github', `type: ${type}`)
    .replace('address: https://github.com/acme/config', `address: ${address}`);
}

/** The ConfigMap for a host, as a reader makes it. */
function argoSettings(host: string): string {
  const [github, gitlab] = snippetsOf(page).filter(({ heading }) => heading === 'Argo CD');
  if (host === 'GitHub') return github?.code ?? '';
  if (host === 'GitLab') return gitlab?.code ?? '';
  const [url, header, path, body = ''] = cellsOf('Argo CD', host);
  const [, success = '', failure = ''] = /`(.*)`, else `(\w+)`/.exec(body) ?? [];
  const [name = '', value = ''] = codeIn(header).split(': ');
  const places = {
    COMMIT: '{{.app.status.operationState.syncResult.revision}}',
    NAME: 'continuous-delivery/{{.app.metadata.name}}',
    URL: '{{.context.argocdUrl}}/applications/{{.app.metadata.name}}',
  };
  const filled = (pattern: string): string =>
    pattern.replace(/\b(?:COMMIT|NAME|URL)\b/g, (place) => places[place as keyof typeof places]);
  return (gitlab?.code ?? '')
    .replace('https://gitlab.com/api/v4', codeIn(url))
    .replace('PRIVATE-TOKEN', name)
    .replace('value: $config-status-token', `value: ${value}`)
    .replace(/path: .*/g, `path: ${filled(codeIn(path))}`)
    .replace(/\{"state": "success"[\s\S]*?"\}/, filled(success))
    .replace(/\{"state": "failed"[\s\S]*?"\}/, filled(success.replace(/(?<="state": ")\w+/, failure)));
}

const application = (repoURL: string, revision: string, health: string): ArgoApplication => ({
  metadata: { name: 'web', uid: 'd4f1b7a0-6a5c-4a53-9d8e-0f2c1b7a9e33' },
  spec: { source: { repoURL } },
  status: { health: { status: health }, operationState: { phase: 'Succeeded', syncResult: { revision } } },
});

interface Watched {
  readonly run: BundleRun;
  readonly commit: string;
}

let gateway: HostGateway;
let server: GitServer;
const hubs = new Map<string, StatusHub>();
const watched = new Map<string, Promise<Watched>>();

/** Where a request to a host leads; Azure's stand-in has its API one folder deeper. */
function routeTo(path: string): string {
  if (/\/(?:info\/refs|git-(?:upload|receive)-pack)(?:\?|$)/.test(path))
    return `http://127.0.0.1:${server.port}${path}`;
  const host = hosts.find((each) => each.path.test(path));
  const origin = new URL(hubs.get(host?.name ?? '')?.url ?? '').origin;
  if (host?.name === 'GitHub') return `${origin}/api/v3${path}`;
  return `${origin}${host?.name === 'Azure DevOps' ? '/tfs' : ''}${path}`;
}
const send = (url: string, init: RequestInit): Promise<Response> =>
  fetch(routeTo(url.replace(/^https:\/\/[^/]+/, '')), init);

/**
 * Makes the check run that gitops-promoter makes on GitHub, a new one for every change of a state that was an end.
 * Source: https://github.com/argoproj-labs/gitops-promoter/blob/main/internal/scms/github/commit_status.go
 */
function promote(host: string, commit: string, branch: string, conclusion: 'failure' | 'success'): void {
  const [name, at] = [`argocd-health/${branch}`, new Date().toISOString()];
  const output = { title: name, summary: 'the health of its applications' };
  const json = {
    name,
    head_sha: commit,
    status: 'completed',
    conclusion,
    started_at: at,
    completed_at: at,
    output,
  };
  hubs.get(host)?.held.push({ commit, list: 'check runs', json });
}

/** Deploys and waits; meanwhile both agents say first that it failed, and then that it is live. */
async function deployWatched({ name, repository, flags }: HostRow, branch: string): Promise<Watched> {
  const job = startBundle(
    [],
    {
      ...{ repository, branch, file: 'web.yaml', image: 'acme/web:v2', token: 'S3cretTokenOfTheTest' },
      ...{ json: true, wait: '60s', ...flags },
    },
    gateway.variables,
  );
  let over = false;
  void job.ended.then(() => {
    over = true;
  });
  const sees = (words: RegExp) => until(`${name}: ${words}`, () => over || words.test(job.said()));
  await sees(/; waiting up to/);
  const commit = (await server.repository.git('rev-parse', branch)).trim();
  const flux = fluxWith(fluxSettings(name), 'flux-system', send);
  const argo = new ArgoNotifier(
    argoSettings(name),
    { 'github-private-key': 'k', 'config-status-token': 't' },
    send,
  );
  await flux({ object: 'Kustomization/apps', commit, reason: 'HealthCheckFailed', severity: 'error' });
  await argo.look(application(repository, commit, 'Degraded'));
  if (name === 'GitHub') promote(name, commit, branch, 'failure');
  await sees(/kustomization\/apps.*: failure on/);
  await sees(/continuous-delivery\/web.*: failure on/);
  await flux({ object: 'Kustomization/apps', commit, reason: 'ReconciliationSucceeded', severity: 'info' });
  await argo.look(application(repository, commit, 'Healthy'));
  if (name === 'GitHub') promote(name, commit, branch, 'success');
  return { run: await job.ended, commit };
}

beforeAll(async () => {
  const names = [
    'github.com',
    'api.github.com',
    'gitlab.com',
    'codeberg.org',
    'bitbucket.org',
    'api.bitbucket.org',
  ];
  gateway = await startHostGateway([...names, 'git.acme.dev', 'dev.azure.com']);
  gateway.lead(routeTo);
  server = await startGitServer({ files: { 'web.yaml': 'kind: Pod\nimage: acme/web:v1\n' } });
  for (const [index, host] of hosts.entries()) {
    hubs.set(host.name, await startStatusHub(host.dialect));
    await server.repository.git('branch', `on-${index}`, 'main');
    const run = deployWatched(host, `on-${index}`);
    run.catch(() => undefined);
    watched.set(host.name, run);
  }
});
afterAll(() =>
  Promise.all([gateway.close(), server.close(), ...[...hubs.values()].map((hub) => hub.close())]),
);

test.each(hosts)(
  'on $name, what agents post with the settings of the page is what is waited for',
  async ({ name }) => {
    const { run, commit } = (await watched.get(name)) ?? { run: undefined, commit: '' };
    const report = JSON.parse(run?.stdout ?? '') as { rollout: { statuses: { name: string }[] } };
    expect([run?.exit, report]).toMatchObject([
      0,
      { result: 'pushed', commit, rollout: { state: 'succeeded' } },
    ]);
    expect(report.rollout.statuses.map((each) => each.name).sort()).toEqual([
      ...(name === 'GitHub' ? ['argocd-health/on-0'] : []),
      'continuous-delivery/web',
      expect.stringMatching(/^kustomization\/apps\b/),
    ]);
    expect(hubs.get(name)?.faults).toEqual([]);
  },
);
