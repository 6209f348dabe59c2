// The words of a message, whichever service shows it.
import { composeNotification } from '../../src/notify/compose-notification.ts';
import type { DeployFacts } from '../../src/notify/deploy-facts.ts';
import { textOf } from '../../src/notify/spans.ts';
import { imageChange, pushedFacts } from '../../testing/deploy-facts.ts';

const headline = (facts: Partial<DeployFacts>): string =>
  textOf(composeNotification({ ...pushedFacts, ...facts }).headline);
const lines = (facts: Partial<DeployFacts>): readonly string[] =>
  composeNotification({ ...pushedFacts, ...facts }).changes.map(textOf);

const noPlace = { namespace: undefined, folder: undefined };

test.each<[string, Partial<DeployFacts>, string]>([
  ['what went where, old to new', {}, 'web to prod: v1 → v2'],
  [
    'the folder where no file says a namespace',
    { ...noPlace, folder: 'apps/prod' },
    'web (apps/prod): v1 → v2',
  ],
  ['nothing of a place that is unknown', noPlace, 'web: v1 → v2'],
  [
    'what it becomes, where the old tags differ',
    { changes: [imageChange, { ...imageChange, from: 'v0' }] },
    'web to prod: v2',
  ],
  [
    'no tag, where there are several',
    { changes: [imageChange, { ...imageChange, to: 'v3' }], tag: 'v2, v3' },
    'web to prod',
  ],
  ['what is added', { changes: [{ ...imageChange, from: '' }] }, 'web to prod: v2'],
  ['what goes on', { state: 'deploying' }, 'Deploying web to prod: v1 → v2'],
  ['what waits', { state: 'landed' }, 'web to prod: v1 → v2 has landed, waiting for its rollout'],
  [
    'what was taken back by the run itself',
    { state: 'rolled-back' },
    'web v2 to prod is rolled back, because its rollout failed',
  ],
  ['what was there already', { state: 'unchanged', changes: [] }, 'web to prod: already v2'],
  ['what is live', { state: 'rolled-out' }, 'web to prod: v1 → v2 is live'],
  [
    'what has landed and failed then',
    { state: 'rollout-failed' },
    'web v2 to prod has landed, but its rollout failed',
  ],
  [
    'what has landed, and nobody saw it live',
    { state: 'rollout-timed-out' },
    'web v2 to prod has landed, and is not seen to be live',
  ],
  ['what failed', { state: 'failed' }, 'Deploy of web v2 to prod failed'],
  [
    'what failed before it was known',
    { state: 'failed', ...noPlace, tag: undefined, changes: [] },
    'Deploy of web failed',
  ],
  [
    'what is in doubt',
    { state: 'unknown' },
    'Deploy of web v2 to prod: the outcome is unknown, it may still land',
  ],
  [
    'what is taken back',
    { purpose: 'rollback', changes: [{ ...imageChange, from: 'v2', to: 'v1' }] },
    'web in prod: back to v1 from v2',
  ],
  [
    'what is being taken back',
    { purpose: 'rollback', state: 'deploying' },
    'Rolling back web in prod: back to v2 from v1',
  ],
  [
    'that a rollback failed',
    { purpose: 'rollback', state: 'failed', tag: undefined },
    'Rollback of web in prod failed',
  ],
  [
    'that a rollback is in doubt',
    { purpose: 'rollback', state: 'unknown' },
    'Rollback of web v2 in prod: the outcome is unknown, it may still land',
  ],
  [
    'what is held, and why',
    { purpose: 'hold', reason: 'frozen', tag: undefined, changes: [] },
    'Held: web in prod: frozen',
  ],
  [
    'what was held already',
    { purpose: 'hold', state: 'unchanged', tag: undefined },
    'web in prod: already held',
  ],
  ['what is released', { purpose: 'release', tag: undefined, changes: [] }, 'Released: web in prod'],
  ["the user's own words", { headline: 'web is out' }, 'web is out'],
  [
    "the user's own words, and that it failed",
    { headline: 'web is out', state: 'failed' },
    'Failed: web is out',
  ],
])('the headline says %s', (_, facts, text) => {
  expect(headline(facts)).toBe(text);
});

