import { formatOrder, parseOrder } from '../../src/ledger/deploy-order.ts';
import { formatTargets, parseTargets, touches } from '../../src/ledger/deploy-target.ts';
import { ledgerTrailers } from '../../src/ledger/deploy-trailers.ts';
import { readDeploys } from '../../src/ledger/read-deploys.ts';

const message = `Deploy web v2 to prod

a.yaml:3 image: v1 -> v2

Deploy-Source-Date: 2026-11-26T08:00:00+01:00
Deploy-Thread: slack:C1/1.2
Deploy-Environment: prod
Deploy-Order: acme/web deploy to prod 12
Deploy-Target: a.yaml#acme/web
Deploy-Target: b.yaml#acme/web
Deploy-Image: acme/web:v2, acme/gl:m-1
Deploy-Previous: v1, m-0
Deploy-Source: acme/web@c0ffee
Deploy-Source-Branch: main
Deploy-Run: https://ci/7
Deploy-Id: id-1
`;
const commit = { id: 'c0ffee', author: { name: 'Jo' }, date: 1000, message };
const read = (text: string) => readDeploys({ ...commit, message: text });

test('a deploy is read out of its commit', () => {
  expect(readDeploys(commit)).toEqual([
    {
      commit: 'c0ffee',
      date: 1000,
      author: 'Jo',
      id: 'id-1',
      references: ['acme/web:v2', 'acme/gl:m-1'],
      previous: 'v1, m-0',
      source: 'acme/web@c0ffee',
      sourceBranch: 'main',
      sourceDate: '2026-11-26T08:00:00+01:00',
      environment: 'prod',
      run: 'https://ci/7',
      order: { scope: 'acme/web deploy to prod', number: 12 },
      threads: ['slack:C1/1.2'],
      places: {
        targets: [
          { file: 'a.yaml', what: 'acme/web' },
          { file: 'b.yaml', what: 'acme/web' },
        ],
        isCut: false,
      },
      reverts: [],
      versionEnv: [],
      hold: undefined,
      isRelease: false,
      isProposed: false,
      keeps: [],
    },
  ]);
});

const indented = message.replace(/^/gm, '    ');
test.each<[string, string]>([
  ['indented, as in a squash merge', `Squashed\n\ncommit c0ffee\n\n${indented}`],
  ['behind a bullet', `Merge\n\n* ${message.replaceAll('\n', '\n* ')}`],
  ['with line ends of Windows', message.replaceAll('\n', '\r\n')],
  ['in front of other lines', `${message}\nReviewed-by: Jo\n(#12)`],
  ['with keys in another case', message.replaceAll('Deploy-', 'deploy-')],
])('it is read %s', (_, text) => {
  expect(read(text)).toEqual(readDeploys(commit));
});

test('several deploys in one message come apart again', () => {
  const second = message.replace('prod 12', 'prod 13').replace('id-1', 'id-2');
  const deploys = read(`Two (#7)\n\n* ${message}\n* ${second}`);
  expect(deploys.map(({ id, order }) => [id, order?.number])).toEqual([
    ['id-1', 12],
    ['id-2', 13],
  ]);
  expect(deploys.map(({ places }) => places.targets.length)).toEqual([2, 2]);
});

test.each<[string, string]>([
  ['a message without an id', message.replace(/^Deploy-Id:.*\n/m, '')],
  ['a quotation', message.replaceAll('Deploy-', '> Deploy-')],
  ['prose', 'Explain what Deploy-Id: x means'],
])('%s is no deploy', (_, text) => {
  expect(read(text)).toEqual([]);
});

test.each<[string, ReturnType<typeof parseOrder>]>([
  ['web 12', { scope: 'web', number: 12 }],
  ['deploy  the\tweb 12', { scope: 'deploy the web', number: 12 }],
  ['release 2026 12', { scope: 'release 2026', number: 12 }],
  ['12', undefined],
  ['web', undefined],
  ['web -1', undefined],
  ['web 1.5', undefined],
  ['web 1234567890123456', undefined],
])('the order "%s"', (text, expected) => {
  expect(parseOrder(text)).toEqual(expected);
  if (expected !== undefined) expect(parseOrder(formatOrder(expected))).toEqual(expected);
});

test('a scope of several lines stays in its own', () => {
  expect(formatOrder({ scope: 'web\nDeploy-Hold: x\u2028y', number: 1 })).toBe('web Deploy-Hold: x y 1');
});

test('of more than 50 targets the others are a star, which may be any place', () => {
  const many = Array.from({ length: 51 }, (_, index) => ({ file: `${index}.yaml`, what: 'web' }));
  const texts = formatTargets([...many, ...many]);
  expect([texts.length, texts.at(-1)]).toEqual([51, '*']);
  expect(touches(parseTargets(texts), [{ file: 'other.yaml', what: 'web' }])).toBe(true);
});

test.each<[string, string, boolean]>([
  ['a.yaml#acme/web', 'a.yaml#acme/web', true],
  ['a.yaml#acme/web', 'a.yaml#docker.io/acme/web', true],
  ['a.yaml#acme/web', 'a.yaml#acme/api', false],
  ['a.yaml#acme/web', 'b.yaml#acme/web', false],
  ['apps/#1/a.yaml#acme/web', 'apps/#1/a.yaml#acme/web', true],
  ['a.yaml#.spec.replicas', 'a.yaml#.spec.replicas', true],
  ['a.yaml#.[name=a#b].image', 'a.yaml#.[name=c#b].image', false],
])('%s and %s: the same place is %s', (one, other, expected) => {
  expect(touches(parseTargets([one]), parseTargets([other]).targets)).toBe(expected);
});

test.each([
  ['a.yaml', 'acme/web'],
  ['apps/#.d/x.yaml', 'GHCR.io:443/acme/web'],
  ['apps/#1/a.yaml', 'web'],
  ['a.yaml', '.spec.replicas'],
  ['a.yaml', '*'],
  ['a.yaml', '.[name=a#b].image'],
])('the place %s, %s is read as it was written', (file, what) => {
  expect(parseTargets(formatTargets([{ file, what }])).targets).toEqual([{ file, what }]);
});

test('what is not known, and what is no date, is left out', () => {
  const nothing = {
    targets: [],
    order: undefined,
    environment: undefined,
    versionEnv: [],
    reverts: [],
    hold: undefined,
    releases: [],
    promotes: [],
  };
  expect(ledgerTrailers({ ...nothing, sourceDate: 'yesterday' })).toEqual([]);
});
