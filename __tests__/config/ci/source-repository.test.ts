import { sourceRepository } from '../../../src/config/ci/source-repository.ts';

test.each<[string, string, string, string]>([
  ['https://github.com/acme/web.git', 'https://github.com', 'acme/web', 'https://github.com/acme/web'],
  ['https://github.com/acme/web/', 'https://github.com', 'acme/web', 'https://github.com/acme/web'],
  ['git@github.com:acme/web.git', 'https://github.com', 'acme/web', 'https://github.com/acme/web'],
  ['ssh://git@ssh.github.com:443/acme/web', 'https://github.com', 'acme/web', 'https://github.com/acme/web'],
  [
    'https://u:p@git.acme.io:8443/a/b/c',
    'https://git.acme.io:8443',
    'a/b/c',
    'https://git.acme.io:8443/a/b/c',
  ],
  ['http://git.acme.io/a/b.git', 'http://git.acme.io', 'a/b', 'http://git.acme.io/a/b'],
  ['ssh://git@git.acme.io:2222/a/b.git', 'https://git.acme.io', 'a/b', 'https://git.acme.io/a/b'],
  [
    'https://acme@dev.azure.com/acme/shop/_git/web',
    'https://dev.azure.com/acme',
    'shop/web',
    'https://dev.azure.com/acme/shop/_git/web',
  ],
  [
    'https://dev.azure.com/acme/_git/web',
    'https://dev.azure.com/acme',
    'web/web',
    'https://dev.azure.com/acme/_git/web',
  ],
  [
    'git@ssh.dev.azure.com:v3/acme/shop/web',
    'https://dev.azure.com/acme',
    'shop/web',
    'https://dev.azure.com/acme/shop/_git/web',
  ],
  [
    'https://acme.visualstudio.com/shop/_git/web',
    'https://acme.visualstudio.com',
    'shop/web',
    'https://acme.visualstudio.com/shop/_git/web',
  ],
  [
    'https://tfs.acme.io/tfs/DefaultCollection/shop/_git/web',
    'https://tfs.acme.io/tfs/DefaultCollection',
    'shop/web',
    'https://tfs.acme.io/tfs/DefaultCollection/shop/_git/web',
  ],
  [
    'https://bitbucket.acme.io/scm/shop/web.git',
    'https://bitbucket.acme.io/scm',
    'shop/web',
    'https://bitbucket.acme.io/scm/shop/web',
  ],
  [
    'ssh://git@bitbucket.acme.io:7999/shop/web.git',
    'https://bitbucket.acme.io/scm',
    'shop/web',
    'https://bitbucket.acme.io/scm/shop/web',
  ],
  [
    'acme@vs-ssh.visualstudio.com:v3/acme/shop/web',
    'https://dev.azure.com/acme',
    'shop/web',
    'https://dev.azure.com/acme/shop/_git/web',
  ],
  ['https://github.com//acme//web', 'https://github.com', 'acme/web', 'https://github.com/acme/web'],
])('%s', (url, serverUrl, repository, repositoryUrl) => {
  expect(sourceRepository(url)).toEqual({ serverUrl, repository, repositoryUrl });
});

test.each([
  '',
  'acme/web',
  '/srv/git/web.git',
  'arn:aws:s3:::bucket/source.zip',
  'https://',
  'bucket/source.zip',
  'https://github.com/',
])('"%s" is none', (text) => {
  expect(sourceRepository(text)).toBeUndefined();
});
