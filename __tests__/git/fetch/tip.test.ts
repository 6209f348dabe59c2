import { tipOf } from '../../../src/git/fetch/tip.ts';
import { refusal } from '../../../testing/refusal.ts';

const oid = '0123456789abcdef0123456789abcdef01234567';

test.each([
  'a..b',
  'main\u0007',
  'main\nPushed 1234 to main',
  '-main',
  '+main',
  'refs/heads/main',
  'a:b',
  'x.lock',
  'a b',
  '',
])('a default branch %j of a server is refused as one of a user is', (branch) => {
  const target = `refs/heads/${branch}`;
  const refs = [
    { oid, name: 'HEAD', target },
    { oid, name: target, target: undefined },
  ];
  const { code, message } = refusal(() => tipOf(refs, undefined, 'git.example/config'));
  expect(code).toMatch(/unsupported-repository|branch-not-found/);
  expect(message).not.toMatch(/\p{Cc}/u);
});

test('a default branch that git allows is taken', () => {
  const refs = [
    { oid, name: 'HEAD', target: 'refs/heads/release/1.2' },
    { oid, name: 'refs/heads/release/1.2', target: undefined },
  ];
  expect(tipOf(refs, undefined, 'git.example/config')).toEqual({ branch: 'release/1.2', commit: oid });
});
