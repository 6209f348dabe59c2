import fc from 'fast-check';
import { formatReference, parseReference, splitReference } from '../../src/image/reference.ts';

const sha256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const sha512 = `sha512:${'0123456789abcdef'.repeat(8)}`;
const talos = 'factory.talos.dev/installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba';

describe('parseReference', () => {
  test.each([
    ['a bare name', 'nginx', { name: 'nginx' }],
    ['a tag', 'nginx:1.27', { name: 'nginx', tag: '1.27' }],
    ['a registry with a port and no tag', 'localhost:5000/app', { name: 'localhost:5000/app' }],
    [
      'a registry with a port and a tag',
      'localhost:5000/app:1.0',
      { name: 'localhost:5000/app', tag: '1.0' },
    ],
    ['a digest', `ghcr.io/acme/api@${sha256}`, { name: 'ghcr.io/acme/api', digest: sha256 }],
    ['a tag and a digest', `api:v1@${sha256}`, { name: 'api', tag: 'v1', digest: sha256 }],
    ['a sha512 digest', `api@${sha512}`, { name: 'api', digest: sha512 }],
    ['an IPv6 registry', '[::1]:5000/app:1', { name: '[::1]:5000/app', tag: '1' }],
    ['a path of 64 hex digits', `${talos}:v1.9.0`, { name: talos, tag: 'v1.9.0' }],
    ['an upper-case registry', 'GHCR.io/app:1', { name: 'GHCR.io/app', tag: '1' }],
    ['separators in the name', 'a__b/c-d--e/f.g_h:1', { name: 'a__b/c-d--e/f.g_h', tag: '1' }],
    ['a tag of every kind of character', 'app:_A.b-C_9', { name: 'app', tag: '_A.b-C_9' }],
    ['the longest tag', `app:${'x'.repeat(128)}`, { name: 'app', tag: 'x'.repeat(128) }],
  ])('reads %s', (_, text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });

  test.each([
    ['nothing', ''],
    ['an upper-case repository', 'ghcr.io/Acme/api:1'],
    ['an empty tag', 'app:'],
    ['an empty name', ':1.0'],
    ['an empty digest', 'app@'],
    ['a tag that starts with a dot', 'app:.1'],
    ['a tag that starts with a dash', 'app:-1'],
    ['a tag that is too long', `app:${'x'.repeat(129)}`],
    ['a name that is too long', `${'a/'.repeat(127)}bc:1`],
    ['a tag that breaks out of its quotes', 'app:1.0"\n  evil: true'],
    ['a tag with a final newline', 'app:1.0\n'],
    ['a template', 'app:{{ .Values.tag }}'],
    ['a variable', 'app:$' + '{TAG}'],
    ['an alias', '*a'],
    ['a YAML tag', '!!js/function'],
    ['a digest with a digit missing', `app@${sha256.slice(0, -1)}`],
    ['a digest in upper case', `app@sha256:${'A'.repeat(64)}`],
    ['two digests', `app@${sha256}@${sha256}`],
    ['a URL', 'https://ghcr.io/acme/api:1'],
    ['a double slash', 'ghcr.io//api'],
    ['a final slash', 'ghcr.io/api/'],
    ['a port that is no number', 'localhost:x/app'],
    ['a space in front', ' app:1'],
  ])('takes %s for no reference', (_, text) => {
    expect(parseReference(text)).toBeUndefined();
  });

  test('refuses a megabyte without thinking long about it', () => {
    expect(parseReference(`${'a-'.repeat(500_000)}!`)).toBeUndefined();
    expect(parseReference(`app:${'1'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

test('splitReference takes apart what the grammar refuses', () => {
  const variable = '$' + '{TAG}';
  expect(splitReference(`app:${variable}`)).toEqual({ name: 'app', tag: variable });
  expect(splitReference('app:v1@sha256:short')).toEqual({ name: 'app', tag: 'v1', digest: 'sha256:short' });
});

test('formatReference writes what parseReference read', () => {
  const segment = fc.stringMatching(/^[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?$/);
  const registry = fc.constantFrom('', 'localhost:5000/', 'ghcr.io/', 'registry.example.com:8443/');
  const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: '' });
  const digest = fc.constantFrom('', `@${sha256}`, `@${sha512}`);
  const text = fc
    .tuple(registry, fc.array(segment, { minLength: 1, maxLength: 4 }), tag, digest)
    .map(([host, path, t, d]) => `${host}${path.join('/')}${t && `:${t}`}${d}`);
  fc.assert(
    fc.property(text, (reference) => {
      const read = parseReference(reference);
      expect(read && formatReference(read)).toBe(reference);
    }),
  );
});
