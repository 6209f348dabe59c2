import fc from 'fast-check';
import { DeployError } from '../../src/errors.ts';
import { parseRemoteUrl, type RemoteUrl } from '../../src/remote/url.ts';

const accepted = [
  [
    'https://github.com/acme/config.git',
    { host: 'github.com', port: 443, path: '/acme/config.git', href: 'https://github.com/acme/config.git' },
  ],
  ['https://github.com/acme/config/', { path: '/acme/config', href: 'https://github.com/acme/config' }],
  ['HTTPS://GitHub.com/Acme/config', { scheme: 'https', host: 'github.com', path: '/Acme/config' }],
  ['https://gitlab.com/a/b/c', { path: '/a/b/c', href: 'https://gitlab.com/a/b/c' }],
  ['https://gitlab.acme.dev:8443/a/b', { port: 8443, href: 'https://gitlab.acme.dev:8443/a/b' }],
  ['https://gitlab.com/a/b.git', { href: 'https://gitlab.com/a/b.git' }],
  ['https://dev.azure.com/acme/my%20shop/_git/config', { path: '/acme/my%20shop/_git/config' }],
  ['http://127.0.0.1:8080/r.git', { scheme: 'http', port: 8080, href: 'http://127.0.0.1:8080/r.git' }],
  ['http://[::1]:3000/r.git', { host: '::1', port: 3000, href: 'http://[::1]:3000/r.git' }],
  [
    'https://acme@dev.azure.com/acme/shop/_git/config',
    { user: 'acme', href: 'https://dev.azure.com/acme/shop/_git/config' },
  ],
  [
    'https://jane@bitbucket.org/acme/config.git',
    { user: 'jane', href: 'https://bitbucket.org/acme/config.git' },
  ],
  ['https://jane@bitbucket.acme.dev/scm/web/config.git', { user: 'jane', path: '/scm/web/config.git' }],
  ['https://jane:@gerrit.acme.dev/a/config', { user: 'jane', href: 'https://gerrit.acme.dev/a/config' }],
  ['https://jane%40acme.dev@git.acme.dev/config.git', { user: 'jane@acme.dev' }],
  ['https://100%@git.acme.dev/config.git', { user: '100%' }],
  ['https://git.acme.dev/config.git', { user: undefined }],
  [
    'git@github.com:acme/config.git',
    { scheme: 'ssh', user: 'git', host: 'github.com', port: 22, path: 'acme/config.git' },
  ],
  ['github.com:acme/config.git', { scheme: 'ssh', user: 'git', path: 'acme/config.git' }],
  ['git@git.acme.dev:/srv/config.git/', { path: '/srv/config.git' }],
  ['acme@[::1]:config.git', { user: 'acme', host: '::1', path: 'config.git' }],
  ['git@ssh.dev.azure.com:v3/acme/shop/config', { host: 'ssh.dev.azure.com', path: 'v3/acme/shop/config' }],
  ['ssh://git@GitHub.com/acme/config.git', { host: 'github.com', port: 22, path: '/acme/config.git' }],
  ['ssh://git@ssh.github.com:443/acme/config.git', { host: 'ssh.github.com', port: 443 }],
  ['ssh://git.acme.dev/~ann/config.git', { user: 'git', path: '~ann/config.git' }],
  ['ssh://ann@[::1]:2222/a%20b.git', { user: 'ann', host: '::1', port: 2222, path: '/a b.git' }],
  ['git+ssh://git@github.com/acme/config.git', { scheme: 'ssh', path: '/acme/config.git' }],
] as const;

const refused = [
  ['', 'it is empty', 'git@host:owner/name.git'],
  ['ext::sh -c id', 'remote helper', 'https://host/owner/name.git'],
  ['file:///srv/config.git', '"file://"', 'https://host/owner/name.git'],
  ['git://github.com/acme/config.git', '"git://"', 'https://host/owner/name.git'],
  ['/srv/config.git', 'path on this machine', 'https://host/owner/name.git'],
  ['../config.git', 'path on this machine', 'https://host/owner/name.git'],
  ['C:/config.git', 'path on this machine', 'https://host/owner/name.git'],
  ['-oProxyCommand=x', 'reads as an option', 'https://host/owner/name.git'],
  ['ssh://-oProxyCommand=x/y', '"-oProxyCommand=x" is not a host name', 'ssh://git@host'],
  ['ssh://-oProxyCommand=x@host/y', 'user name', 'git@'],
  ['-oProxyCommand=x:y', 'reads as an option', 'git@host:owner/name.git'],
  ['git@-oProxyCommand=x:y', 'is not a host name', 'git@host:owner/name.git'],
  ['git@github.com:-x', 'its path starts with "-"', 'git@host:owner/name.git'],
  ['https://github.com/acme/config%0a.git', 'encoded control character', 'https://host'],
  ['ssh://git@github.com/acme%00/config.git', 'encoded control character', 'ssh://git@host'],
  ['ssh://git@github.com/acme%ff', 'UTF-8', 'ssh://git@host'],
  ['https://github.com/acme/config.git\n', 'control character', 'https://host'],
  ['https://github.com\\@evil.example/x', 'backslash', 'https://host'],
  ['https://github.com/acme/../evil/config', '".."', 'https://host'],
  ['https://github.com/acme/%2e%2E/evil', '".."', 'https://host'],
  ['git@github.com:../evil', '".."', 'git@host:owner/name.git'],
  ['https://github.com', 'names no repository', 'https://host/owner/name.git'],
  ['https:///acme/config', 'it has no host', 'https://host/owner/name.git'],
  ['https:/github.com/acme/config', 'two slashes', 'https://host/owner/name.git'],
  ['https://git hub.com/x', 'a space', 'https://host'],
  ['https://github.com:99999/x', 'port', 'https://host'],
  ['https://github.com/acme/config?ref=main', 'query', 'write "https://github.com/acme/config"'],
  ['ssh://git@github.com:acme/config.git', 'not a port', 'write "git@github.com:acme/config.git"'],
  ['ssh://git@github.com:0/acme/config.git', 'its port', 'ssh://git@host'],
  ['git@host.dev:2222/config.git', 'a port cannot', 'write "ssh://git@host.dev:2222/config.git"'],
  ['ssh://git@github.com/', 'names no repository', 'ssh://git@host'],
  ['acme/config', 'not a clone URL', '"owner/name" on this CI\'s own host'],
] as const;

