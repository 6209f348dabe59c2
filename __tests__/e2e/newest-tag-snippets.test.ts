// The scheduled pipelines of the page about the newest tag run as they stand: against a registry and a git server by their real names.
import { parse, stringify } from 'yaml';
import { runBundle } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { appId, appKey, startGitHubApi } from '../../testing/github-api.ts';
import { type HostGateway, startHostGateway } from '../../testing/host-gateway.ts';
import { multiPlatform } from '../../testing/image-bytes.ts';
import { type RegistryDouble, startRegistryDouble } from '../../testing/registry-double.ts';
import { runScript } from '../../testing/run-script.ts';
import { actionJob, componentJob, snippetsOf } from '../../testing/snippets.ts';

const file = 'apps/vehicles/prod/deployment.yaml';
const { index } = multiPlatform('linux/amd64');
const [onGitHub, onGitLab] = snippetsOf('docs/newest-tag.md').filter(({ language }) => language === 'yaml');

let gateway: HostGateway;
let registry: RegistryDouble;
let server: GitServer;
let apps: { readonly url: string; close(): Promise<void> };
beforeAll(async () => {
  gateway = await startHostGateway([
    'github.com',
    'api.github.com',
    'ghcr.io',
    'gitlab.com',
    'registry.gitlab.com',
  ]);
  registry = await startRegistryDouble();
  for (const tag of ['1.2.0', '1.9.0', '1.10.0', '2.0.0', 'latest'])
    registry.content.set(`acme/vehicles/manifests/${tag}`, index);
  const images = ['ghcr.io', 'registry.gitlab.com'].map(
    (name) => `{name: ${name}, image: "${name}/acme/vehicles:1.2.0"}`,
  );
  server = await startGitServer({
    files: { [file]: `kind: Deployment\nspec: {containers: [${images.join(', ')}]}\n` },
  });
  apps = await startGitHubApi();
  gateway.lead((path, host) => {
    if (host === 'api.github.com') return apps.url + path;
    return `http://${/^(?:ghcr\.io|registry\.)/.test(host) ? registry.host : `127.0.0.1:${server.port}`}${path}`;
  });
});
afterAll(() => Promise.all([gateway.close(), registry.close(), server.close(), apps.close()]));

/** Runs it twice, as a schedule does: the second run finds nothing newer. */
async function expectOneUpdate(
  run: () => Promise<{ readonly exit: number | null; readonly stderr: string }>,
  image: string,
) {
  expect(await run()).toMatchObject({ exit: 0, stderr: expect.not.stringContaining('Cannot') });
  expect(await server.repository.show(file)).toContain(image);
  const tip = await server.repository.tip();
  expect((await run()).exit).toBe(0);
  expect(await server.repository.tip()).toBe(tip);
}

test('on GitHub', async () => {
  const { jobs, on } = parse(onGitHub?.code ?? '') as {
    readonly on: object;
    readonly jobs: { readonly update: { readonly steps: unknown } };
  };
  expect(on).toMatchObject({ schedule: [{ cron: expect.any(String) }] });
  const contexts = { 'vars.DEPLOY_APP_ID': appId, 'secrets.DEPLOY_APP_KEY': appKey, 'github.token': 'T0ken' };
  const { variables } = actionJob(stringify(jobs.update.steps), contexts);
  registry.challenge =
    'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:user/image:pull"';
  const ci = {
    ...{
      GITHUB_ACTIONS: 'true',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_API_URL: 'https://api.github.com',
    },
    ...{ GITHUB_REPOSITORY: 'acme/updates', GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' },
    ...{ GITHUB_SHA: '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b', GITHUB_RUN_ID: '7', GITHUB_RUN_NUMBER: '7' },
  };
  await expectOneUpdate(
    () => runBundle([], {}, { ...gateway.variables, ...ci, ...variables }),
    `ghcr.io/acme/vehicles:1.10.0@${index.digest}`,
  );
  // The commit of the pipeline is not what the image was built from.
  expect((await server.repository.messages())[0]).not.toContain('Deploy-Source:');
});

test('on GitLab', async () => {
  const predefined = {
    ...{ GITLAB_CI: 'true', CI_SERVER_URL: 'https://gitlab.com', CI_SERVER_FQDN: 'gitlab.com' },
    ...{ CI_PROJECT_PATH: 'acme/updates', CI_COMMIT_SHA: '344b590fa83d2cd2c1dd9b1a8fc1c7c3ee5a3c0b' },
    ...{
      CI_PIPELINE_SOURCE: 'schedule',
      CI_REGISTRY_USER: 'gitlab-ci-token',
      CI_REGISTRY_PASSWORD: 'T0kenOfTheJob',
    },
    ...{ CI_JOB_URL: 'https://gitlab.com/acme/updates/-/jobs/7', CI_API_V4_URL: 'https://gitlab.com/api/v4' },
  };
  const { script = '', variables } = componentJob(onGitLab?.code ?? '', predefined);
  registry.challenge = undefined;
  const env = {
    ...gateway.variables,
    ...predefined,
    ...variables,
    GITOPS_DEPLOY_TOKEN: 'S3cretTokenOfTheTest',
  };
  await expectOneUpdate(() => runScript(script, env), 'registry.gitlab.com/acme/vehicles:1.10.0');
});
