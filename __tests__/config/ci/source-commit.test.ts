import type { SourceCommit, Variables } from '../../../src/config/ci/ci-run.ts';
import { readCi } from '../../../src/config/ci/read-ci.ts';

const commit = '3f2a9c1d5e7b8a9c0d1e2f3a4b5c6d7e8f901234';
const jo = { name: 'Jo Doe', email: 'jo@acme.io' };
const nothing = { author: undefined, subject: undefined, date: undefined };
const head = { id: commit, message: 'Sell more\n\nx', timestamp: '2026-11-25T21:00:00+01:00', author: jo };
const ofHead = { author: jo, subject: 'Sell more\n\nx', date: '2026-11-25T21:00:00+01:00' };

test.each<[string, Variables, SourceCommit]>([
  [
    'GitLab CI',
    {
      GITLAB_CI: 'true',
      CI_COMMIT_AUTHOR: 'Jo Doe <jo@acme.io>',
      CI_COMMIT_TITLE: 'Sell more',
      CI_COMMIT_TIMESTAMP: '2026-11-25T21:00:00Z',
    },
    { author: jo, subject: 'Sell more', date: '2026-11-25T21:00:00Z' },
  ],
  [
    'Azure Pipelines, which gives no address',
    { TF_BUILD: 'True', BUILD_SOURCEVERSIONMESSAGE: 'Sell more', BUILD_SOURCEVERSIONAUTHOR: 'Jo Doe' },
    { ...nothing, subject: 'Sell more' },
  ],
  [
    'Drone',
    {
      DRONE: 'true',
      DRONE_COMMIT_AUTHOR_NAME: 'Jo Doe',
      DRONE_COMMIT_AUTHOR_EMAIL: 'jo@acme.io',
      DRONE_COMMIT_MESSAGE: 'Sell more',
    },
    { ...nothing, author: jo, subject: 'Sell more' },
  ],
  [
    'Woodpecker',
    {
      CI: 'woodpecker',
      CI_COMMIT_AUTHOR: 'Jo Doe',
      CI_COMMIT_AUTHOR_EMAIL: 'jo@acme.io',
      CI_COMMIT_MESSAGE: 'Sell more',
    },
    { ...nothing, author: jo, subject: 'Sell more' },
  ],
  [
    'Buildkite after a push',
    {
      BUILDKITE: 'true',
      BUILDKITE_SOURCE: 'webhook',
      BUILDKITE_MESSAGE: 'Sell more',
      BUILDKITE_BUILD_AUTHOR: 'Jo Doe',
      BUILDKITE_BUILD_AUTHOR_EMAIL: 'jo@acme.io',
    },
    { ...nothing, author: jo, subject: 'Sell more' },
  ],
  [
    "Buildkite by hand, where the message is the user's",
    { BUILDKITE: 'true', BUILDKITE_SOURCE: 'ui', BUILDKITE_MESSAGE: 'Please deploy' },
    nothing,
  ],
  ['Travis CI', { TRAVIS: 'true', TRAVIS_COMMIT_MESSAGE: 'Sell more' }, { ...nothing, subject: 'Sell more' }],
  ['Bitbucket Pipelines', { BITBUCKET_BUILD_NUMBER: '7', BITBUCKET_COMMIT: commit }, nothing],
])('%s', (_, variables, expected) => {
  expect(readCi(variables).sourceCommit).toEqual(expected);
});

test.each<[string, string | undefined, SourceCommit]>([
  ['a push', JSON.stringify({ head_commit: head }), ofHead],
  ['a run after another one', JSON.stringify({ workflow_run: { head_commit: head } }), ofHead],
  ['a push of another commit', JSON.stringify({ head_commit: { ...head, id: 'f'.repeat(40) } }), nothing],
  ['a start by hand', JSON.stringify({ inputs: null, head_commit: null }), nothing],
  ['an event without an author', JSON.stringify({ head_commit: { id: commit } }), nothing],
  ['a text that is no JSON', 'x', nothing],
  ['a list', '[]', nothing],
  ['no file', undefined, nothing],
])('GitHub Actions, and Gitea and Forgejo after it: %s', (_, event, expected) => {
  const variables = { GITHUB_ACTIONS: 'true', GITHUB_SHA: commit, GITHUB_EVENT_PATH: '/event.json' };
  const readText = (path: string) => (path === '/event.json' ? event : undefined);
  expect(readCi(variables, readText).sourceCommit).toEqual(expected);
  expect(readCi({ ...variables, FORGEJO_ACTIONS: 'true' }, readText).sourceCommit).toEqual(expected);
});
