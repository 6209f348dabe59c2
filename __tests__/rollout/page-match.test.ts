// What a page has to say for a version to be live.
import { pagePattern } from '../../src/rollout/page-match.ts';

const sha = '3f2a9c1b0d4e5f60718293a4b5c6d7e8f9012345';

test.each([
  ['{tag}', 'v1', 'v1', true],
  ['{tag}', 'v1', '{"version":"v1"}', true],
  ['{tag}', 'v1', 'app v1, up for 3 days', true],
  ['{tag}', 'v1', 'This is v1.', true],
  ['{tag}', 'v1', 'v10', false],
  ['{tag}', 'v1', 'v1.2', false],
  ['{tag}', 'v1', 'v1-rc1', false],
  ['{tag}', 'v1', 'rev1', false],
  ['{tag}', '1.2', '11.2', false],
  ['{tag}', '1.2', '1.2.1', false],
  ['{tag}', '1.2', '1x2', false],
  ['"version":"{tag}"', 'v1', '{"version":"v1"}', true],
  ['"version":"{tag}"', 'v1', '{"other":"v1"}', false],
  ['version={tag}', 'v1', 'version=v12', false],
  ['{tag}', 'v(1', 'v(1', true],
  ['{sha}', 'v1', sha, true],
  ['{sha}', 'v1', sha.slice(0, 7), true],
  ['{sha}', 'v1', `commit ${sha.slice(0, 12)}`, true],
  ['{sha}', 'v1', sha.slice(0, 6), false],
  ['{sha}', 'v1', `${sha.slice(0, 8)}ff`, false],
  ['{sha}', 'v1', `0${sha}`, false],
  ['{tag}-{sha}', 'v1', `v1-${sha.slice(0, 7)}`, true],
])('"%s" of %s in "%s": %s', (match, tag, text, matches) => {
  expect(pagePattern(match, { tag, sha })?.test(text)).toBe(matches);
});

test('a version without the name that is asked for is on no page', () => {
  expect(pagePattern('{tag}', { tag: undefined, sha })).toBeUndefined();
  expect(pagePattern('{sha}', { tag: 'v1', sha: undefined })).toBeUndefined();
});
