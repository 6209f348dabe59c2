import { file, type Scene, setScene } from '../../testing/fault-scene.ts';

let scene: Scene;
afterEach(() => scene.close());

/** They run side by side in this process, each with connections of its own; `npm run soak` runs processes. */
const writers = 30;
/** 30 writers on a busy machine with two cores need a while. */
const patienceMs = 300_000;

test(
  '30 runs of one pipeline on one place, in any order: the newest is what remains, and no commit goes back',
  async () => {
    scene = await setScene();
    const { repository } = scene.server;
    const numbers = Array.from({ length: writers }, (_, index) => index + 1).sort(() => Math.random() - 0.5);
    const runs = await Promise.all(
      numbers.map((number) => scene.deploy({ image: `acme/web:v${number}00`, order: `web ${number}` })),
    );
    const results = runs.map(({ result }) => result);
    expect(results.every((result) => result === 'pushed' || result === 'superseded')).toBe(true);
    expect(await repository.show(file)).toContain('acme/web:v3000');
    const landed = (await repository.messages())
      .reverse()
      .flatMap((message) => /^Deploy-Order: web (\d+)$/m.exec(message)?.slice(1).map(Number) ?? []);
    expect(landed).toEqual([...landed].sort((one, other) => one - other));
    expect(landed).toHaveLength(results.filter((result) => result === 'pushed').length);
    expect(await scene.settle()).toEqual([]);
  },
  patienceMs,
);
