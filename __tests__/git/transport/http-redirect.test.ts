// Which redirects are followed, and how far.
import { following, movedTo, RepositoryMoved } from '../../../src/git/transport/http-redirect.ts';
import { RemoteError } from '../../../src/http/remote-error.ts';

const tail = '/info/refs?service=git-upload-pack';
const asked = `https://git.example/acme/old.git${tail}`;

test.each([
  ['another path', `https://git.example/acme/new.git${tail}`, 'https://git.example/acme/new.git'],
  ['a path alone', `/acme/new.git${tail}`, 'https://git.example/acme/new.git'],
  ['a relative path', `../../new.git${tail}`, 'https://git.example/acme/new.git'],
  ['the port of the scheme', `https://git.example:443/new${tail}`, 'https://git.example/new'],
  ['a name in capitals', `https://GIT.example/new${tail}`, 'https://git.example/new'],
  ['credentials in the address', `https://u:p@git.example/new${tail}`, 'https://git.example/new'],
])('%s on the same server is followed', (_, location, href) => {
  expect(movedTo(location, asked, tail)).toBe(href);
});

test.each([
  ['another host', `https://evil.example/acme/new.git${tail}`],
  ['a host named without its scheme', `//evil.example/acme/new.git${tail}`],
  ['a host below it', `https://sub.git.example/acme/new.git${tail}`],
  ['another port', `https://git.example:8443/acme/new.git${tail}`],
  ['a connection without TLS', `http://git.example/acme/new.git${tail}`],
  ['a user name that reads like the host', `https://git.example@evil.example/new.git${tail}`],
  ['another service', 'https://git.example/acme/new.git/info/refs?service=git-receive-pack'],
  ['a page of the repository', 'https://git.example/acme/new'],
  ['a sign-in page', '/users/sign_in'],
  ['no address', 'https://'],
  ['nothing', undefined],
])('%s is not followed', (_, location) => {
  expect(movedTo(location, asked, tail)).toBeUndefined();
});

const moved = (href: string) =>
  new RepositoryMoved(href, new RemoteError('not-a-git-server', 'never', `moved to ${href}`, ''));

/** Follows servers that send from one address to another, and tells who was asked and which address is new. */
async function follow(next: (href: string) => string | undefined) {
  const visited: string[] = [];
  const news: string[] = [];
  const ask = async (href: string) => {
    visited.push(href);
    const to = next(href);
    if (to !== undefined) throw moved(to);
    return href;
  };
  const end = await following('a', ask, (href) => news.push(href)).catch((error: Error) => error.message);
  return { visited, news, end };
}

test.each([
  ['nobody who moved', {}, ['a'], [], 'a'],
  ['one who moved twice', { a: 'b', b: 'c' }, ['a', 'b', 'c'], ['c'], 'c'],
  ['one who sends to himself', { a: 'a' }, ['a'], [], 'moved to a'],
  ['two who send to each other', { a: 'b', b: 'a' }, ['a', 'b'], [], 'moved to a'],
])('%s', async (_, sends: Readonly<Record<string, string>>, visited, news, end) => {
  expect(await follow((href) => sends[href])).toEqual({ visited, news, end });
});

test('redirects without an end are given up after as many as git follows', async () => {
  const { visited, news } = await follow((href) => `${href}a`);
  expect([visited.length, news]).toEqual([21, []]);
});
