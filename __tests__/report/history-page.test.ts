import { durationText } from '../../src/report/duration-text.ts';
import { historyPage, type PageDeploy } from '../../src/report/history-page.ts';
import { spansOf } from '../../src/report/history-spans.ts';

const day = 86_400_000;
const start = Date.parse('2026-11-01T00:00:00Z');

const deploy = (change: Partial<PageDeploy>): PageDeploy => ({
  ...{ date: start, what: ['web:v2'], previous: 'v1', files: ['apps/web.yaml'], environment: 'prod' },
  ...{
    author: 'Jo Doe',
    source: 'acme/web@3f2a9c1',
    run: 'https://ci.acme.io/7',
    commit: '3f2a9c1d'.repeat(5),
  },
  ...{
    commitUrl: 'https://git.acme.io/config/commit/3f2a9c1d',
    leadMs: 1000,
    takesBack: false,
    isTakenBack: false,
  },
  ...change,
});
const figures = {
  ...{ from: start, to: start + 9 * day, deploys: 1, perDay: 0.1 },
  ...{ medianLeadMs: 7_500_000, takenBack: 0, takenBackShare: 0, medianRestoreMs: undefined },
};

test('the page says the figures, and has a row, a column and a dot for a deploy', () => {
  const page = historyPage('acme/config', figures, [deploy({})]);
  for (const text of ['<title>Deploys of acme/config</title>', '2 h 5 min', '0.0 %', '<dd>not known</dd>'])
    expect(page).toContain(text);
  expect(page.match(/<tr/g)).toHaveLength(2);
  expect(page.match(/<rect/g)).toHaveLength(1);
  expect(page.match(/<circle/g)).toHaveLength(1);
  expect(page).toContain(
    '<a href="https://git.acme.io/config/commit/3f2a9c1d" rel="noreferrer">3f2a9c1d</a>',
  );
  expect(page).toContain('<a href="https://ci.acme.io/7" rel="noreferrer">run</a>');
});

test('without a date of the source there is no picture of lead times', () => {
  expect(historyPage('acme/config', figures, [deploy({ leadMs: undefined })])).not.toContain('<circle');
});

test('nothing from outside becomes markup, and only addresses of the web become links', () => {
  const evil = '"><script>alert(1)</script>';
  const hostile = deploy({
    ...{ what: [evil], previous: evil, files: [evil], environment: evil, author: evil, source: evil },
    ...{ run: 'javascript:alert(1)', commitUrl: `https://x/${evil}` },
  });
  const page = historyPage(evil, figures, [hostile]);
  expect(page).not.toMatch(/<script|javascript:alert\(1\)"/);
  expect(page.match(/<a /g) ?? []).toHaveLength(1);
  expect(page).toContain("default-src 'none'");
});

test('10,000 deploys make a page with the newest thousand rows, and says how many are left out', () => {
  const all = Array.from({ length: 10_000 }, (_, index) =>
    deploy({ date: start + 9 * day - index * 60_000 }),
  );
  const page = historyPage('acme/config', figures, all);
  expect(page.match(/<tr/g)).toHaveLength(1001);
  expect(page).toContain('and 9000 earlier ones');
});

test.each<[string, number, number, number]>([
  ['a day', 0.5, 1, 1],
  ['a month', 30, 1, 31],
  ['half a year', 180, 7, 26],
  ['three years', 3 * 365, 28, 40],
  ['a hundred years, the last of them', 36_500, 364, 92],
])('%s is cut into columns', (_, length, days, count) => {
  const spans = spansOf([], start, start + length * day);
  expect([spans.days, spans.spans.length]).toEqual([days, count]);
});

test('every deploy of the time is in one column', () => {
  const marks = Array.from({ length: 100 }, (_, index) =>
    deploy({ date: start + index * day, takesBack: index % 10 === 0 }),
  );
  const { spans } = spansOf(marks, start, start + 99 * day);
  const sum = (count: (span: (typeof spans)[number]) => number) =>
    spans.reduce((all, span) => all + count(span), 0);
  expect([sum((span) => span.deploys), sum((span) => span.takingBack)]).toEqual([100, 10]);
});

test.each([
  [0, '0 s'],
  [59_999, '59 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [12 * 3_600_000 + 60_000, '12 h'],
  [2.5 * day, '2 d 12 h'],
])('%d ms is "%s"', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
