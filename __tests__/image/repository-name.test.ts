import { canonicalName, lastSegment, sameName } from '../../src/image/repository-name.ts';

test.each([
  ['nginx', 'docker.io/library/nginx'],
  ['library/nginx', 'docker.io/library/nginx'],
  ['docker.io/nginx', 'docker.io/library/nginx'],
  ['docker.io/library/nginx', 'docker.io/library/nginx'],
  ['index.docker.io/library/nginx', 'docker.io/library/nginx'],
  ['acme/api', 'docker.io/acme/api'],
  ['index.docker.io/acme/api', 'docker.io/acme/api'],
  ['Docker.IO/acme/api', 'docker.io/acme/api'],
  ['localhost/app', 'localhost/app'],
  ['localhost:5000/app', 'localhost:5000/app'],
  ['GHCR.io/acme/api', 'ghcr.io/acme/api'],
  ['registry/app', 'docker.io/registry/app'],
  ['registry:5000/app', 'registry:5000/app'],
])('the one spelling of %s is %s', (name, expected) => {
  expect(canonicalName(name)).toBe(expected);
});

test.each([
  ['nginx', 'docker.io/library/nginx', true],
  ['weaveworks/scope', 'docker.io/weaveworks/scope', true],
  ['acme/api', 'acme/api-worker', false],
  ['acme/api', 'ghcr.io/acme/api', false],
  ['nginx', 'acme/nginx', false],
  ['quay.io/nginx', 'quay.io/library/nginx', false],
  ['localhost:5000/app', 'localhost:5001/app', false],
  ['library/nginx', 'quay.io/library/nginx', false],
])('whether %s and %s are one name: %s', (a, b, expected) => {
  expect(sameName(a, b)).toBe(expected);
  expect(sameName(b, a)).toBe(expected);
});

test.each([
  ['nginx', 'nginx'],
  ['ghcr.io/acme/api', 'api'],
  ['localhost:5000/app', 'app'],
])('every spelling of %s ends with %s', (name, expected) => {
  expect(lastSegment(name)).toBe(expected);
});
