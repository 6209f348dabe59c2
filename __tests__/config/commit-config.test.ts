import { unknownRun } from '../../src/config/ci/ci-run.ts';
import { readCommit } from '../../src/config/commit-config.ts';
import { readGitIdentities } from '../../src/config/git-variables.ts';
import { InputReader } from '../../src/config/input-reader.ts';
import { readInputSource } from '../../src/config/input-source.ts';
import type { InputName } from '../../src/config/inputs.ts';
import type { Variables } from '../../src/config/variables.ts';
import { refusal } from '../../testing/refusal.ts';

type Inputs = Partial<Record<InputName, string>>;

const ci = { ...unknownRun, author: { name: 'Jo Doe', email: 'jo@acme.io' } };
const bot = 'Bot <bot@acme.io>';
const gitAuthor = { GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@acme.io' };
const gitCommitter = { GIT_COMMITTER_NAME: 'Pipeline', GIT_COMMITTER_EMAIL: 'pipeline@acme.io' };

const readerOf = (inputs: Inputs) =>
  new InputReader(new Map(Object.entries(inputs)) as Map<InputName, string>, readInputSource({}));
const read = (inputs: Inputs, variables: Variables = {}) =>
  readCommit(readerOf(inputs), ci, readGitIdentities(variables));

test.each<[string, Inputs, Variables, string, string]>([
  ['the CI, where nobody says otherwise', {}, {}, 'Jo Doe <jo@acme.io>', 'Jo Doe <jo@acme.io>'],
  ['the input, for both', { author: bot }, {}, bot, bot],
  ['an input each', { author: bot, committer: 'P <p@x>' }, {}, bot, 'P <p@x>'],
  ['a committer alone', { committer: bot }, {}, 'Jo Doe <jo@acme.io>', bot],
  ["git's author", {}, gitAuthor, 'Ann <ann@acme.io>', 'Ann <ann@acme.io>'],
  ["git's committer", {}, gitCommitter, 'Jo Doe <jo@acme.io>', 'Pipeline <pipeline@acme.io>'],
  ['an input in front of git', { author: bot, committer: bot }, { ...gitAuthor, ...gitCommitter }, bot, bot],
  ["git's committer beside an input", { author: bot }, gitCommitter, bot, 'Pipeline <pipeline@acme.io>'],
  ["git's name alone", {}, { GIT_AUTHOR_NAME: 'Ann' }, 'Ann <jo@acme.io>', 'Ann <jo@acme.io>'],
  [
    'no empty variable',
    {},
    { GIT_AUTHOR_NAME: ' ', GIT_AUTHOR_EMAIL: '<>' },
    'Jo Doe <jo@acme.io>',
    'Jo Doe <jo@acme.io>',
  ],
  [
    'no variable that nothing replaced',
    {},
    { GIT_AUTHOR_NAME: '$GITLAB_USER_NAME', GIT_AUTHOR_EMAIL: '$(EMAIL)' },
    'Jo Doe <jo@acme.io>',
    'Jo Doe <jo@acme.io>',
  ],
])('who commits is %s', (_, inputs, variables, author, committer) => {
  const commit = read(inputs, variables);
  expect(`${commit.author.name} <${commit.author.email}>`).toBe(author);
  expect(`${commit.committer.name} <${commit.committer.email}>`).toBe(committer);
});

test.each([
  ['Ticket: OPS-7', [{ key: 'Ticket', value: 'OPS-7' }]],
  ['Ticket:OPS-7', [{ key: 'Ticket', value: 'OPS-7' }]],
  ['See: https://acme.io/a: b', [{ key: 'See', value: 'https://acme.io/a: b' }]],
  [
    'A: 1\n\nB: 2\n',
    [
      { key: 'A', value: '1' },
      { key: 'B', value: '2' },
    ],
  ],
  [
    'Argocd-reference-commit-author: Jo <jo@x>',
    [{ key: 'Argocd-reference-commit-author', value: 'Jo <jo@x>' }],
  ],
])('trailers %j', (trailers, expected) => {
  expect(read({ trailers }).trailers).toEqual(expected);
});

test.each([
  ['Ticket OPS-7', 'is not a trailer'],
  ['Two words: x', 'is not a trailer'],
  [': x', 'is not a trailer'],
  ['https://acme.io', 'is not a trailer'],
  ['Ticket:', 'has no value'],
  ['Deploy-Id: forged', "gitops-deploy's own"],
  ['deploy-image: x/y:1', "gitops-deploy's own"],
])('the trailer %j is refused', (trailers, what) => {
  const reader = readerOf({ trailers });
  readCommit(reader, ci, readGitIdentities({}));
  expect(refusal(() => reader.finish({})).message).toContain(what);
});

test('the sign-off is by the committer, and stands there once', () => {
  const signed = { key: 'Signed-off-by', value: bot };
  expect(read({ 'sign-off': 'true', committer: bot, trailers: 'A: 1' }).trailers).toEqual([
    { key: 'A', value: '1' },
    signed,
  ]);
  expect(
    read({ 'sign-off': 'true', committer: bot, trailers: `signed-off-by: ${bot}` }).trailers,
  ).toHaveLength(1);
  expect(read({ committer: bot }).trailers).toEqual([]);
});
