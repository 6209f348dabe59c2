// What others say about a commit, as each host says it: posted by the host's API, and read back through the port.
import { ofKind } from '../../src/hosts/find-host.ts';
import type { Host } from '../../src/hosts/host.ts';
import { openStatuses } from '../../src/hosts/open-statuses.ts';
import { parseRemoteUrl } from '../../src/remote/url.ts';
import {
  azureStatusDialect,
  bitbucketStatusDialect,
  dataCenterStatusDialect,
  giteaStatusDialect,
} from '../../testing/more-status-dialects.ts';
import { accessTo } from '../../testing/open-hub.ts';
import { githubStatusDialect, gitlabStatusDialect } from '../../testing/status-dialects.ts';
import { type StatusDialect, type StatusHub, startStatusHub } from '../../testing/status-hub.ts';

const commit = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';
const other = commit.replace('3', '4');

interface HostCase {
  readonly dialect: StatusDialect;
  readonly cloneUrl: string;
  /** Below the hub's address. */
  readonly api: string;
  /** Where an agent posts. */
  readonly post: string;
  readonly body: (state: string, name: string) => object;
  /** The host's words for a failure and a success. */
  readonly words: readonly [failure: string, success: string];
  /** The host keeps the last status of a name alone. */
  readonly keepsLast?: true;
}

const named = (state: string, name: string) => ({
  state,
  name,
  key: name.slice(0, 40),
  description: 'said',
  url: 'https://x.dev',
});

const hosts: Readonly<Partial<Record<Host['kind'], HostCase>>> = {
  github: {
    dialect: githubStatusDialect,
    cloneUrl: 'https://github.acme.dev/acme/config.git',
    api: '',
    post: `/repos/acme/config/statuses/${commit}`,
    body: (state, context) => ({ state, context, description: 'said', target_url: 'https://x.dev' }),
    words: ['failure', 'success'],
  },
  gitlab: {
    dialect: gitlabStatusDialect,
    cloneUrl: 'https://gitlab.acme.dev/acme/config.git',
    api: '',
    post: `/projects/acme%2Fconfig/statuses/${commit}`,
    body: (state, name) => ({ state, name, description: 'said', target_url: 'https://x.dev' }),
    words: ['failed', 'success'],
  },
  gitea: {
    dialect: giteaStatusDialect,
    cloneUrl: 'https://git.acme.dev/acme/config.git',
    api: '',
    post: `/repos/acme/config/statuses/${commit}`,
    body: (state, context) => ({ state, context, description: 'said', target_url: 'https://x.dev' }),
    words: ['failure', 'success'],
  },
  bitbucket: {
    dialect: bitbucketStatusDialect,
    cloneUrl: 'https://bitbucket.org/acme/config.git',
    api: '',
    post: `/repositories/acme/config/commit/${commit}/statuses/build`,
    body: named,
    words: ['FAILED', 'SUCCESSFUL'],
    keepsLast: true,
  },
  'bitbucket-data-center': {
    dialect: dataCenterStatusDialect,
    cloneUrl: 'https://bitbucket.acme.dev/scm/acme/config.git',
    api: '/api/1.0',
    post: `/api/latest/projects/acme/repos/config/commits/${commit}/builds`,
    body: named,
    words: ['FAILED', 'SUCCESSFUL'],
    keepsLast: true,
  },
  'azure-devops': {
    dialect: azureStatusDialect,
    cloneUrl: 'https://azure.acme.dev/tfs/acme/shop/_git/config',
    api: '',
    post: `/shop/_apis/git/repositories/config/commits/${commit}/statuses`,
    body: (state, name) => ({
      state,
      context: { genre: 'fluxcd', name },
      description: 'said',
      targetUrl: 'https://x.dev',
    }),
    words: ['error', 'succeeded'],
  },
};

const open = (
  kind: Host['kind'],
  cloneUrl: string,
  apiUrl: string,
  warn: (line: string) => void = () => undefined,
) => openStatuses(ofKind(kind), parseRemoteUrl(cloneUrl), accessTo(apiUrl, 'T0ken'), warn);

