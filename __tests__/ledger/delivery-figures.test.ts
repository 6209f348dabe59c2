import { deliveryFigures, leadMs, takenBack } from '../../src/ledger/delivery-figures.ts';
import { type Deploy, readDeploys } from '../../src/ledger/read-deploys.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2026-11-01T00:00:00Z');

/** One deploy: hours after the start, and the trailers that matter here. */
function deploy(id: string, hours: number, trailers: readonly string[]) {
  const message = `Deploy\n\nDeploy-Target: a.yaml#acme/web\nDeploy-Image: acme/web:${id}\n${trailers.map((each) => `${each}\n`).join('')}Deploy-Id: ${id}\n`;
  const commit = { id: id.padEnd(40, '0'), message, author: { name: 'Jo' }, date: start + hours * hour };
  return readDeploys(commit);
}

const sourceAt = (hours: number) =>
  `Deploy-Source-Date: ${new Date(start + hours * hour).toISOString().replace('.000', '')}`;

const figures = (deploys: readonly Deploy[], since: number | undefined, now: number) =>
  deliveryFigures(deploys, takenBack(deploys), since, now);

const history = [
  ...deploy('ddddddd', 48, [sourceAt(0), `Deploy-Reverts: ${'ccccccc'.padEnd(40, '0')}`]),
  ...deploy('ccccccc', 45, [sourceAt(44)]),
  ...deploy('bbbbbbb', 24, [sourceAt(20)]),
  ...deploy('aaaaaaa', 0, []),
];

test('a history becomes figures', () => {
  expect(figures(history, undefined, start + 4 * day)).toEqual({
    from: start,
    to: start + 4 * day,
    deploys: 4,
    perDay: 1,
    medianLeadMs: hour,
    takenBack: 1,
    takenBackShare: 1 / 3,
    medianRestoreMs: 3 * hour,
  });
});

test('a history of a moment is one of a day, and none has no rates', () => {
  expect(figures(history.slice(0, 1), undefined, start + 48 * hour)).toMatchObject({ perDay: 1 });
  expect(figures([], start, start + 2 * day)).toMatchObject({
    deploys: 0,
    perDay: 0,
    takenBackShare: 0,
  });
});

test.each<[string, readonly string[], number | undefined]>([
  ['is from the source to the deploy', [sourceAt(4)], hour],
  ['is not known without a date of the source', [], undefined],
  ['is not known where the clock of the source is ahead', [sourceAt(6)], undefined],
  [
    'does not count where an older state comes back',
    [sourceAt(1), `Deploy-Reverts: ${'a'.repeat(40)}`],
    undefined,
  ],
  ['is not known where the date is none', ['Deploy-Source-Date: yesterday'], undefined],
])('the lead time %s', (_, trailers, expected) => {
  const [only] = deploy('1234567', 5, trailers);
  expect(only && leadMs(only)).toBe(expected);
});

test.each<[string, string, number]>([
  ['a commit', 'bbbbbbb'.padEnd(40, '0'), 1],
  ['a commit that is not there', 'bbbbbbb'.padEnd(40, '1'), 0],
  ['itself', 'eeeeeee'.padEnd(40, '0'), 0],
  ['no commit', 'the last one', 0],
])('a deploy that takes back %s', (_, value, count) => {
  const all = [...deploy('eeeeeee', 90, [`Deploy-Reverts: ${value}`]), ...history.slice(2)];
  expect(takenBack(all).size).toBe(count);
});

test('what was taken back twice was so by the first that did', () => {
  const again = deploy('fffffff', 60, [`Deploy-Reverts: ${'ccccccc'.padEnd(40, '0')}`]);
  const all = [...again, ...history];
  expect([...takenBack(all).values()].map(({ id }) => id)).toEqual(['ddddddd']);
});

test('of several that were taken back at once, the time to restore is that of the one that was live', () => {
  const back = ['ccccccc', 'bbbbbbb'].map((id) => `Deploy-Reverts: ${id.padEnd(40, '0')}`);
  const all = [...deploy('eeeeeee', 50, back), ...history.slice(1)];
  expect(figures(all, undefined, start + 4 * day)).toMatchObject({
    takenBack: 2,
    medianRestoreMs: 5 * hour,
  });
});

test('a rollback takes back what came since the oldest commit that it names, at its own places', () => {
  const [other] = deploy('0000000', 30, []).map((each) => ({
    ...each,
    places: { targets: [{ file: 'b.yaml', what: 'acme/web' }], isCut: false },
  }));
  const back = deploy('eeeeeee', 50, [`Deploy-Reverts: ${'bbbbbbb'.padEnd(40, '0')}`]);
  const all = [...back, ...history.slice(1, 2), ...(other ? [other] : []), ...history.slice(2)];
  expect([...takenBack(all).keys()].map(({ id }) => id)).toEqual(['ccccccc', 'bbbbbbb']);
});
