import { unknownRun } from '../../src/config/ci/ci-run.ts';
import { InputReader } from '../../src/config/input-reader.ts';
import { readInputSource } from '../../src/config/input-source.ts';
import type { InputName } from '../../src/config/inputs.ts';
import { readRunOrigin, readSource } from '../../src/config/origin-config.ts';
import { refusal } from '../../testing/refusal.ts';

const ci = {
  ...unknownRun,
  serverUrl: 'https://git.acme.io',
  repository: 'acme/pipeline',
  repositoryUrl: 'https://git.acme.io/acme/pipeline',
  commit: '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234',
  branch: 'main',
  sourceCommit: { author: { name: 'Jo', email: 'jo@x' }, subject: 'Sell', date: '2026-11-25T21:00:00Z' },
  runUrl: 'https://ci.acme.io/7',
  actor: 'jo',
};

const readerOf = (inputs: Partial<Record<InputName, string>>) =>
  new InputReader(new Map(Object.entries(inputs)) as Map<InputName, string>, readInputSource({}));

test.each([
  ['acme/web@3f2a9c1', 'acme/web', 'https://git.acme.io/acme/web', '3f2a9c1'],
  ['acme/web.git@3F2A9C1', 'acme/web', 'https://git.acme.io/acme/web', '3f2a9c1'],
  ['team/sub/web@3f2a', 'team/sub/web', 'https://git.acme.io/team/sub/web', '3f2a'],
  ['github.com/acme/web@3f2a9c1', 'acme/web', 'https://github.com/acme/web', '3f2a9c1'],
  ['https://github.com/acme/web.git@3f2a9c1', 'acme/web', 'https://github.com/acme/web', '3f2a9c1'],
  ['git@github.com:acme/web.git@3f2a9c1', 'acme/web', 'https://github.com/acme/web', '3f2a9c1'],
  [`ssh://git@git.x.io:22/a/b@${'a'.repeat(64)}`, 'a/b', 'https://git.x.io/a/b', 'a'.repeat(64)],
])('source %s', (source, repository, repositoryUrl, commit) => {
  expect(readSource(readerOf({ source }), ci)).toMatchObject({ repository, repositoryUrl, commit });
});

test.each([
  ['acme/web', 'is not REPOSITORY@COMMIT'],
  ['git@github.com:acme/web.git', 'is not REPOSITORY@COMMIT'],
  ['acme/web@', 'has no commit behind the "@"'],
  ['acme/web@main', 'has "main" behind the "@", which is no commit'],
  ['acme/web@v1.2.3', 'which is no commit'],
  ['web@3f2a9c1', 'names no repository'],
  ['acme web@3f2a9c1', 'is not REPOSITORY@COMMIT'],
  ['@3f2a9c1', 'is not REPOSITORY@COMMIT'],
])('source %s is refused', (source, what) => {
  const reader = readerOf({ source });
  readSource(reader, ci);
  expect(refusal(() => reader.finish({})).message).toContain(what);
});

test('branch and subject of the CI belong to the commit of the CI', () => {
  const saidOf = (source: string) => {
    const { branch, subject } = readSource(readerOf({ source }), ci);
    return [branch, subject];
  };
  expect(saidOf('acme/web@3f2a9c1')).toEqual(['main', 'Sell']);
  expect(saidOf('acme/web@0123456')).toEqual([undefined, undefined]);
});

test('without an input the CI is asked', () => {
  const { repository, repositoryUrl, commit, branch, runUrl, actor, sourceCommit } = ci;
  expect(readSource(readerOf({}), ci)).toEqual({
    ...sourceCommit,
    repository,
    repositoryUrl,
    commit,
    branch,
  });
  expect(readRunOrigin(readerOf({}), ci)).toEqual({ runUrl, actor });
});

test.each<[InputName, string, string]>([
  ['run-url', 'tekton.acme.io/7', 'is not a web address'],
  ['run-url', 'https://tekton.acme.io/7\nDeploy-Id: forged', 'is not a web address'],
  ['actor', 'jo\nann', 'has more than one line'],
])('%s %j is refused', (name, text, what) => {
  const reader = readerOf({ [name]: text });
  readRunOrigin(reader, ci);
  expect(refusal(() => reader.finish({})).message).toContain(what);
});
