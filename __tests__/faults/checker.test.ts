// The checker of all faults bites: each broken rule is seen.
import { type BareRepository, createBareRepository } from '../../testing/bare-repository.ts';
import { type CheckedRun, complaints, leaksOf } from '../../testing/checker.ts';

const file = 'web.yaml';
const before = 'image: acme/web:v1\nport: 80\n';
const after = 'image: acme/web:v2\nport: 80\n';
const message = (id: string, run: string): string => `Deploy web\n\nDeploy-Run: ${run}\nDeploy-Id: ${id}\n`;

let repository: BareRepository;
let base: string;
let landed: string;

beforeEach(async () => {
  const config = { 'core.logAllRefUpdates': 'always' };
  repository = await createBareRepository({
    files: { [file]: before, 'b.yaml': 'x\n' },
    branch: 'main',
    config,
  });
  base = (await repository.log())[0] ?? '';
  landed = await repository.commit({ [file]: after }, message('id-1', 'https://ci/1'));
});

afterEach(() => repository.remove());

const run = (more: Partial<CheckedRun> = {}): CheckedRun => ({
  jobUrl: 'https://ci/1',
  result: 'pushed',
  commit: landed,
  file,
  image: 'acme/web:v2',
  output: 'said little',
  wallMs: 900,
  budgetMs: 1000,
  ...more,
});
const check = (...runs: readonly CheckedRun[]): Promise<string[]> =>
  complaints({ repository, base, runs, secrets: ['s3cret/token+'] });

test('is content with one run and its commit', async () => {
  expect(await check(run())).toEqual([]);
});

test.each(['failed', 'unchanged', 'dry-run'])('sees a run that said %s and landed', async (result) => {
  expect(await check(run({ result }))).toEqual([expect.stringContaining(`said ${result}`)]);
});

test('sees a run that said pushed and did not land', async () => {
  const other = run({ jobUrl: 'https://ci/2', commit: base });
  expect(await check(run(), other)).toEqual([expect.stringContaining('https://ci/2 said pushed')]);
});

test('lets an unknown run land or not, but only with a commit that it names', async () => {
  expect(await check(run({ result: 'unknown' }))).toEqual([]);
  const other = run({ jobUrl: 'https://ci/2', result: 'unknown', commit: base });
  expect(await check(run(), other)).toEqual([]);
  expect(await check(run({ result: 'unknown', commit: base }))).toHaveLength(1);
  expect(await check(run({ result: 'unknown', commit: base, output: `"${landed}" or "${base}"` }))).toEqual(
    [],
  );
});

test('sees a run that took longer than it might', async () => {
  expect(await check(run({ wallMs: 20_000 }))).toEqual(['https://ci/1 took 20000 ms of 1000']);
});

test('sees one deploy that landed twice', async () => {
  await repository.commit({ [file]: before }, 'Foreign change');
  await repository.commit({ [file]: after }, message('id-1', 'https://ci/1'));
  expect(await check(run())).toContain('Deploy-Id id-1 is there twice');
});

test('sees more than the intended change', async () => {
  await repository.commit({ [file]: 'image: acme/web:v3\nport: 81\n' }, message('id-2', 'https://ci/2'));
  const commit = (await repository.log())[0] ?? '';
  expect(await check(run(), run({ jobUrl: 'https://ci/2', commit, image: 'acme/web:v3' }))).toEqual([
    expect.stringContaining('changes more than'),
  ]);
});

test('sees a change of another file', async () => {
  await repository.commit(
    { [file]: 'image: acme/web:v3\nport: 80\n', 'b.yaml': 'y\n' },
    message('id-2', 'https://ci/2'),
  );
  const commit = (await repository.log())[0] ?? '';
  expect(await check(run(), run({ jobUrl: 'https://ci/2', commit, image: 'acme/web:v3' }))).toEqual([
    expect.stringContaining('b.yaml'),
  ]);
});

test('sees a commit that was forced away', async () => {
  const lost = await repository.commit({ 'b.yaml': 'y\n' });
  await repository.git('update-ref', 'refs/heads/main', landed);
  expect(await check(run())).toEqual([`${lost} was on the branch and is gone`]);
});

test('sees a merge', async () => {
  const side = await repository.commit({ 'b.yaml': 'y\n' }, 'Side', 'side');
  const tree = (await repository.git('rev-parse', `${landed}^{tree}`)).trim();
  const merge = (await repository.git('commit-tree', tree, '-p', landed, '-p', side, '-m', 'Merge')).trim();
  await repository.git('update-ref', 'refs/heads/main', merge);
  expect((await check(run())).join('\n')).toContain(`${merge} is not on top of`);
});

test('does not trust a branch without a reflog', async () => {
  await repository.git('reflog', 'expire', '--expire=all', '--all');
  expect(await check(run())).toEqual(['the branch has no reflog']);
});

test.each([
  ['raw', 'token is s3cret/token+!'],
  ['percent-encoded', 'https://x:s3cret%2Ftoken%2B@host'],
  ['in base64', `Basic ${Buffer.from('oauth2:s3cret/token+').toString('base64')}`],
  ['in base64', Buffer.from('ab s3cret/token+ cd').toString('base64')],
  ['in hex', Buffer.from('s3cret/token+').toString('hex')],
])('finds a secret %s', async (spelling, output) => {
  expect(leaksOf(['s3cret/token+'], output)).toEqual([spelling]);
  expect(await check(run({ output }))).toEqual([`https://ci/1 printed a secret, ${spelling}`]);
});
