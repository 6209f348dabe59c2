import { summaryMarkdown } from '../../src/report/job-summary.ts';
import type { Report } from '../../src/report/report.ts';
import { resultLines } from '../../src/report/result-lines.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const built = 'a6b469cffeeddccbbaa99887766554433221100f';
const pushed: Report = {
  ...{
    result: 'pushed',
    purpose: 'deploy',
    headline: 'vehicles a6b469c to prod',
    repository: 'https://github.com/acme/config',
  },
  ...{
    branch: 'main',
    commit,
    commitUrl: `https://github.com/acme/config/commit/${commit}`,
    pullRequestUrl: undefined,
    pullRequestNumber: undefined,
    attempts: 1,
  },
  ...{
    remote: undefined,
    supersededBy: undefined,
    rollout: undefined,
    previousSource: undefined,
    unchangedReason: undefined,
    durationMs: 830,
    changes: [],
    diff: '--- a/a\n+++ b/a\n-v1\n+v2\n',
    error: undefined,
  },
};
const error = { code: 'push-refused', message: 'Cannot push "main": denied', remedy: 'ask' } as const;

test.each<[string, Partial<Report>, string]>([
  ['a push', {}, '### 🚀 vehicles a6b469c to prod\n'],
  ['a tag that is the id of a commit', { headline: `web ${built} to prod` }, '### 🚀 web a6b469cf to prod\n'],
  ['a digest', { headline: `web sha256:${'ab'.repeat(32)}` }, '### 🚀 web sha256:abababab\n'],
  ['a dry run', { result: 'dry-run' }, '### 🔍 vehicles a6b469c to prod\n'],
  ['no change', { result: 'unchanged' }, '### ✅ vehicles a6b469c to prod\n'],
  ['a failure', { result: 'failed', error }, '### ❌ vehicles a6b469c to prod: push-refused\n'],
  [
    'a failure of which nothing is known',
    { result: 'failed', headline: undefined, error },
    '### gitops-deploy: push-refused\n',
  ],
  [
    'a name that looks like Markdown',
    { headline: '[web](x) <b>*v2*\n# y' },
    '### 🚀 \\[web\\](x) \\<b\\>\\*v2\\* # y\n',
  ],
])('the headline of %s says what goes where', (_, changed, headline) => {
  expect(summaryMarkdown({ ...pushed, ...changed }).slice(0, headline.length)).toBe(headline);
});

test('the place of a change leads to the page of its file', () => {
  const change = { file: 'apps/web.yaml', line: 7, path: 'image', from: 'v1', to: 'v2' };
  const nobody = { kind: undefined, name: undefined, namespace: undefined, variable: undefined };
  const changes = ['https://x/(a)#L7', undefined].map((fileUrl) => {
    return { ...change, ...nobody, image: 'acme/web', fileUrl };
  });
  expect(summaryMarkdown({ ...pushed, changes })).toContain(
    '| [`apps/web.yaml:7`](https://x/%28a%29#L7) | `acme/web` | `v1` | `v2` |\n| `apps/web.yaml:7` | `acme/web` |',
  );
});

test('the commit is short, and a link', () => {
  expect(summaryMarkdown(pushed)).toContain(
    `\nPushed vehicles a6b469c to prod: [01234567](https://github.com/acme/config/commit/${commit}) on main of https://github.com/acme/config in 0.8 s\n`,
  );
});

test('no address ends its link early', () => {
  const commitUrl = 'https://git.example.com/a) [b](c';
  expect(summaryMarkdown({ ...pushed, commitUrl })).toContain('(https://git.example.com/a%29%20[b]%28c)');
});

test('a long diff is folded away, a short one is not', () => {
  expect(summaryMarkdown(pushed)).not.toContain('<details>');
  const long = summaryMarkdown({ ...pushed, diff: '+a\n'.repeat(30) });
  expect(long).toMatch(/<details><summary>Diff<\/summary>\n\n```diff\n[\s\S]*\n```\n\n<\/details>\n$/);
});

test('lines to copy are a block of YAML', () => {
  const message = 'Cannot find "web": these lines set a tag\n- values.yaml:3 set: image.tag={tag} (now "v1")';
  const report: Report = { ...pushed, result: 'failed', diff: '', error: { ...error, message } };
  expect(summaryMarkdown(report)).toContain('\n```yaml\nwith:\n  set: |\n    image.tag={tag}\n```\n');
});

test.each<[Report['result'], Partial<Report>, string]>([
  [
    'pushed',
    {},
    'Pushed vehicles a6b469c to prod: 01234567 on main of https://github.com/acme/config in 0.8 s',
  ],
  [
    'unchanged',
    {},
    'Nothing to change for vehicles a6b469c to prod: main of https://github.com/acme/config holds the wanted values already',
  ],
  ['dry-run', {}, 'Dry run of vehicles a6b469c to prod: nothing was pushed'],
  ['dry-run', { repository: undefined }, 'Dry run of vehicles a6b469c to prod: nothing was written'],
  ['edited', {}, 'Edited vehicles a6b469c to prod: 0 files'],
])('the log of %s says what went where', (result, changed, line) => {
  expect(resultLines({ ...pushed, ...changed, result })[0]).toBe(line);
});
