import type { LooseSelector } from '../../../testing/edit-check.ts';
import { refusal, targetOf } from '../support.ts';

const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: staging}
spec:
  containers:
    - {name: api, image: "acme/api:m-1"}
---
image: acme/api:m-1
---
image: acme/other:m-1
`;
const first = 'app.yaml:6 acme/api:m-1 (Deployment web, container api)';
const second = 'app.yaml:8 acme/api:m-1';

describe('An image that selectors leave out', () => {
  it.each<[LooseSelector, readonly string[], string]>([
    [
      { container: 'web' },
      ['"container" asks for "web"', `${first} has container "api"`, `${second} has no container`],
      'correct "container", or leave it out',
    ],
    [
      { kind: 'deployment' },
      ['"kind" asks for "deployment"', `${first} has kind "Deployment"`, `${second} has no kind`],
      'write "kind" as "Deployment", its case counts',
    ],
    [
      { from: 'v*' },
      ['"from" asks for "v*"', `${first} has tag "m-1"`, `${second} has tag "m-1"`],
      'correct "from", or leave it out',
    ],
    [
      { name: 'api', namespace: 'prod' },
      [
        '"name" asks for "api" and "namespace" asks for "prod"',
        `${first} has name "web", namespace "staging"`,
        `${second} has no name`,
      ],
      'correct "name" or "namespace", or leave it out',
    ],
  ])('by %j is said to be there, with what it has instead', (select, [reason, ...places], remedy) => {
    const lines = places.map((place) => `\n- ${place}`).join('');
    expect(refusal(text, targetOf('acme/api:m-2', { select }))).toMatchObject({
      code: 'image-not-found',
      message: `Cannot find image "acme/api" in "app.yaml": it is there, but ${reason}${lines}`,
      remedy,
    });
  });

  it('is found out by the comment of its policy too', () => {
    const marked = 'tag: v1 # {"$imagepolicy": "ns:api:tag"}\n';
    const target = targetOf('acme/api:v2', { policy: 'ns:api', select: { kind: 'HelmRelease' } });
    expect(refusal(marked, target).message).toMatch(
      /^Cannot find the image policy "ns:api" in "app.yaml": it is there, but "kind" asks for "HelmRelease"\n- app.yaml:1 v1 has no kind$/,
    );
  });
});

it('A field that selectors leave out is said to be there', () => {
  const set = [{ path: 'spec.replicas', value: '3', fromImage: false }];
  const manifest = 'kind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2}\n';
  expect(refusal(manifest, targetOf([], { set, select: { kind: 'deployment' } }))).toMatchObject({
    code: 'path-not-found',
    message:
      'Cannot set "spec.replicas": it is there, but "kind" asks for "deployment"\n- app.yaml:3 spec.replicas (Deployment web) has kind "Deployment"',
    remedy: 'write "kind" as "Deployment", its case counts',
  });
});