/** The secret is `hunter2` (or `hunter/2`) everywhere; no message may show any of it. */
const withSecret = [
  ['https://ann:hunter2@github.com/acme/config.git', 'input "token"'],
  ['https://hunter2@github.com/acme/config.git', 'input "token"'],
  ['https://hunter2@gitlab.com/acme/config.git', 'input "token"'],
  ['https://ghp_hunter2@git.acme.dev/acme/config.git', 'input "token"'],
  ['https://glpat-hunter2@git.acme.dev/acme/config.git', 'input "token"'],
  [`https://${'hunter2'.repeat(8)}@dev.azure.com/acme/shop/_git/config`, 'input "token"'],
  ['https://ann:hunter/2@github.com/acme/config.git', 'user and password'],
  ['https://ann:hunter2@github.com/a\\b', 'https://host'],
  ['https://github.com/acme/config?private_token=hunter2', 'write "https://github.com/acme/config"'],
  ['ssh://git:hunter2@github.com/acme/config.git', 'input "ssh-key"'],
  ['ssh://git:hunter/2@github.com/acme/config.git', 'user and password'],
  ['ssh://git:hunter2@github.com:acme/config.git', 'input "ssh-key"'],
  ['git:hunter2@github.com:acme/config.git', 'input "ssh-key"'],
  ['ann:hunter2@gitlab.com/acme/config.git', 'write "https://gitlab.com/acme/config.git"'],
  ['hunter2@gitlab.com/acme/config.git', 'https://host'],
  ['git@github.com:hunter2@acme/config.git', '%40'],
  ['https://ann:hunter2', 'https://host'],
  ['https://ann:hunter2/acme/config.git', 'https://host'],
  ['ssh://git:hunter2/acme/config.git', 'ssh://git@host'],
  ['ssh://git:2hunter/acme/config.git', 'ssh://git@host'],
  ['git:hunter/2@github.com:acme/config.git', 'user and password'],
  ['git://ann:hunter2@github.com/acme/config.git', 'https://host'],
] as const;

describe('parseRemoteUrl', () => {
  test.each(accepted)('reads %p', (text, expected) => {
    expect(parseRemoteUrl(text)).toMatchObject(expected);
  });

  test.each(refused)('refuses %p, because %s', (text, what, remedy) => {
    const error = refusalOf(text);
    expect(error.code).toBe('invalid-input');
    expect(error.message).toContain(what);
    expect(error.remedy).toContain(remedy);
  });

  test.each(withSecret)('refuses %p without a word of its secret', (text, remedy) => {
    const error = refusalOf(text);
    expect(error.remedy).toContain(remedy);
    expect(`${error.message} ${error.remedy} ${error.stack}`).not.toMatch(/hunter/);
  });

  test('shows no control character of a hostile URL', () => {
    expect(refusalOf('https://x/\u001b[31m\u202e').message).not.toMatch(/\p{C}/u);
  });
});

test('whatever the text is, it is a URL without surprises or a refusal', () => {
  const start = fc.constantFrom(
    '',
    'git@host.dev:',
    'ssh://',
    'ssh://git@host.dev/',
    'https://',
    'https://host.dev/a',
  );
  const part = fc.constantFrom(...'a.:/@-~%[]?#\\ \n\u202e1', 'git@', 'host.dev', '::', '..', '%0a', '%2e');
  const text = fc
    .tuple(start, fc.array(part, { maxLength: 8 }))
    .map(([first, rest]) => first + rest.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const url = parsed(given);
      if (url === undefined) return;
      expect(url.host).toMatch(/^[\p{L}\p{N}]|^[0-9a-f:]+$/u);
      expect(url.path).not.toMatch(/^-|[\p{Cc}\s]|(?:^|\/)\.\.(?:\/|$)/u);
      if (url.scheme === 'ssh') expect(url.user).toMatch(/^\w/);
      else expect(url.href).not.toMatch(/[@?#]/);
    }),
    { numRuns: 5000 },
  );
});

function parsed(text: string): RemoteUrl | undefined {
  try {
    return parseRemoteUrl(text);
  } catch (error) {
    if (error instanceof DeployError) return undefined;
    throw error;
  }
}

function refusalOf(text: string): DeployError {
  try {
    parseRemoteUrl(text);
  } catch (error) {
    if (error instanceof DeployError) return error;
    throw error;
  }
  throw new Error(`"${text}" was accepted`);
}
