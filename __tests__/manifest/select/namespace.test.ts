import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const prod = { select: { namespace: 'prod' } };
const next = targetOf('acme/api:v2', prod);

const object = (metadata: string, rest: string): string =>
  `apiVersion: x/v1\nkind: X\nmetadata: {${metadata}}\n${rest}\n`;
const place = 'image: acme/api:v1';

describe('A namespace', () => {
  it.each<[string, string, string]>([
    ['an object without one', object('name: web', place), 'web.yaml'],
    ["a chart's values", `${place}\n`, 'values.yaml'],
    ['a kustomization', 'images: [{name: acme/api, newTag: v1}]\n', 'kustomization.yaml'],
    ['an object in it', object('namespace: prod', place), 'web.yaml'],
    [
      'a kustomization for it',
      'namespace: prod\nimages: [{name: acme/api, newTag: v1}]\n',
      'kustomization.yaml',
    ],
    [
      "a release of Flux's for it",
      object('namespace: flux-system', `spec: {targetNamespace: prod, ${place}}`),
      'web.yaml',
    ],
    [
      "an application of Argo CD's for it",
      object('namespace: argocd', `spec: {destination: {namespace: prod}, ${place}}`),
      'web.yaml',
    ],
    [
      'an application set for it',
      object('namespace: argocd', `spec: {template: {spec: {destination: {namespace: prod}, ${place}}}}`),
      'web.yaml',
    ],
  ])('finds %s', (_what, text, path) => {
    expect(edit(text, next, path).after).toBe(text.replace(/(api:|newTag: )v1/, '$1v2'));
  });

  it.each<[string, string, string]>([
    ['an object in another', object('namespace: dev', place), 'web.yaml'],
    [
      'a kustomization for another',
      'namespace: dev\nimages: [{name: acme/api, newTag: v1}]\n',
      'kustomization.yaml',
    ],
    [
      'an application for another',
      object('name: web', `spec: {destination: {namespace: dev}, ${place}}`),
      'web.yaml',
    ],
  ])('does not find %s', (_what, text, path) => {
    expect(refusal(text, next, path)).toMatchObject({
      code: 'image-not-found',
      message: expect.stringContaining('has namespace "dev"'),
    });
  });

  it('leaves out what names none, as soon as one file names it', () => {
    const files = [
      fileOf(object('name: web', place), 'a.yaml'),
      fileOf(`${object('namespace: dev', place)}---\n${object('namespace: prod', place)}`, 'b.yaml'),
    ];
    expect(editManifests(files, next).changes.map(({ file, line }) => [file, line])).toEqual([['b.yaml', 9]]);
  });

  it('leaves out another beside what names none', () => {
    const text = `${object('namespace: dev', place)}---\n${object('name: web', place)}`;
    expect(edit(text, next).changes.map(({ line }) => line)).toEqual([9]);
  });

  it('is overlooked for no other selector', () => {
    const select = { namespace: 'prod', kind: 'Deployment' };
    expect(refusal(`${place}\n`, targetOf('acme/api:v2', { select })).code).toBe('image-not-found');
  });

  it('selects the fields that are set in the same way', () => {
    const set = { ...prod, set: [{ path: 'v', value: '2', fromImage: false }] };
    const named = `${object('namespace: prod', 'v: 1')}---\n${object('name: x', 'v: 1')}`;
    expect(edit(named, targetOf([], set)).changes.map(({ line }) => line)).toEqual([4]);
    expect(edit('v: 1\n', targetOf([], set)).after).toBe('v: 2\n');
    expect(refusal(object('namespace: dev', 'v: 1'), targetOf([], set)).code).toBe('path-not-found');
    const created = edit(object('name: x', 'w: 1'), targetOf([], { ...set, create: true }));
    expect(created.after).toBe(object('name: x', 'w: 1\nv: 2'));
  });
});