test('a lock screen shows the headline whole, whatever the names', () => {
  const long = 'release-'.repeat(30);
  const changes = [{ ...imageChange, from: `${long}1`, to: `${long}2` }];
  const facts = { name: long, namespace: long, changes };
  expect(headline(facts).length).toBeLessThan(150);
  expect(headline(facts)).toMatch(/…\S*1 → \S*…\S*2$/);
  expect(lines(facts)).toEqual([`${long}1 → ${long}2 a.yaml:3`]);
});

test('a variable that carries the tag goes with its image', () => {
  const variable = { ...imageChange, of: 'variable', what: 'DD_VERSION', line: 9 } as const;
  expect(lines({ changes: [imageChange, variable] })).toEqual(['a.yaml:3']);
  expect(lines({ changes: [imageChange, { ...variable, from: 'v0' }] })).toEqual([
    'web in prod v1 → v2 a.yaml:3',
    'DD_VERSION in prod v0 → v2 a.yaml:9',
  ]);
});

test('several images and places have a line each, and equal values are said once', () => {
  const api = { ...imageChange, what: 'acme/api', file: 'apps/dev/api.yaml', namespace: undefined };
  expect(lines({ changes: [imageChange, api] })).toEqual([
    'web in prod a.yaml:3',
    'api in apps/dev apps/dev/api.yaml:3',
  ]);
  expect(lines({ changes: [imageChange, { ...imageChange, line: 8 }, api] })[0]).toBe(
    'web in prod a.yaml:3 and 1 more',
  );
});

test('images whose names end alike keep the whole of them', () => {
  const other = { ...imageChange, what: 'other/web' };
  expect(lines({ changes: [imageChange, other] })[1]).toBe('other/web in prod a.yaml:3');
});

test('a field that is set is named, and what is added has no old value', () => {
  const field = { ...imageChange, of: 'field', what: 'spec.replicas', from: '', to: '3' } as const;
  expect(lines({ changes: [field] })).toEqual(['spec.replicas (none) → 3 a.yaml:3']);
});

test('of many, the first twelve are listed', () => {
  const changes = Array.from({ length: 24 }, (_, index) => ({ ...imageChange, namespace: `team-${index}` }));
  const { changes: shown, moreChanges } = composeNotification({ ...pushedFacts, changes });
  expect([shown.length, moreChanges]).toEqual([12, 12]);
});

test('an error is said with its lines to copy, its remedy, and whom to ask', () => {
  const message = 'Cannot find "web": these are there\n- a.yaml:2 set: image.tag={tag}\nand more';
  const error = { message, remedy: 'copy a line' };
  const { problem, changes } = composeNotification({ ...pushedFacts, state: 'failed', error, ask: 'jo' });
  expect(problem).toEqual({
    message: 'Cannot find "web": these are there\nand more',
    lines: ['a.yaml:2 set: image.tag={tag}'],
    remedy: 'copy a line',
    ask: 'jo',
  });
  expect(changes).toEqual([]);
});

test('links lead to dashboards, the config commit and the pipeline, where they are known', () => {
  const labels = (facts: Partial<DeployFacts>): readonly string[] =>
    composeNotification({ ...pushedFacts, ...facts }).links.map(({ label }) => label);
  expect(labels({})).toEqual(['Dashboard', 'Config commit 01234567', 'Pipeline']);
  expect(labels({ fileUrl: 'https://git.example.com/f', runUrl: undefined })).toEqual([
    'Dashboard',
    'Config commit 01234567',
    'Changed file',
  ]);
  expect(labels({ dashboards: [], commitUrl: undefined, runUrl: undefined })).toEqual([]);
});
