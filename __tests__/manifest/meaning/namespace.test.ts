import { DeployError } from '../../../src/errors.ts';
import { editManifests, type ManifestEdit } from '../../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../../testing/edit-check.ts';
import { fileOf, targetOf } from '../support.ts';

type Files = Readonly<Record<string, string>>;

const values = 'image: {repository: ghcr.io/acme/api, tag: "1.0"}\n';
const deployment = 'kind: Deployment\nmetadata: {name: api}\nspec: {image: "ghcr.io/acme/api:1.0"}\n';
const three: Files = {
  'dev/values.yaml': values,
  'staging/values.yaml': values,
  'prod/values.yaml': values,
};
const environments: Files = {
  'dev/api.yaml': deployment,
  'prod/api.yaml': deployment,
};
const kustomization = (namespace: string, entry = 'api.yaml'): string =>
  `namespace: ${namespace}\nresources:\n  - ${entry}\n`;

function run(
  files: Files,
  namespace: string | string[],
  beside: Files = {},
  more: LooseTarget = {},
): ManifestEdit {
  const open = (each: Files) => Object.entries(each).map(([path, text]) => fileOf(text, path));
  const target = targetOf('ghcr.io/acme/api:v2', { select: { namespace }, ...more });
  return editManifests(open(files), target, open(beside));
}

function outcome(...given: Parameters<typeof run>): readonly string[] | string {
  try {
    return run(...given).changes.map(({ file, line }) => `${file}:${line}`);
  } catch (error) {
    if (error instanceof DeployError) return error.code;
    throw error;
  }
}

const release = (name: string, namespace: string): string =>
  `  - name: ${name}\n    namespace: ${namespace}\n    values: [{image: {repository: ghcr.io/acme/api, tag: v1}}]\n`;
const element = (namespace: string): string => `{namespace: ${namespace}, image: "ghcr.io/acme/api:v1"}`;
const application = (destination: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: api, namespace: argocd}\nspec: {destination: {namespace: ${destination}}, image: "ghcr.io/acme/api:v1"}\n`;

describe('A namespace', () => {
  it.each<[string, Files, string, Files, readonly string[] | string]>([
    ['that no file says takes none of several', three, 'staging', {}, 'image-ambiguous'],
    ['that is misspelt takes none of several', three, 'stagin', {}, 'image-ambiguous'],
    ['that no file says is that of the only file', { 'a.yaml': values }, 'staging', {}, ['a.yaml:1']],
    [
      'that the kustomization in a folder says is that of the file it lists',
      environments,
      'prod',
      { 'prod/kustomization.yaml': kustomization('prod'), 'dev/kustomization.yaml': kustomization('dev') },
      ['prod/api.yaml:3'],
    ],
    [
      'of one kustomization is enough',
      environments,
      'prod',
      { 'prod/Kustomization': kustomization('prod', './api.yaml') },
      ['prod/api.yaml:3'],
    ],
    [
      'of a kustomization that lists another file says nothing',
      environments,
      'prod',
      { 'prod/kustomization.yml': kustomization('prod', 'web.yaml') },
      'image-ambiguous',
    ],
    [
      "of a kustomization is that of a generator's file",
      { 'prod/values.yaml': values, 'dev/values.yaml': values },
      'prod',
      { 'prod/kustomization.yaml': 'namespace: prod\nconfigMapGenerator: [{files: [v.yaml=values.yaml]}]\n' },
      ['prod/values.yaml:1'],
    ],
    [
      'of a kustomization overrules none of the object',
      {
        'dev/api.yaml': deployment.replace('name: api', 'name: api, namespace: default'),
        'prod/api.yaml': deployment.replace('name: api', 'name: api, namespace: default'),
      },
      'prod',
      { 'prod/kustomization.yaml': kustomization('prod'), 'dev/kustomization.yaml': kustomization('dev') },
      ['prod/api.yaml:3'],
    ],
    [
      'of a kustomization among the files counts too',
      { ...environments, 'prod/kustomization.yaml': kustomization('prod') },
      'prod',
      {},
      ['prod/api.yaml:3'],
    ],
    [
      'of another kustomization excludes the file',
      { 'dev/api.yaml': deployment },
      'prod',
      { 'dev/kustomization.yaml': kustomization('dev') },
      'image-not-found',
    ],
    [
      'at the root of values is theirs',
      { 'a.yaml': `namespace: dev\n${values}`, 'b.yaml': `namespace: prod\n${values}` },
      'prod',
      {},
      ['b.yaml:2'],
    ],
    [
      'at the root of values excludes them',
      { 'a.yaml': `namespace: dev\n${values}` },
      'prod',
      {},
      'image-not-found',
    ],
    [
      "of a release is its values'",
      { 'helmfile.yaml': `releases:\n${release('a', 'dev')}${release('b', 'prod')}` },
      'prod',
      {},
      ['helmfile.yaml:7'],
    ],
    [
      'of an element is its own',
      { 'set.yaml': `elements:\n  - ${element('dev')}\n  - ${element('prod')}\n` },
      'dev',
      {},
      ['set.yaml:2'],
    ],
    [
      "of a patch's kustomization is the patch's",
      {
        'kustomization.yaml':
          'kind: Kustomization\nnamespace: prod\npatches:\n- patch: |\n    kind: Deployment\n    metadata: {name: api}\n    spec: {image: "ghcr.io/acme/api:v1"}\n',
        'b.yaml': deployment,
      },
      'prod',
      {},
      ['kustomization.yaml:7'],
    ],
    [
      'is that of the destination',
      { 'a.yaml': application('dev'), 'b.yaml': application('prod') },
      'prod',
      {},
      ['b.yaml:4'],
    ],
    [
      'beside a registry is an organization of it',
      { 'a.yaml': 'image: {registry: ghcr.io, namespace: acme, repository: acme/api, tag: v1}\n' },
      'prod',
      {},
      ['a.yaml:1'],
    ],
  ])('%s', (_what, files, namespace, beside, expected) => {
    expect(outcome(files, namespace, beside)).toEqual(expected);
  });

  it('that no file says is refused with the places and the ways to narrow', () => {
    expect(() => run(three, 'staging')).toThrow(
      expect.objectContaining({
        code: 'image-ambiguous',
        message: `Cannot tell which "ghcr.io/acme/api" is meant: "namespace" asks for "staging", and none of these files says any namespace
