import { checkPath, isForbiddenName } from '../../src/remote/file-path.ts';

const good = [
  ['apps/web/deployment.yaml', 'apps/web/deployment.yaml'],
  ['./apps/web.yaml', 'apps/web.yaml'],
  ['apps/**/prod/*.{yaml,yml}', 'apps/**/prod/*.{yaml,yml}'],
  ['.github/x.yaml', '.github/x.yaml'],
  ['.gitlab-ci.yml', '.gitlab-ci.yml'],
  ['.gitignore', '.gitignore'],
  ['a b/ü.yaml', 'a b/ü.yaml'],
  ['git~10/x', 'git~10/x'],
  ['...', '...'],
  ['!./apps/**/test/*', '!apps/**/test/*'],
  ['__proto__/x.yaml', '__proto__/x.yaml'],
] as const;

const hostile = [
  ['', 'empty'],
  ['./', 'empty'],
  ['../x', '".."'],
  ['!../x', '".."'],
  ['!', 'empty'],
  ['a/../../x', '".."'],
  ['a/..', '".."'],
  ['/etc/passwd', 'path on this machine'],
  ['C:/x.yaml', 'path on this machine'],
  ['.git/config', 'own folder'],
  ['.GIT/config', 'own folder'],
  ['a/.git/config', 'own folder'],
  ['git~1/config', 'own folder'],
  ['GIT~1', 'own folder'],
  ['.git /config', 'own folder'],
  ['.git. ./config', 'own folder'],
  ['.git::$INDEX_ALLOCATION/config', 'own folder'],
  ['.g\u200Cit/config', 'own folder'],
  ['.git\uFEFF/config', 'own folder'],
  ['a\\..\\b', 'backslash'],
  ['a\0b', 'control character'],
  ['a\nb', 'control character'],
  ['a//b', 'is empty'],
  ['a/./b', 'is empty'],
  ['a/', 'as a folder does'],
] as const;

test.each(good)('%p is the file %p', (path, expected) => {
  expect(checkPath(path)).toBe(expected);
});

test.each(hostile)('%p is refused, because %s', (path, what) => {
  expect(() => checkPath(path)).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(what) }),
  );
});

test.each(['.', '..', '', '.git', '.GiT', 'git~1', '.git...', '.\u202Egit'])(
  'a tree may not hold %p',
  (name) => {
    expect(isForbiddenName(name)).toBe(true);
  },
);

test.each(['.gitmodules', 'git', 'git~2', '.gi', 'x.git'])('a tree may hold %p', (name) => {
  expect(isForbiddenName(name)).toBe(false);
});
