// How often is looked.
import { pauseMs } from '../../src/rollout/look-pace.ts';

test('the pace grows from a second to a quarter of a minute', () => {
  const pauses = [1, 2, 4, 8, 12, 50].map((looks) => Math.round(pauseMs(looks, 0.5)));
  expect(pauses).toEqual([1000, 1300, 2197, 6275, 15_000, 15_000]);
});

test('ten minutes take some fifty looks, with jitter of a quarter', () => {
  let [ms, looks] = [0, 0];
  while (ms < 600_000) {
    looks += 1;
    ms += pauseMs(looks, looks % 2);
  }
  expect(looks).toBeLessThan(55);
  expect([pauseMs(1, 0), pauseMs(1, 1)]).toEqual([750, 1250]);
});
