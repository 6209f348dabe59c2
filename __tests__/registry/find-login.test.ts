// Which credential goes to which registry.
import { parseStoredLogins } from '../../src/config/stored-logins.ts';
import { findLogin } from '../../src/registry/find-login.ts';
import { registryPlace } from '../../src/registry/registry-place.ts';

const auth = (user: string, password: string) => ({
  auth: Buffer.from(`${user}:${password}`).toString('base64'),
});
const password = (user: string, word: string) => ({
  is: 'login',
  login: { is: 'password', user, password: word },
});

const files = [
  {
    auths: {
      'https://index.docker.io/v1/': auth('hub', 'h:1'),
      'ghcr.io': auth('gh', 'g1'),
      'quay.io/acme': auth('acme', 'q1'),
      'quay.io': { username: 'all', password: 'q2' },
      'acr.acme.io': { ...auth('00000000', ''), identitytoken: 'i1' },
      'reg.acme.io': { registrytoken: 'r1' },
      'https://ecr.acme.io': {},
    },
    credHelpers: { 'ecr.acme.io': 'ecr-login' },
  },
  { auths: { 'ghcr.io': auth('second', 's1'), 'late.acme.io': auth('late', 'l1') }, credsStore: 'desktop' },
].map((file) => parseStoredLogins(JSON.stringify(file), 'config.json'));

test.each([
  ['Docker Hub by its older address', 'nginx', password('hub', 'h:1')],
  ['the first file', 'ghcr.io/acme/web', password('gh', 'g1')],
  ['the longest part of the name', 'quay.io/acme/web', password('acme', 'q1')],
  ['the host', 'quay.io/other/web', password('all', 'q2')],
  ['the second file', 'late.acme.io/web', password('late', 'l1')],
  ['an identity token', 'acr.acme.io/web', { is: 'login', login: { is: 'identity-token', token: 'i1' } }],
  ['a registry token', 'reg.acme.io/web', { is: 'login', login: { is: 'registry-token', token: 'r1' } }],
  ['the program of one host', 'ecr.acme.io/web', { is: 'helper', program: 'docker-credential-ecr-login' }],
  ['the program of all others', 'other.acme.io/web', { is: 'helper', program: 'docker-credential-desktop' }],
  [
    'no host that only begins alike',
    'ghcr.io.evil.example/web',
    { is: 'helper', program: 'docker-credential-desktop' },
  ],
])('takes %s', (_, image, found) => {
  expect(findLogin(registryPlace(image), undefined, files)).toEqual(found);
});

test('without files there is none', () => {
  expect(findLogin(registryPlace('ghcr.io/acme/web'), undefined, [])).toEqual({ is: 'none' });
});

test.each([
  ['123.dkr.ecr.eu-west-1.amazonaws.com/web', 'pw', 'AWS'],
  ['europe-docker.pkg.dev/acme/web/api', 'ya29', 'oauth2accesstoken'],
  ['eu.gcr.io/acme/web', '{"private_key": "x"}', '_json_key'],
  ['acme.azurecr.io/web', 'pw', '00000000-0000-0000-0000-000000000000'],
  ['ghcr.io/acme/web', 'pw', 'gitops-deploy'],
])('beside a token alone, %s gets the user that it expects', (image, word, user) => {
  const given = { user: undefined, password: word };
  expect(findLogin(registryPlace(image), given, files)).toEqual(password(user, word));
});

test('what is given counts more than any file', () => {
  expect(findLogin(registryPlace('nginx'), { user: 'jo', password: 'x' }, files)).toEqual(
    password('jo', 'x'),
  );
});

test.each([
  ['nginx', 'https://registry-1.docker.io', 'library/nginx'],
  ['docker.io/acme/web', 'https://registry-1.docker.io', 'acme/web'],
  ['ghcr.io/acme/web', 'https://ghcr.io', 'acme/web'],
  ['registry.acme.io:5000/web', 'https://registry.acme.io:5000', 'web'],
  ['localhost:5000/acme/web', 'http://localhost:5000', 'acme/web'],
  ['[::1]:5000/web', 'http://[::1]:5000', 'web'],
])('%s is asked for at %s as %s', (image, origin, repository) => {
  expect(registryPlace(image)).toMatchObject({ origin, repository });
});

test('a file that is no JSON is named, and not quoted', () => {
  expect(() => parseStoredLogins('{"auths": S3cret', 'config.json')).toThrow(
    'Cannot read the credentials of registries in "config.json": it is not JSON',
  );
});
