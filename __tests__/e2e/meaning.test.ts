import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { runHere, runHereForJson } from '../../testing/run-here.ts';

const image = 'ghcr.io/acme/api:v2';
const deployment = 'kind: Deployment\nmetadata: {name: api}\nspec: {image: "ghcr.io/acme/api:v1"}\n';
const kustomization = (namespace: string): string => `namespace: ${namespace}\nresources: [api.yaml]\n`;
const files = {
  'apps/dev/api.yaml': deployment,
  'apps/dev/kustomization.yaml': kustomization('dev'),
  'apps/prod/api.yaml': deployment,
  'apps/prod/kustomization.yaml': kustomization('prod'),
  'apps/mirror.yaml': 'image: mirror.acme.io/acme/api:v1\n',
};

describe('The main job', () => {
  let server: GitServer;
  beforeEach(async () => {
    server = await startGitServer({ files });
  });
  afterEach(() => server.close());

  const subject = () => server.repository.git('log', '-1', '--format=%s', 'main');

  test('reads the kustomizations beside the files that a glob stands for', async () => {
    const flags = { repository: server.url, file: 'apps/*/api.yaml', image, namespace: 'prod' };
    const { exit, report } = await runHereForJson(flags, {});
    expect([exit, report.changes]).toMatchObject([0, [{ file: 'apps/prod/api.yaml' }]]);
    expect(await subject()).toBe('Deploy api v2 to prod\n');
    const { report: misspelt } = await runHereForJson({ ...flags, namespace: 'prd' }, {});
    expect(misspelt.error).toMatchObject({ code: 'image-not-found' });
  });

  test('says the folder where no file says a namespace', async () => {
    await runHereForJson({ repository: server.url, file: 'apps/prod/api.yaml', image }, {});
    expect(await subject()).toBe('Deploy api v2 (apps/prod)\n');
  });

  test('does not leave a written path without a word', async () => {
    const { exit, report } = await runHereForJson(
      { repository: server.url, file: 'apps/dev/api.yaml\napps/mirror.yaml', image },
      {},
    );
    const message = expect.stringContaining('"apps/mirror.yaml"');
    expect([exit, report.error]).toMatchObject([3, { code: 'image-not-found', message }]);
    expect(await server.repository.git('rev-list', '--count', 'main')).toBe('1\n');
  });

  test('selects nothing by the namespace of the older tool', async () => {
    const older = {
      CLUSTER_GIT_CLONE_URL: server.url,
      YAML_FILE_PATH: 'apps/dev/api.yaml',
      NAMESPACE: 'somewhere',
      DOCKER_REPO: 'ghcr.io/acme',
      DOCKER_IMAGE: 'api',
      DOCKER_TAG: 'v2',
    };
    const run = await runHere([], {}, older);
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(await subject()).toBe('Deploy api v2 (apps/dev)\n');
  });
});

describe('The command "edit"', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'meaning-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  const at = (path: string): string => join(folder, path);

  test('reads the kustomizations beside the files', async () => {
    const words = ['edit', at('apps/dev/api.yaml'), at('apps/prod/api.yaml')];
    const run = await runHere(words, { image, namespace: 'prod' });
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain('the selectors leave out what');
    expect(await readFile(at('apps/dev/api.yaml'), 'utf8')).toBe(deployment);
    expect(await readFile(at('apps/prod/api.yaml'), 'utf8')).toBe(deployment.replace('v1', 'v2'));
  });

  test('takes none of several files for a namespace that none says', async () => {
    for (const path of ['apps/dev', 'apps/prod']) await rm(at(`${path}/kustomization.yaml`));
    const run = await runHere(['edit', at('apps/dev/api.yaml'), at('apps/prod/api.yaml')], {
      image,
      namespace: 'prod',
    });
    expect([run.exit, run.stderr]).toEqual([3, expect.stringContaining('[image-ambiguous]')]);
  });

  test('notes a path that a shell may have written', async () => {
    const run = await runHere(['edit', at('apps/dev/api.yaml'), at('apps/mirror.yaml')], { image });
    expect(run.exit).toBe(0);
    expect(run.stdout).toContain(`no place of ghcr.io/acme/api is in ${at('apps/mirror.yaml')}`);
  });

  test('takes several values, one per line', async () => {
    await writeFile(
      at('set.yaml'),
      'a: {image: "ghcr.io/acme/api:v1"}\nb: {image: "ghcr.io/acme/api:v1"}\nc: {image: "ghcr.io/acme/api:v1"}\n',
    );
    const run = await runHere(['edit', at('set.yaml'), '--under', 'a', '--under', 'c', '--image', image], {});
    expect([run.exit, run.stderr]).toEqual([0, '']);
    expect(await readFile(at('set.yaml'), 'utf8')).toBe(
      'a: {image: "ghcr.io/acme/api:v2"}\nb: {image: "ghcr.io/acme/api:v1"}\nc: {image: "ghcr.io/acme/api:v2"}\n',
    );
  });
});
