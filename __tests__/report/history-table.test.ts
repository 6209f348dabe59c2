import { historyTable } from '../../src/report/history-table.ts';
import { printedText } from '../../src/report/printed.ts';

const row = {
  date: Date.parse('2026-11-26T07:58:11Z'),
  what: ['vehicles:v2'],
  previous: 'v1',
  files: ['apps/prod/a.yaml'],
  environment: undefined,
  author: 'Jo Doe',
  source: `acme/vehicles@${'c0ffee12'.repeat(5)}`,
  run: 'https://ci/7',
  commit: '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234',
};

test('a deploy is a line, and its columns stand under their headings', () => {
  const older = {
    ...row,
    what: ['a:1', 'b:1'],
    files: [],
    environment: 'prod',
    previous: undefined,
    run: undefined,
  };
  expect(historyTable([row, older])).toEqual([
    'WHEN (UTC)        COMMIT    WHAT            FROM  WHERE             WHO     SOURCE                  RUN',
    '2026-11-26 07:58  3f2a9c1d  vehicles:v2     v1    apps/prod/a.yaml  Jo Doe  acme/vehicles@c0ffee12  https://ci/7',
    '2026-11-26 07:58  3f2a9c1d  a:1 and 1 more        prod              Jo Doe  acme/vehicles@c0ffee12',
  ]);
});

test('nothing in it begins a line, or reaches a terminal or a runner as a command; a secret is taken out', () => {
  const [, line = ''] = historyTable([{ ...row, author: 'Jo\n::error::x', source: '\u001b[31mS3cret' }]);
  const text = printedText({ lines: [line], json: {} }, false, (part) => part.replaceAll('S3cret', '***'));
  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toMatch(/::error::|\u001b|S3cret/);
  expect(text).toContain('***');
});
