import { noEdit, summarize } from '../../src/change/summary.ts';
import { emptyTarget } from '../../src/manifest/target.ts';
import { commitText, requestText } from '../../src/proposals/request-text.ts';

const origin = {
  id: '1',
  repository: 'acme/web',
  commit: 'a'.repeat(40),
  branch: 'main',
  runUrl: 'https://ci/7',
};
const change = { resource: { kind: undefined, name: undefined, namespace: undefined }, variable: undefined };
const edit = {
  ...noEdit,
  changes: [
    { ...change, file: 'a|b.yaml', line: 2, path: 'image', image: 'acme/`web`', from: '', to: '@everyone' },
  ],
};
const summary = summarize(noEdit, emptyTarget);
const none = { title: undefined, body: undefined };

test('what a file holds cannot leave its cell, and mentions nobody', () => {
  const { title, body } = requestText(none, 'Deploy web', edit as never, summary, origin);
  expect(title).toBe('Deploy web');
  expect(body).toContain("| `a\\|b.yaml:2` | `acme/'web'` | `(none)` | `@everyone` |");
  expect(body).toContain('Pipeline: https://ci/7');
});

test("the user's words count, in one line for the title", () => {
  const own = {
    title: () => 'One\ntwo',
    body: ({ changes }: { changes: string }) => `My words\r\n${changes}`,
  };
  const { title, body } = requestText(own, 'Deploy web', edit as never, summary, origin);
  expect(title).toBe('One two');
  expect(body).toMatch(/^My words\n\| file \|/);
});

test('what a commit says is text, and mentions nobody', () => {
  const { title, body } = commitText('Deploy web v2\n\n```\n@everyone\n\nDeploy-Id: 1\n');
  expect(title).toBe('Deploy web v2');
  expect(body).toMatch(/^```text\n'''\n@everyone\n\nDeploy-Id: 1\n```\n\n<sub>gitops-deploy keeps/);
  expect(commitText('Deploy web v2\n').body).toMatch(/^<sub>/);
});
