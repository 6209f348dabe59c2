import { copyTitle, linesToCopy } from '../../src/report/copy-lines.ts';
import type { Report } from '../../src/report/report.ts';

const failed = (message: string): Report => ({
  ...{
    result: 'failed',
    purpose: 'deploy',
    headline: undefined,
    repository: undefined,
    branch: undefined,
    commit: undefined,
  },
  ...{
    commitUrl: undefined,
    pullRequestUrl: undefined,
    pullRequestNumber: undefined,
    attempts: undefined,
    remote: undefined,
    supersededBy: undefined,
    rollout: undefined,
    previousSource: undefined,
    unchangedReason: undefined,
    durationMs: 1,
    changes: [],
    diff: '',
  },
  error: { code: 'image-not-found', message, remedy: 'check the name' },
});

test.each<[string, string, readonly string[]]>([
  [
    'one field',
    'Cannot find "web": these lines set a tag\n- values.yaml:3 set: web.image.tag={tag} (now "v1")',
    ['web.image.tag={tag}'],
  ],
  [
    'a value with brackets, as it stands now',
    'Cannot find "web":\n- a.yaml:3 set: image.tag={tag} (now "v1 (old)")',
    ['image.tag={tag}'],
  ],
  [
    'one path of several objects, once',
    'Cannot find "web":\n- a.yaml:3 set: a.tag={tag} (now "1"; with "name" x)\n- a.yaml:9 set: a.tag={tag} (now "2"; with "name" y)',
    ['a.tag={tag}'],
  ],
  [
    'several fields',
    'Cannot find "web":\n- a.yaml:3 set: a.tag={tag} (now "1")\nand these are there\n- b.yaml:1 set: spec.[name=x (y)].tag={tag} (with "create", which adds it)',
    ['a.tag={tag}', 'spec.[name=x (y)].tag={tag}'],
  ],
])('the lines to copy of %s are a block for "with:"', (_, message, lines) => {
  expect(linesToCopy(failed(message))).toEqual(['with:', '  set: |', ...lines.map((line) => `    ${line}`)]);
});

test.each([
  ['no list', 'Cannot push "main": denied'],
  ['images alone', 'Cannot find "web": these are there\n- a.yaml:3 acme/web:v1 (container set: x)'],
  ['a field in the words of a server', 'Cannot push: remote: set: a.tag={tag} (now)'],
])('a message with %s has nothing to copy', (_, message) => {
  expect(linesToCopy(failed(message))).toEqual([]);
});

test('who copies several fields is told to choose', () => {
  expect(copyTitle(['with:', '  set: |', '    a'])).not.toContain('without');
  expect(copyTitle(['with:', '  set: |', '    a', '    b'])).toContain(
    'without the lines that are not meant',
  );
});
