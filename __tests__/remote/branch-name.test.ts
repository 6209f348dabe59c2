import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { checkBranch } from '../../src/remote/branch-name.ts';

const good = ['main', 'release/1.2', 'feature/a-b_c', 'x.locked', 'a@b', '@a', 'ümlaut', 'head', 'a{b}'];

const hostile = [
  ['--upload-pack=x', 'reads as an option'],
  ['+main', 'forced push'],
  ['a:b', '~ ^ : ? * ['],
  ['a..b', '".."'],
  ['x.lock', '".lock"'],
  ['x.lock/y', '".lock"'],
  ['main\n', 'control character'],
  ['a b', 'space'],
  ['a\u007fb', 'control character'],
  ['', 'empty'],
  ['/a', 'is empty'],
  ['a//b', 'is empty'],
  ['a/', 'is empty'],
  ['.a', 'starts with "."'],
  ['a/.b', 'starts with "."'],
  ['a.', 'ends with "."'],
  ['a@{1}', '"@{"'],
  ['@', '"@"'],
  ['a*', '~ ^ : ? * ['],
  ['a\\b', '~ ^ : ? * ['],
  ['HEAD', 'pointer'],
] as const;

test.each(good)('%p is a branch', (name) => {
  expect(checkBranch(name)).toBe(name);
});

test.each(hostile)('%p is refused, because %s', (name, what) => {
  expect(() => checkBranch(name)).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(what) }),
  );
});

test('a full reference is refused with the branch it stands for', () => {
  expect(() => checkBranch('refs/heads/main')).toThrow(expect.objectContaining({ remedy: 'write "main"' }));
});

test('whatever is accepted, git accepts too', () => {
  const characters = fc.constantFrom(...'aB1/.@{~^:?*[-+ \\\u0001ü', '.lock', '..', '@{', 'HEAD');
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 6 }), (parts) => {
      const name = parts.join('');
      fc.pre(isAccepted(name));
      expect(execFileSync('git', ['check-ref-format', '--branch', name], { encoding: 'utf8' })).toBe(
        `${name}\n`,
      );
    }),
    { numRuns: 50 },
  );
});

function isAccepted(name: string): boolean {
  try {
    return checkBranch(name) === name;
  } catch {
    return false;
  }
}
