import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Scene, setScene } from '../support/fault-scene.ts';

let scene: Scene;
/** One server for all: every deploy wants another tag, so that each has something to push. */
let tag = 1;

/** The hooks say what stands in the file `refusal`, as often as the file `times` says. */
const refuse = (when: string): string => `
  [ "$(cat where)" = ${when} ] && left=$(cat times) && [ "$left" -gt 0 ] || exit 0
  echo $((left - 1)) > times; cat refusal >&2; exit 1`;

type Hook = 'pre-receive' | 'update';

beforeAll(async () => {
  scene = await setScene({ hooks: { 'pre-receive': refuse('pre-receive'), update: refuse('update') } });
});
beforeEach(() => answer('pre-receive', '', 0));
afterAll(() => scene.close());

async function answer(hook: Hook, text: string, times: number): Promise<void> {
  const { directory } = scene.server.repository;
  const files = { where: hook, refusal: `${text}\n`, times: String(times) };
  for (const [name, content] of Object.entries(files)) await writeFile(join(directory, name), content);
}

function deploy(timeout = '20s') {
  tag += 1;
  return scene.deploy({ image: `acme/web:v${tag}`, timeout });
}

const branch = 'refs/heads/main';

/** [what the server says; the code; words of the remedy] */
const permanent = [
  [`error: GH006: Protected branch update failed for ${branch}.`, 'push-refused', 'bypass'],
  [
    'error: GH013: Repository rule violations found\n- Changes must be made through a pull request.',
    'push-refused',
    'bypass actor of the ruleset',
  ],
  [
    'error: GH013: Repository rule violations found\n- Required status check "ci" is expected.',
    'push-refused',
    'bypass actor of the ruleset',
  ],
  ['error: GH001: Large files detected.', 'push-refused', 'large file'],
  ['error: GH003: Sorry, force-pushing is not allowed.', 'push-refused', 'never forces'],
  ['error: GH007: Your push would publish a private email address.', 'push-refused', 'noreply'],
  ['- Push cannot contain secrets', 'push-refused', 'secret'],
  [
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml`',
    'permission-denied',
    'workflow',
  ],
  ['Permission to o/r.git denied to github-actions[bot].', 'permission-denied', 'contents: write'],
  ['Write access to repository not granted.', 'permission-denied', 'App token'],
  [
    'GitLab: You are not allowed to push code to protected branches on this project.',
    'push-refused',
    'Allowed to push',
  ],
  ["GitLab: Commit message does not follow the pattern '^JIRA'", 'push-refused', 'push rules'],
  ["GitLab: Author 'a@b.example' is not a member of team", 'push-refused', 'push rules'],
  ['GitLab: You are not allowed to upload code.', 'permission-denied', 'CI_JOB_TOKEN'],
  [
    'GitLab: This deploy key does not have write access to this project.',
    'permission-denied',
    'write access',
  ],
  ['Permission denied to update branch main.', 'push-refused', 'branch restrictions'],
  ['Gitea: Not allowed to push to protected branch main', 'push-refused', 'whitelist'],
  ['Gitea: User permission denied for writing.', 'permission-denied', 'write access'],
  [
    'VS403702: TF402455: Pushes to this branch are not permitted; you must use a pull request.',
    'push-refused',
    'Bypass',
  ],
  [
    "TF401027: You need the Git 'GenericContribute' permission to perform this action.",
    'permission-denied',
    'Contribute',
  ],
  ['TF401019: The Git repository with name or identifier x does not exist.', 'repository-not-found', 'URL'],
  ['TF400813: The user is not authorized to access this resource.', 'repository-not-found', 'URL'],
  ['prohibited by Gerrit: not permitted: update', 'push-refused', 'refs/for/'],
  ["'refs/heads/a' exists; cannot create 'refs/heads/a/b'", 'push-refused', 'another name'],
] as const;

describe.each([
  ['pre-receive', permanent],
  ['update', permanent.slice(0, 2)],
] as const)('a refusal by a %s hook', (hook, texts) => {
  test.each(texts)('is final, quoted, and has its remedy: %s', async (text, code, remedy) => {
    await answer(hook, text, 1);
    const { exit, report } = await deploy();
    expect([exit, report.attempts ?? 1]).toEqual([code === 'push-refused' ? 5 : 4, 1]);
    expect(report.error).toMatchObject({ code, remedy: expect.stringContaining(remedy) });
    expect(report.error?.message).toContain(text.replace('\n', ' '));
  });
});

const passing = [
  'fetch first',
  '! [rejected] non-fast-forward',
  'stale info',
  'non-fast forward',
  'failed to lock',
  `cannot lock ref '${branch}': is at 1111 but expected 2222`,
  'incorrect old value provided',
  'reference already exists',
  'reference does not exist',
  'TF401028: The reference has already been updated by another client',
  `Unable to create '/srv/config.git/${branch}.lock': File exists.`,
  'unpacker error',
  'index-pack abnormal exit',
  'eof before pack header',
  'unable to migrate objects to permanent storage',
  'atomic transaction failed',
  'failed to update refs',
  'transaction failed to start',
  'fatal error in commit_refs',
  'Internal Server Error',
  'GitLab: Internal API unreachable',
  'GitLab: Internal API error (502)',
  'GitLab: 500 Internal Server Error',
  'The repository is temporarily read-only. Please try again later.',
  'Gitaly, is not available',
  'Gitea: Internal Server Error',
  'Unable to contact gitea',
] as const;

test.each(passing)('what may pass is tried again while the branch stands still: %s', async (text) => {
  await answer('pre-receive', text, 1);
  expect(await deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 2 } });
});

test.each(['missing necessary objects', 'shallow update not allowed'])(
  'what a fresh snapshot may mend is tried once more: %s',
  async (text) => {
    await answer('pre-receive', text, 1);
    expect(await deploy()).toMatchObject({ exit: 0, report: { result: 'pushed', attempts: 2 } });
    await answer('pre-receive', text, 2);
    expect(await deploy()).toMatchObject({ exit: 5, report: { error: { code: 'push-refused' } } });
  },
);

test('a text that nobody knows is quoted after three tries', async () => {
  await answer('pre-receive', 'Deploys are closed on Fridays', 3);
  const { exit, report } = await deploy();
  expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
  expect(report.error?.message).toContain('Deploys are closed on Fridays');
  await answer('pre-receive', 'Deploys are closed on Fridays', 2);
  expect(await deploy()).toMatchObject({ exit: 0, report: { attempts: 3 } });
});

const outages = [
  'GitLab: Internal API unreachable',
  'GitLab: 500 Internal Server Error',
  'Gitea: Internal Server Error',
  'The repository is temporarily read-only.',
  'unpacker error',
] as const;

test.each(outages)('what a hook declines for ever has failed, and nothing is in doubt: %s', async (text) => {
  await answer('pre-receive', text, 1000);
  const { exit, report } = await deploy('2s');
  expect([exit, report.error?.code]).toEqual([6, 'out-of-time']);
  expect(report.error?.message).toContain(text);
});

test('after all of them, every commit is there once and none is forced', async () => {
  expect(await scene.settle()).toEqual([]);
});

describe('a rule of git itself', () => {
  let strict: Scene;
  afterEach(() => strict.close());

  test.each([
    ['a hidden branch', { 'receive.hideRefs': branch }, 'may be pushed'],
    ['a branch with a work tree', { 'core.bare': 'false' }, 'bare'],
  ])('is final: %s', async (_, config, remedy) => {
    strict = await setScene({ config });
    const { exit, report } = await strict.deploy({ timeout: '20s' });
    expect([exit, report.error?.code]).toEqual([5, 'push-refused']);
    expect(report.error?.remedy).toContain(remedy);
    expect(strict.proxy.count('push')).toBe(1);
    expect(await strict.settle()).toEqual([]);
  });
});
