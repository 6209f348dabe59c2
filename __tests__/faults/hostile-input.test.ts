// Inputs that mean harm are refused by name, or stay one line.
import { deployHere, type Inputs, type Scene, setScene, token } from '../../testing/fault-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.close());

const inputs: Readonly<Record<string, readonly string[]>> = {
  branch: ['--upload-pack=x', '+main', 'a:b', 'a..b', 'x.lock', 'main\n--force'],
  repository: [
    'ext::sh -c id',
    'file:///srv/config.git',
    '-oProxyCommand=x',
    'ssh://-oProxyCommand=x/y',
    'https://git.example/a%0ab.git',
    `https://me:${token}@git.example/a.git`,
    'http://git.example/config.git',
  ],
  file: [
    '../x',
    '/etc/passwd',
    'a/../../x',
    '.git/config',
    '.GIT/config',
    'git~1/config',
    '.g\u200Cit/config',
    'a\\..\\b',
    'a\0b',
  ],
  image: [
    'acme/web:1.0"\n  evil: true',
    'acme/web:{{',
    'acme/web:*a',
    'acme/web:!!js',
    `acme/web:${'1'.repeat(1_000_000)}`,
  ],
};
const rows = Object.entries(inputs).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
);
const shown = rows.map(([name, value]) => [name, JSON.stringify(value).slice(0, 60), value] as const);

test.each(shown)('%s %s is refused by name before anything is sent', async (name, _, value) => {
  const { exit, report, output } = await scene.deploy({ [name]: value });
  expect([exit, report.error?.code]).toEqual([2, 'invalid-input']);
  expect(report.error?.message).toMatch(new RegExp(`${name}|Cannot send the token`));
  expect(output.length).toBeLessThan(10_000);
  expect(scene.proxy.seen).toEqual([]);
});

test('nothing of all that was pushed, and no secret printed', async () => {
  expect(await scene.settle()).toEqual([]);
  expect(await scene.server.repository.log()).toHaveLength(1);
});

describe('people and messages that forge trailers', () => {
  const forged = 'x\n\nDeploy-Id: forged\nCo-authored-by: Mallory <m@evil>';
  const oneLine = 'x Deploy-Id: forged Co-authored-by: Mallory <m@evil>';
  const ours = ['Deploy-Target', 'Deploy-Image', 'Deploy-Previous', 'Deploy-Run', 'Deploy-Id'];

  interface Forgery {
    readonly who: string;
    readonly inputs: Inputs;
    readonly ci: Inputs;
    /** Where the forged text ends up, as git's placeholder, and how it stands there. */
    readonly at: string;
    readonly reads: string;
    readonly trailers: readonly string[];
  }
  const rows: readonly Forgery[] = [
    {
      who: 'a message',
      inputs: { message: forged },
      ci: {},
      at: '%B',
      reads: 'x\n\n> Deploy-Id: forged\nCo-authored-by: Mallory <m@evil>\n\n',
      trailers: ours,
    },
    {
      who: "git's own variables",
      inputs: {},
      ci: { GIT_AUTHOR_NAME: forged, GIT_COMMITTER_EMAIL: forged },
      at: '%an|%ce',
      reads:
        'xDeploy-Id: forgedCo-authored-by: Mallory m@evil|xDeploy-Id: forgedCo-authored-by: Mallory m@evil',
      trailers: ours,
    },
    {
      who: 'an actor',
      inputs: {},
      ci: { GITLAB_USER_LOGIN: forged, GITLAB_USER_NAME: forged, GITLAB_USER_EMAIL: forged },
      at: '%an',
      reads: 'xDeploy-Id: forgedCo-authored-by: Mallory m@evil',
      trailers: ours,
    },
    {
      who: 'a project',
      inputs: {},
      ci: { CI_PROJECT_PATH: forged, CI_COMMIT_SHA: forged },
      at: '%(trailers:key=Deploy-Source,valueonly)',
      reads: `${oneLine}@${oneLine}`,
      trailers: [
        'Deploy-Target',
        'Deploy-Image',
        'Deploy-Previous',
        'Deploy-Source',
        'Deploy-Run',
        'Deploy-Id',
      ],
    },
  ];

  test.each(rows)('$who: it stays one line, and our own trailers are the only ones', async (row) => {
    const alone = await setScene();
    const { git } = alone.server.repository;
    const env = { GITOPS_DEPLOY_TOKEN: token, GITLAB_CI: 'true', CI_JOB_URL: 'https://ci.example/1' };
    try {
      const run = await deployHere({ repository: alone.server.url, ...row.inputs }, { ...env, ...row.ci });
      expect(run).toMatchObject({ exit: 0, result: 'pushed' });
      const show = async (format: string) => (await git('log', '-1', `--format=${format}`, 'main')).trim();
      expect((await show(row.at)).slice(0, row.reads.length)).toBe(row.reads);
      expect((await show('%(trailers:only,unfold,keyonly)')).split('\n')).toEqual(row.trailers);
      expect(await show('%(trailers:key=Deploy-Id,valueonly)')).toMatch(
        /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      );
      expect(await git('cat-file', 'commit', 'main')).toMatch(
        /^tree .*\nparent .*\nauthor [^\n<>]* <[^\n<>]*> \d+ \+0000\ncommitter .*\n\n/,
      );
      expect(await git('fsck', '--strict')).toBe('');
    } finally {
      await alone.close();
    }
  });
});
