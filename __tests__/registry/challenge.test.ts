// The header WWW-Authenticate, in the forms that registries send.
import { parseChallenges } from '../../src/registry/challenge.ts';

const bearer = (realm: string, service?: string) => ({ is: 'bearer', realm, service });

test.each([
  [
    'Docker Hub',
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull"',
    [bearer('https://auth.docker.io/token', 'registry.docker.io')],
  ],
  [
    "GHCR, whose scope is nobody's",
    'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:user/image:pull"',
    [bearer('https://ghcr.io/token', 'ghcr.io')],
  ],
  [
    'ECR',
    'Basic realm="https://1.dkr.ecr.eu-west-1.amazonaws.com/",service="ecr.amazonaws.com"',
    [{ is: 'basic' }],
  ],
  [
    'Google, without a scope',
    'Bearer realm="https://europe-docker.pkg.dev/v2/token",service="europe-docker.pkg.dev"',
    [bearer('https://europe-docker.pkg.dev/v2/token', 'europe-docker.pkg.dev')],
  ],
  [
    'ACR, with an error behind the scope',
    'Bearer realm="https://acme.azurecr.io/oauth2/token",service="acme.azurecr.io",scope="repository:web:pull",error="invalid_token"',
    [bearer('https://acme.azurecr.io/oauth2/token', 'acme.azurecr.io')],
  ],
  [
    'two challenges in one header',
    'Bearer realm="https://codeberg.org/v2/token",service="container_registry",scope="*",Basic realm="Gitea"',
    [bearer('https://codeberg.org/v2/token', 'container_registry'), { is: 'basic' }],
  ],
  [
    'values without quotes',
    'bearer realm=https://r.acme.io/token,service=r.acme.io',
    [bearer('https://r.acme.io/token', 'r.acme.io')],
  ],
  [
    'commas in a scope, and blanks around the signs',
    'Bearer scope="repository:a:pull,push repository:b:pull" , realm = "https://r.acme.io/token"',
    [bearer('https://r.acme.io/token')],
  ],
  ['a quote within quotes', 'Bearer realm="https://r/t?a=\\"b\\"",service=""', [bearer('https://r/t?a="b"')]],
  ['a scheme alone', 'Basic', [{ is: 'basic' }]],
  ['Artifactory, whose realm is no address', 'Basic realm="Artifactory Realm"', [{ is: 'basic' }]],
  ['a scheme that is not known', 'Negotiate, Digest realm="x", nonce="y"', []],
  ['nothing', '', []],
])('reads the challenge of %s', (_, header, challenges) => {
  expect(parseChallenges(header)).toEqual(challenges);
});

test('a header of any length is read in a moment', () => {
  expect(parseChallenges(`Bearer realm="${'\\'.repeat(30_000)}`)).toEqual(expect.anything());
  expect(parseChallenges('='.repeat(30_000))).toEqual([]);
});
