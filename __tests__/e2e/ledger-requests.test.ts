// Promotion and rollback where a change is reviewed before it lands, on every host that takes one: one table of
// scenarios, from inputs onto a real git server and a stand-in for each host.
import type { Flags } from '../../testing/bundle.ts';
import { type GitServer, startGitServer } from '../../testing/git-server.ts';
import { type ReviewHub, reviewHosts } from '../../testing/review-hosts.ts';
import { runHere } from '../../testing/run-here.ts';

const [staging, prod] = ['staging/web.yaml', 'prod/web.yaml'];
const web = (tag: string): string =>
  `kind: Deployment\nspec: {containers: [{name: web, image: acme/web:${tag}}]} # ours\n`;

describe.each(reviewHosts)('on $name', (host) => {
  let server: GitServer;
  let hub: ReviewHub;
  let flags: Flags = {};
  let env: ReviewHub['env'] = {};
  const run = async (command: string, more: Flags) => {
    const { exit, stdout } = await runHere([command], { ...flags, json: true, ...more }, env);
    const report = JSON.parse(stdout) as Record<string, unknown> & { error?: Record<string, string> };
    return { ending: [exit, report.error?.code ?? report.result], report };
  };
  const deploy = (number: number, more: Flags = {}) =>
    run('deploy', { file: prod, image: `acme/web:v${number}`, order: `web ${number}`, ...more });
  const proposes: Flags = { mode: 'pull-request' };

  beforeEach(async () => {
    server = await startGitServer({
      files: { [staging]: web('v1'), [prod]: web('v1') },
      config: { 'receive.advertisePushOptions': 'true' },
    });
    [flags, env] = [{ repository: `http://127.0.0.1:${server.port}${host.path}`, timeout: '60s' }, {}];
  });
  /** From here on changes are reviewed. */
  const open = async () => {
    hub = await host.open(server.repository, 'S3cretTokenOfTheTest');
    [flags, env] = [{ ...flags, ...hub.flags }, hub.env];
  };
  afterEach(async () => {
    expect(hub.faults).toEqual([]);
    await Promise.all([hub.close(), server.close()]);
  });
  /** The one commit that is proposed. */
  const proposed = async () => {
    const commits = await hub.proposed();
    expect(commits).toHaveLength(1);
    return commits[0] ?? '';
  };
  const merge = async () => {
    await server.repository.git('update-ref', 'refs/heads/main', await proposed());
    await hub.end();
  };

  test('a promotion and the rollback of it are proposed, each once, and a rollback holds once it is merged', async () => {
    const { report } = await deploy(2, { file: staging });
    await open();
    const onward = { ...proposes, file: prod, 'image-from': staging, order: 'web 2' };
    expect((await run('deploy', onward)).ending).toEqual([0, 'proposed']);
    const promotion = await proposed();
    expect(await server.repository.show(prod, promotion)).toBe(web('v2'));
    const [promoting] = await server.repository.messages(promotion);
    expect(promoting).toMatch(/^Promote web v2 from staging to prod\n/);
    expect(promoting).toContain(`Deploy-Promotes: ${staging}@${report.commit}\n`);
    await merge();

    expect((await deploy(3, proposes)).ending).toEqual([0, 'proposed']);
    const back = { ...proposes, file: prod };
    expect((await run('rollback', back)).ending).toEqual([0, 'proposed']);
    expect((await run('rollback', back)).ending).toEqual([0, 'proposed']);
    expect(await hub.titles()).toEqual(['Roll web back to v1 (prod)']);
    const [reverting] = await server.repository.messages(await proposed());
    expect(reverting).toContain(
      `Deploy-Reverts: ${promotion}\nDeploy-Hold: acme/web:v2\nDeploy-Hold-Order: web 2\n`,
    );
    const merged = host.merges && (await run('rollback', { ...back, 'pull-request-merge': 'now' }));
    if (merged) expect(merged.ending).toEqual([0, 'merged']);
    else await merge();
    expect(await server.repository.show(prod)).toBe(web('v1'));
    expect((await deploy(2, proposes)).ending).toEqual([5, 'held']);
  });
});
