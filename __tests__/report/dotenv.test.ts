// The file of variables, as GitLab reads it: line by line, `^(.*?)=(.*)$`, with references in the values replaced.
import { dotenvText } from '../../src/report/dotenv.ts';

/** As app/services/ci/parse_dotenv_artifact_service.rb and lib/expand_variables.rb of GitLab do it. */
function readAsGitLab(text: string): Record<string, string> {
  if (Buffer.byteLength(text) >= 5120) throw new Error('Dotenv Artifact Too Big');
  const lines = text.split('\n').slice(0, -1);
  const pairs = lines.map((line) => {
    const [, name, value = ''] = /^(.*?)=(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error('Invalid Format');
    return [name.trim(), value.trim().replace(/\$(\w+)|\$\{\w+\}|%[a-zA-Z_]\w*%/g, 'EXPANDED')];
  });
  return Object.fromEntries(pairs);
}

test('plain values are read as they were, and what is not known is no variable', () => {
  const values = {
    GITOPS_RESULT: 'pushed',
    GITOPS_COMMIT_URL: 'https://git.acme.dev/a/-/commit/1?x=1&y=%20z#q',
    GITOPS_BRANCH: "release/1.0's",
  };
  const { text, leftOut } = dotenvText({ ...values, GITOPS_COMMIT: undefined, GITOPS_EMPTY: '' });
  expect([readAsGitLab(text), leftOut]).toEqual([values, []]);
});

test.each([
  ['a line break', 'a\nGITOPS_RESULT=pushed'],
  ['a carriage return', 'a\rb'],
  ['a line separator', 'a\u2028b'],
  ['a zero byte', 'a\0b'],
  ['a reference', 'https://acme.dev/$CI_JOB_TOKEN'],
  ['a reference in braces', ['$', '{CI_JOB_TOKEN}'].join('')],
  ['a reference of Windows', 'https://acme.dev/%CI_JOB_TOKEN%'],
  ['what is encoded and reads like one', 'https://acme.dev/%E2%80%93'],
  ['a blank at its end', 'a '],
])('a value with %s is left out', (_, value) => {
  const { text, leftOut } = dotenvText({ BEFORE: 'x', BAD: value, BEHIND: 'y' });
  expect([readAsGitLab(text), leftOut]).toEqual([{ BEFORE: 'x', BEHIND: 'y' }, ['BAD']]);
});

test('what is too much for the file is left out', () => {
  const { text, leftOut } = dotenvText({ FIRST: 'x', LONG: 'ü'.repeat(2560), LAST: 'y' });
  expect([readAsGitLab(text), leftOut]).toEqual([{ FIRST: 'x', LAST: 'y' }, ['LONG']]);
});