async function post(hub: StatusHub, path: string, body: object): Promise<void> {
  const answer = await fetch(`${hub.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(201);
}

describe.each(Object.entries(hosts))(
  '%s',
  (kind, { dialect, cloneUrl, api, post: path, body, words, keepsLast }) => {
    test('gives what was said, the earlier words of a name too where the host keeps them, page by page', async () => {
      const hub = await startStatusHub(dialect);
      const { statuses, close } = await open(kind as Host['kind'], cloneUrl, `${hub.url}${api}`);
      try {
        expect(await statuses.of(commit)).toEqual([]);
        for (let index = 0; index < 101; index += 1) await post(hub, path, body(words[1], `other/${index}`));
        await post(hub, path, body(words[0], 'kustomization/apps'));
        await post(hub, path, body(words[1], 'kustomization/apps'));
        const all = await statuses.of(commit);
        const apps = all.filter(({ name }) => name === 'kustomization/apps');
        expect(apps.map(({ state }) => state).sort()).toEqual(
          keepsLast ? ['success'] : ['failure', 'success'],
        );
        expect(apps[0]).toMatchObject({ commit, description: 'said', url: 'https://x.dev' });
        expect(Math.abs((apps[0]?.at ?? 0) - Date.now())).toBeLessThan(3_600_000);
        expect(new Set(all.map(({ name }) => name)).size).toBe(102);
        expect(await statuses.of(other)).toEqual([]);
        expect([hub.faults, hub.authorizations.size]).toEqual([[], 1]);
      } finally {
        close();
        await hub.close();
      }
    });

    test('says which right is missing', async () => {
      const hub = await startStatusHub(dialect);
      const { statuses, close } = await open(kind as Host['kind'], cloneUrl, `${hub.url}${api}`);
      hub.plan('statuses', {
        status: 403,
        body: {
          message: kind === 'azure-devops' ? "TF401027: You need the Git 'GenericRead' permission" : 'no',
        },
      });
      try {
        await expect(statuses.of(commit)).rejects.toMatchObject({
          code: 'permission-denied',
          message: expect.stringContaining('statuses of a commit'),
        });
      } finally {
        close();
        await hub.close();
      }
    });
  },
);

describe('check runs of GitHub', () => {
  const run = (status: string, conclusion: string | null, name = 'argocd-health/environment/staging') => ({
    ...{ name, status, conclusion, started_at: '2026-11-26T10:00:00Z', completed_at: null },
    ...{
      output: { title: name, summary: 'healthy' },
      details_url: 'https://argo.acme.dev',
      html_url: 'https://x.dev',
    },
  });

  test('count with their conclusions; those that say nothing do not', async () => {
    const hub = await startStatusHub(githubStatusDialect);
    const { statuses, close } = await open('github', hosts.github?.cloneUrl ?? '', hub.url);
    const runs = [
      run('in_progress', null),
      run('completed', 'success'),
      run('completed', 'timed_out'),
      run('completed', 'skipped'),
      run('completed', 'neutral'),
    ];
    hub.plan('check runs', { status: 200, body: { total_count: runs.length, check_runs: runs } });
    try {
      const found = await statuses.of(commit);
      expect(found.map(({ state }) => state)).toEqual(['pending', 'success', 'failure']);
      expect(found[1]).toMatchObject({
        description: 'healthy',
        url: 'https://argo.acme.dev',
        at: Date.parse('2026-11-26T10:00:00Z'),
      });
    } finally {
      close();
      await hub.close();
    }
  });

  test('are left out, with one word on it, for a token that may not read them; a rate limit is no such refusal', async () => {
    const hub = await startStatusHub(githubStatusDialect);
    const warnings: string[] = [];
    const { statuses, close } = await open('github', hosts.github?.cloneUrl ?? '', hub.url, (line) =>
      warnings.push(line),
    );
    try {
      hub.plan('check runs', { status: 403, body: { message: 'Resource not accessible by integration' } });
      expect([await statuses.of(commit), await statuses.of(other)]).toEqual([[], []]);
      expect(warnings).toEqual([expect.stringContaining('lacks the right "Checks: read"')]);
      hub.plan('check runs', {
        status: 403,
        body: { message: 'You have exceeded a secondary rate limit' },
        headers: { 'retry-after': '7' },
      });
      await expect(statuses.of(commit)).rejects.toMatchObject({ retryAfterMs: 7000 });
    } finally {
      close();
      await hub.close();
    }
  });
});

test.each([['gerrit'], ['unknown']] as const)('%s has none', async (kind) => {
  await expect(
    open(kind, 'https://git.acme.dev/acme/config.git', 'https://git.acme.dev'),
  ).rejects.toMatchObject({
    code: 'invalid-input',
    message:
      'Cannot wait for the rollout on "git.acme.dev": it is not known to be a host with statuses of commits',
  });
});
