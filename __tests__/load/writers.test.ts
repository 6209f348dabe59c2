import { type Scene, setScene } from '../../testing/fault-scene.ts';

let scene: Scene;
afterEach(() => scene.close());

/** 50 writers on a busy machine with two cores need a while. */
const patienceMs = 300_000;

const numbersTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const containerOf = (index: number, tag: string): string => `- image: acme/app-${index}:${tag}\n`;

/** All at once; every one must end as pushed. */
async function deployAll(inputs: readonly Readonly<Record<string, string>>[]) {
  const runs = await Promise.all(inputs.map((each) => scene.deploy(each)));
  expect(runs.map(({ result }) => result)).toEqual(inputs.map(() => 'pushed'));
  expect(await scene.server.repository.log()).toHaveLength(inputs.length + 1);
  return runs;
}

test.each([2, 50])(
  '%i writers of a file each all land, each once',
  async (count) => {
    const numbers = numbersTo(count);
    const fileOf = (index: number): string => `apps/${index}.yaml`;
    const files = numbers.map((index) => [fileOf(index), containerOf(index, 'v1')]);
    scene = await setScene({ files: Object.fromEntries(files) });
    await deployAll(numbers.map((index) => ({ file: fileOf(index), image: `acme/app-${index}:v2` })));
    const { git } = scene.server.repository;
    expect((await git('grep', '-h', 'v2', 'main')).split('\n').filter(Boolean)).toHaveLength(count);
    expect(await scene.settle()).toEqual([]);
  },
  patienceMs,
);

test(
  '20 writers of one image each in one file all land, and none undoes another',
  async () => {
    const numbers = numbersTo(20);
    const text = (tag: string): string => numbers.map((index) => containerOf(index, tag)).join('');
    const file = 'apps.yaml';
    scene = await setScene({ files: { [file]: text('v1') } });
    await deployAll(numbers.map((index) => ({ file, image: `acme/app-${index}:v2` })));
    expect(await scene.server.repository.show(file)).toBe(text('v2'));
    expect(await scene.settle()).toEqual([]);
  },
  patienceMs,
);

test(
  '10 writers of one tag all land; the last one wins, and each says what it replaced',
  async () => {
    scene = await setScene();
    const { repository } = scene.server;
    const runs = await deployAll(numbersTo(10).map((index) => ({ image: `acme/web:new-${index}` })));
    const log = (await repository.log()).reverse();
    const landed = log.flatMap((commit) => runs.filter((run) => run.commit === commit));
    const steps = landed.map(({ report }) => report.changes.map(({ from, to }) => `${from} ${to}`).join());
    const tags = ['v1', ...landed.map(({ image }) => image.replace('acme/web:', ''))];
    expect(steps).toEqual(landed.map((_, index) => `${tags[index]} ${tags[index + 1]}`));
    expect(await repository.show(runs[0]?.file ?? '')).toContain(`image: acme/web:${tags.at(-1)}}`);
    expect(await scene.settle()).toEqual([]);
  },
  patienceMs,
);

test(
  '10 writers of one tag with one value make one commit, and the rest change nothing',
  async () => {
    scene = await setScene();
    const runs = await Promise.all(numbersTo(10).map(() => scene.deploy()));
    const results = runs.map(({ exit, result }) => `${exit} ${result}`).sort();
    expect(results).toEqual(['0 pushed', ...numbersTo(9).map(() => '0 unchanged')]);
    expect(await scene.server.repository.log()).toHaveLength(2);
    expect(await scene.settle()).toEqual([]);
  },
  patienceMs,
);
