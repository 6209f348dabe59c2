import { type BundleScene, setBundleScene } from '../../testing/bundle-scene.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index);
const fileOf = (index: number): string => `apps/service-${index}/deployment.yaml`;
const manifestOf = (index: number, tag: string): string =>
  `kind: Deployment\nmetadata: {name: service-${index}}\nspec:\n  template:\n    spec:\n      containers:\n` +
  `        - name: main\n          image: acme/service-${index}:${tag}\n`;

let scene: BundleScene;
afterEach(() => scene.close());

test('20 processes at once on 20 files of one branch all land, each once, none forced', async () => {
  const files = numbers.map((index) => [fileOf(index), manifestOf(index, 'v1')]);
  const config = { 'receive.denyNonFastForwards': 'false' };
  scene = await setBundleScene({ files: Object.fromEntries(files), config });
  const jobs = numbers.map((index) => ({ file: fileOf(index), image: `acme/service-${index}:v2` }));
  const runs = await Promise.all(jobs.map((flags) => scene.deploy(flags)));
  expect(runs.map(({ exit, result }) => [exit, result])).toEqual(numbers.map(() => [0, 'pushed']));
  expect(await scene.complaints()).toEqual([]);
  const { log, show } = scene.server.repository;
  expect(await log()).toHaveLength(21);
  for (const index of numbers) expect(await show(fileOf(index))).toBe(manifestOf(index, 'v2'));
}, 300_000);

test('8 processes of one pipeline on one place, in any order: the newest is what remains, and no commit goes back', async () => {
  scene = await setBundleScene({ files: { [fileOf(0)]: manifestOf(0, 'v1') } });
  const orders = [4, 8, 1, 6, 3, 7, 2, 5].sort(() => Math.random() - 0.5);
  const runs = await Promise.all(
    orders.map((number) =>
      scene.deploy({ file: fileOf(0), image: `acme/service-0:v${number}00`, order: `web ${number}` }),
    ),
  );
  const results = runs.map(({ exit, result }) => `${exit} ${result}`);
  expect(results.filter((result) => !/^0 (?:pushed|superseded)$/.test(result))).toEqual([]);
  const { messages, show } = scene.server.repository;
  expect(await show(fileOf(0))).toBe(manifestOf(0, 'v800'));
  const landed = (await messages())
    .reverse()
    .flatMap((message) => /^Deploy-Order: web (\d+)$/m.exec(message)?.slice(1).map(Number) ?? []);
  expect(landed).toEqual([...landed].sort((one, other) => one - other));
  expect(landed).toHaveLength(results.filter((result) => result === '0 pushed').length);
  expect(await scene.complaints()).toEqual([]);
}, 120_000);
