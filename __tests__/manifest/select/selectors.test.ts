import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import type { LooseSelector } from '../../../testing/edit-check.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const two = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: prod}
spec:
  containers:
    - {name: api, image: "mealie:api-1.2"}
    - {name: frontend, image: "mealie:frontend-1.2"}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: backup, namespace: jobs}
spec:
  containers:
    - {name: api, image: "mealie:api-1.2"}
`;
const next = 'mealie:api-1.3';

describe('Places of one image with different tags', () => {
  it('are refused, with each place and the selectors that tell them apart', () => {
    const error = refusal(two, targetOf(next));
    expect(error).toMatchObject({ code: 'image-ambiguous', exitCode: 3 });
    expect(error.message).toContain('app.yaml:6 mealie:api-1.2 (Deployment web, container api)');
    expect(error.message).toContain('app.yaml:7 mealie:frontend-1.2 (Deployment web, container frontend)');
    expect(error.remedy).toMatch(/"kind".*"name".*"namespace".*"container".*"from".*"expect" to 3/);
  });

  it.each<[string, LooseSelector, readonly number[]]>([
    ['the old tag', { from: 'api-*' }, [6, 14]],
    ['one character of the old tag', { from: 'api-1.?' }, [6, 14]],
    ['the container', { container: 'frontend' }, [7]],
    ['the kind', { kind: 'CronJob' }, [14]],
    ['the name', { name: 'backup' }, [14]],
    ['the namespace', { namespace: 'jobs' }, [14]],
    ['all at once', { kind: 'Deployment', name: 'web', namespace: 'prod', container: 'api', from: '*' }, [6]],
  ])('are narrowed by %s', (_by, select, lines) => {
    expect(edit(two, targetOf(next, { select })).changes.map(({ line }) => line)).toEqual(lines);
  });

  it('all change when their number is expected', () => {
    expect(edit(two, targetOf(next, { expect: 3 })).changes).toHaveLength(3);
  });

  it('are refused when another number is expected', () => {
    expect(refusal(two, targetOf(next, { expect: 2 })).code).toBe('wrong-count');
  });

  it('leave no doubt when the field of one is set', () => {
    const set = [{ path: 'spec.containers.[name=frontend].image', value: next, fromImage: true }];
    expect(edit(two, targetOf(next, { set })).changes.map(({ line }) => line)).toEqual([7]);
  });

  it('are fine in different files', () => {
    const files = [fileOf('image: acme/api:v1\n', 'dev.yaml'), fileOf('image: acme/api:v0\n', 'prod.yaml')];
    expect(editManifests(files, targetOf('acme/api:v2')).changes.map(({ from }) => from)).toEqual([
      'v1',
      'v0',
    ]);
  });

  it('are one where a string has none, which means latest', () => {
    const text = 'services:\n  a: {image: maven}\n  b: {image: "maven:latest"}\n';
    const { after } = edit(text, targetOf('maven:3.9.9'));
    expect(after).toBe('services:\n  a: {image: maven:3.9.9}\n  b: {image: "maven:3.9.9"}\n');
    const narrowed = edit(
      `${text}  c: {image: maven:3}\n`,
      targetOf('maven:4.0.0', { select: { from: 'latest' } }),
    );
    expect(narrowed.changes.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['a map', 'a: {image: {repository: maven, tag: ""}}\nb: {image: maven:latest}\n'],
    ['a kustomization', 'kind: Kustomization\nimages: [{name: maven}, {name: maven, newTag: latest}]\n'],
    ["Argo CD's kustomization", 'kustomize: {images: [maven, maven=maven:latest]}\n'],
  ])('are several where %s has none, which leaves it to others', (_where, text) => {
    expect(refusal(text, targetOf('maven:3.9.9')).code).toBe('image-ambiguous');
  });

  it.each(['(', '[a-z]*', 'api-.*', '__proto__'])('take the pattern %j by the letter', (from) => {
    expect(refusal(two, targetOf(next, { select: { from } })).code).toBe('image-not-found');
  });
});

describe('Names', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['docker.io/library/nginx', 'nginx'],
    ['index.docker.io/acme/api', 'acme/api'],
  ])('%s is %s, and keeps its spelling', (there, wanted) => {
    expect(edit(`image: ${there}:1\n`, targetOf(`${wanted}:2`)).after).toBe(`image: ${there}:2\n`);
  });

  it.each([
    ['acme/api-proxy', 'acme/api'],
    ['acme/api', 'acme/api-proxy'],
    ['my-acme/api', 'acme/api'],
    ['quay.io/nginx', 'nginx'],
    ['localhost:5000/api', 'localhost/api'],
    ['ghcr.io/acme/api', 'acme/api'],
  ])('%s is not %s', (there, wanted) => {
    expect(refusal(`image: ${there}:1\n`, targetOf(`${wanted}:2`)).code).toBe('image-not-found');
  });

  it.each([
    ['localhost:5000/app:1.0', 'localhost:5000/app:2.0'],
    ['localhost:5000/app', 'localhost:5000/app:2.0'],
    [
      `factory.talos.dev/installer/${'0a'.repeat(32)}:v1`,
      `factory.talos.dev/installer/${'0a'.repeat(32)}:v2`,
    ],
    [`acme/api@sha256:${'1'.repeat(64)}`, 'acme/api:v2'],
    [`acme/api:v1@sha256:${'1'.repeat(64)}`, 'acme/api:v2'],
    ['acme/api:v1', `acme/api:v2@sha256:${'2'.repeat(64)}`],
  ])('%s becomes %s', (there, wanted) => {
    const compose = (image: string): string => `services:\n  web:\n    image: ${image} # note\n`;
    expect(edit(compose(there), targetOf(wanted)).after).toBe(compose(wanted));
  });

  it('move with OLD=NEW', () => {
    const text =
      'a: {image: nginx:1}\nb: {image: {registry: docker.io, repository: library/nginx, tag: "1"}}\n';
    const { after } = edit(text, targetOf('nginx=ghcr.io/acme/nginx:2'));
    expect(after).toBe(
      'a: {image: ghcr.io/acme/nginx:2}\nb: {image: {registry: ghcr.io, repository: acme/nginx, tag: "2"}}\n',
    );
  });

  it.each<[string, string, string]>([
    ['in a string', 'image: nginx:1\n', 'nginx=ghcr.io/acme/web:2'],
    [
      'in fields of their own',
      'image: {registry: docker.io, repository: library/nginx, tag: "1"}\n',
      'nginx=ghcr.io/acme/web:2',
    ],
    ['with the tag that is there', 'image: nginx:1\n', 'nginx=ghcr.io/acme/web'],
    ['in a kustomization', 'kind: Kustomization\nimages: [{name: nginx}]\n', 'nginx=ghcr.io/acme/web:2'],
    [
      'from one new name to another',
      'kind: Kustomization\nimages: [{name: web, newName: nginx, newTag: "1"}]\n',
      'nginx=ghcr.io/acme/web:2',
    ],
    ['by kustomize', 'kustomize: {images: [nginx]}\n', 'nginx=ghcr.io/acme/web:2'],
  ])('that have moved %s are where they should be a second time', (_where, text, image) => {
    const { after } = edit(text, targetOf(image));
    expect(after).not.toBe(text);
    expect(edit(after, targetOf(image)).files).toEqual([]);
  });

  it('that have moved to another tag are not taken for those that should move', () => {
    const text = 'a: {image: acme/web:v1}\n';
    expect(refusal(text, targetOf('nginx=acme/web:v2')).code).toBe('image-not-found');
    const both = `b: {image: nginx:v1}\n${text}`;
    expect(edit(both, targetOf('nginx=acme/web:v2')).changes.map(({ line }) => line)).toEqual([1]);
  });

  it('that have moved in part move on', () => {
    const text = 'a: {image: nginx:1}\nb: {image: acme/web:2.0.0}\n';
    const { after, changes } = edit(text, targetOf('nginx=acme/web:2.0.0'));
    expect(after).toBe('a: {image: acme/web:2.0.0}\nb: {image: acme/web:2.0.0}\n');
    expect(changes).toHaveLength(1);
  });

  it('that are not there are answered with the nearest', () => {
    const text = 'a: {image: redis:7}\nb: {image: acme/apj:v1}\nc: {image: acme/web:v1}\n';
    const { message } = refusal(text, targetOf('acme/api:v2'));
    expect(message.split('\n- ').slice(1)).toEqual([
      'app.yaml:2 acme/apj:v1 (container b)',
      'app.yaml:3 acme/web:v1 (container c)',
      'app.yaml:1 redis:7 (container a)',
    ]);
  });

  it('without an image are answered with the lines that set a tag', () => {
    const text = 'spec:\n  values:\n    web.image: {tag: v1}\n    jobs: [{name: a, tag: v1}]\n';
    const { message } = refusal(text, targetOf('acme/api:v2'));
    expect(message).toContain('app.yaml:3 set: spec.values.web\\.image.tag={tag} (now "v1")');
    expect(message).toContain('app.yaml:4 set: spec.values.jobs.[name=a].tag={tag} (now "v1")');
  });
});