- dev/values.yaml:1 ghcr.io/acme/api:1.0
- staging/values.yaml:1 ghcr.io/acme/api:1.0
- prod/values.yaml:1 ghcr.io/acme/api:1.0`,
        remedy: expect.stringMatching(/"file".*"kind".*"under".*kustomization/),
      }),
    );
  });

  it('that no file says stays one where the places are counted', () => {
    expect(outcome(three, 'staging', {}, { expect: 3 })).toBe('image-ambiguous');
  });

  it('that no file says is that of the one file that fits the other selectors', () => {
    const files = { 'a.yaml': deployment, 'b.yaml': deployment.replaceAll('api}', 'web}') };
    expect(outcome(files, 'prod', {}, { select: { namespace: 'prod', name: 'web' } })).toEqual(['b.yaml:3']);
    expect(outcome(three, 'prod', {}, { select: { namespace: 'prod', from: '2*' } })).toBe('image-not-found');
  });

  it('takes fields that are set in the same way', () => {
    const target = targetOf([], {
      select: { namespace: 'prod' },
      set: [{ path: 'spec.replicas', value: '3', fromImage: false }],
    });
    const files = ['dev', 'prod'].map((folder) => fileOf('spec: {replicas: 1}\n', `${folder}/api.yaml`));
    expect(() => editManifests(files, target)).toThrow(expect.objectContaining({ code: 'image-ambiguous' }));
    const beside = [fileOf(kustomization('prod'), 'prod/kustomization.yaml')];
    expect(editManifests(files, target, beside).changes.map(({ file }) => file)).toEqual(['prod/api.yaml']);
  });

  it('may be one of several', () => {
    const files = {
      'a.yaml': application('dev'),
      'b.yaml': application('prod'),
      'c.yaml': application('qa'),
    };
    expect(outcome(files, ['dev', 'qa'])).toEqual(['a.yaml:4', 'c.yaml:4']);
  });
});

it.each<[string, Files, Files, string | undefined]>([
  ['the destination of an application', { 'a.yaml': application('prod') }, {}, 'prod'],
  ['nothing for a destination that is a variable', { 'a.yaml': application("'{{ns}}'") }, {}, undefined],
  ['what the kustomization says', environments, { 'dev/kustomization.yaml': kustomization('dev') }, 'dev'],
  ['nothing where nothing says any', environments, {}, undefined],
])('The namespace of what changes is %s', (_what, files, beside, namespace) => {
  expect(run(files, [], beside).changes[0]?.resource.namespace).toBe(namespace);
});
