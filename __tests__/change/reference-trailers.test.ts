import { referenceTrailers, type SourceReference } from '../../src/change/reference-trailers.ts';

const commit = '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234';
const source: SourceReference = {
  repository: 'acme/web',
  repositoryUrl: 'https://github.com/acme/web',
  commit,
  author: { name: 'Jo Doe', email: 'jo@acme.io' },
  subject: 'Sell more\n\nBecause.',
  date: '2026-11-25T21:00:00+01:00',
};

const written = (changed: Partial<SourceReference>, given: Parameters<typeof referenceTrailers>[1] = []) =>
  Object.fromEntries(
    referenceTrailers({ ...source, ...changed }, given, (text) => text.includes('s3cret')).map(
      ({ key, value }) => [key.replace('Argocd-reference-commit-', ''), value],
    ),
  );

test('the five trailers have the names and the forms of Argo CD', () => {
  expect(referenceTrailers(source, [], () => false)).toEqual([
    { key: 'Argocd-reference-commit-sha', value: commit },
    { key: 'Argocd-reference-commit-repourl', value: 'https://github.com/acme/web' },
    { key: 'Argocd-reference-commit-author', value: 'Jo Doe <jo@acme.io>' },
    { key: 'Argocd-reference-commit-subject', value: 'Sell more' },
    { key: 'Argocd-reference-commit-date', value: '2026-11-25T21:00:00+01:00' },
  ]);
});

test.each<[string, Partial<SourceReference>, Record<string, string | undefined>]>([
  ['a short id', { commit: '3F2A9C1' }, { sha: '3f2a9c1' }],
  ['a repository without an address', { repositoryUrl: undefined }, { repourl: undefined }],
  ['an address that is none', { repositoryUrl: 'acme/web\nx' }, { repourl: undefined }],
  ['nobody', { author: undefined }, { author: undefined }],
  ['a name with brackets', { author: { name: 'web[bot]', email: 'b@x' } }, { author: '"web[bot]" <b@x>' }],
  [
    'a name with a comma',
    { author: { name: 'Doe, "Jo"', email: 'b@x' } },
    { author: '"Doe, \\"Jo\\"" <b@x>' },
  ],
  ['a name of another script', { author: { name: 'Jö 李', email: 'b@x' } }, { author: 'Jö 李 <b@x>' }],
  ['no subject', { subject: ' \n' }, { subject: undefined }],
  ['a subject of Windows', { subject: 'Sell more\r\n\r\nx' }, { subject: 'Sell more' }],
  ['a date of another form', { date: 'Wed Nov 25 2026' }, { date: undefined }],
  ['a date in UTC', { date: '2026-11-25T21:00:00.000Z' }, { date: '2026-11-25T21:00:00.000Z' }],
  ['a subject that holds a secret', { subject: 'Use s3cret' }, { subject: undefined, sha: commit }],
  [
    'a subject that keeps pipelines from running',
    { subject: 'Docs [skip ci]' },
    { subject: 'Docs (skip ci)' },
  ],
  ['the same otherwise', { subject: 'Docs [CI skip] ***NO_CI***' }, { subject: 'Docs (CI skip) NO_CI' }],
  [
    'a subject that closes an issue',
    { subject: 'Fix it (closes #12)' },
    { subject: 'Fix it (closes acme/web#12)' },
  ],
  [
    'an issue of another repository',
    { subject: 'Fixes a/b#1, GH-7' },
    { subject: 'Fixes a/b#1, acme/web#7' },
  ],
  [
    'an issue of nobody knows where',
    { subject: 'Fixes #1', repository: undefined },
    { subject: 'Fixes no. 1' },
  ],
])('%s', (_, changed, expected) => {
  const trailers = written(changed);
  for (const [name, value] of Object.entries(expected)) expect([name, trailers[name]]).toEqual([name, value]);
});

test.each([undefined, '', 'HEAD', 'main', '3f2a', 'a'.repeat(64)])(
  'without a commit that Argo CD takes (%s), there is none',
  (id) => {
    expect(written({ commit: id })).toEqual({});
  },
);

test('what the user gives is not said twice', () => {
  const given = [{ key: 'argocd-reference-commit-author', value: 'Ann <ann@acme.io>' }];
  expect(Object.keys(written({}, given))).toEqual(['sha', 'repourl', 'subject', 'date']);
});
