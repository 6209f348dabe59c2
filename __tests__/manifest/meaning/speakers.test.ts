import { editManifests } from '../../../src/manifest/edit-manifests.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2');
const image = 'ghcr.io/acme/api:v1';
const object = (apiVersion: string, kind: string, spec: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: x}\nspec:\n  ${spec}\n`;

const speakers: readonly (readonly [what: string, text: string, line: number])[] = [
  [
    "Argo CD's image updater",
    object(
      'argocd-image-updater.argoproj.io/v1alpha1',
      'ImageUpdater',
      `applicationRefs: [{images: [{alias: a, imageName: "${image}"}]}]`,
    ),
    5,
  ],
  [
    "a policy of Kyverno's",
    object('kyverno.io/v1', 'ClusterPolicy', `rules: [{verifyImages: [{image: "${image}"}]}]`),
    5,
  ],
  [
    "a newer policy of Kyverno's",
    object('policies.kyverno.io/v1alpha1', 'ImageValidatingPolicy', `images: ["${image}"]`),
    5,
  ],
  [
    'what a policy makes',
    object(
      'kyverno.io/v1',
      'Policy',
      `rules: [{generate: {data: {apiVersion: apps/v1, kind: Deployment, spec: {image: "${image}"}}}}]`,
    ),
    5,
  ],
  [
    "a constraint of Gatekeeper's",
    object('constraints.gatekeeper.sh/v1beta1', 'K8sAllowedImages', `parameters: {images: ["${image}"]}`),
    5,
  ],
  [
    "a policy of sigstore's",
    object('policy.sigstore.dev/v1beta1', 'ClusterImagePolicy', `images: [{glob: "${image}"}]`),
    5,
  ],
  [
    'skaffold',
    `apiVersion: skaffold/v4beta11\nkind: Config\nbuild:\n  artifacts:\n    - image: ${image}\n`,
    5,
  ],
  [
    "a stage of Kargo's",
    object(
      'kargo.akuity.io/v1alpha1',
      'Stage',
      `promotionTemplate: {steps: [{config: {images: [{image: "${image}"}]}}]}`,
    ),
    5,
  ],
  [
    "a warehouse of Kargo's",
    object('kargo.akuity.io/v1alpha1', 'Warehouse', 'subscriptions: [{image: {repoURL: ghcr.io/acme/api}}]'),
    5,
  ],
  ["Flux's image policy", object('image.toolkit.fluxcd.io/v1', 'ImagePolicy', `image: ${image}`), 5],
  ['a mirror', object('config.openshift.io/v1', 'ImageDigestMirrorSet', `images: ["${image}"]`), 5],
  ['updatecli', `sources:\n  a: {kind: dockerimage}\ntargets:\n  b:\n    spec: {image: "${image}"}\n`, 5],
  ["Renovate's rules", `{"packageRules": [{"image": "${image}"}]}\n`, 1],
  ["an action's inputs", `jobs: {a: {steps: [{uses: acme/x@v1, with: {image: "${image}"}}]}}\n`, 1],
  ["a workflow's inputs", `on:\n  workflow_dispatch:\n    inputs:\n      image: "${image}"\njobs: {}\n`, 4],
  [
    'YAML in a block',
    `kind: ConfigMap\ndata:\n  p.yaml: |\n    apiVersion: kyverno.io/v1\n    kind: ClusterPolicy\n    metadata: {name: x}\n    spec: {image: "${image}"}\n`,
    7,
  ],
];

const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {image: "${image}"}\n`;

describe('What only speaks of an image', () => {
  it.each(speakers)('is left alone and named: %s', (_what, text, line) => {
    const { changes, files, notes } = editManifests(
      [fileOf(deployment, 'a.yaml'), fileOf(text, 'b.yaml')],
      next,
    );
    expect(changes.map(({ file }) => file)).toEqual(['a.yaml']);
    expect(files).toHaveLength(1);
    expect(notes).toEqual([expect.stringContaining(`b.yaml:${line} names the image in `)]);
    expect(notes[0]).toMatch(/, which deploys nothing, and stays as it is$/);
  });

  it.each(speakers)('is named where nothing else names the image: %s', (_what, text, line) => {
    expect(refusal(text, next)).toMatchObject({
      code: 'image-not-found',
      message: expect.stringContaining(`app.yaml:${line}`),
      remedy: 'point "file" to what deploys the image',
    });
    expect(refusal(text, next).message).toContain('there is no image, only ');
  });

  it('is said to be what it is', () => {
    expect(refusal(speakers[1]?.[1] ?? '', next).message).toBe(
      'Cannot find image "ghcr.io/acme/api" in "app.yaml": there is no image, only these, which speak of it and deploy nothing\n- app.yaml:5 (ClusterPolicy x)',
    );
  });

  it('of another image is not named', () => {
    const [, policy = ''] = speakers[1] ?? [];
    const other = policy.replace('acme/api', 'acme/api-proxy');
    expect(editManifests([fileOf(deployment, 'a.yaml'), fileOf(other, 'b.yaml')], next).notes).toEqual([]);
  });

  it('may be set by its path', () => {
    const [, policy = ''] = speakers[9] ?? [];
    const set = [{ path: 'spec.image', value: 'ghcr.io/acme/api:v2', fromImage: true }];
    expect(edit(policy, targetOf([], { set })).after).toBe(policy.replace('api:v1', 'api:v2'));
  });
});

it.each<[string, string]>([
  ["NVIDIA's ClusterPolicy", object('nvidia.com/v1', 'ClusterPolicy', `driver: {image: "${image}"}`)],
  ["Kubewarden's server", object('policies.kubewarden.io/v1', 'PolicyServer', `image: "${image}"`)],
  ['a policy engine itself', deployment.replace('name: api', 'name: kyverno')],
  ["a job's container", `jobs: {a: {container: {image: "${image}"}, steps: [{uses: acme/x@v1}]}}\n`],
  ["an action's own image", `inputs: {a: {}}\nruns: {using: docker, image: "docker://${image}"}\n`],
  ['values with targets', `targets: {a: 1}\nimage: "${image}"\n`],
])('%s is deployed', (_what, text) => {
  expect(edit(text, next).after).toBe(text.replace('api:v1', 'api:v2'));
});

it('A field of "set" in such an object is not said to stay as it is', () => {
  const text = 'apiVersion: kyverno.io/v1\nkind: ClusterPolicy\nspec: {image: "ghcr.io/acme/api:v1"}\n';
  const set = [{ path: 'spec.image', value: 'ghcr.io/acme/api:v2', fromImage: true }];
  const { after, notes } = edit(text, targetOf('ghcr.io/acme/api:v2', { set }));
  expect(after).toBe(text.replace('api:v1', 'api:v2'));
  expect(notes).toEqual([]);
});

it('No line of such an object is offered as plain text', () => {
  const text =
    'sources: {a: {spec: {image: ghcr.io/acme/api}}}\ntargets:\n  b: {image: "ghcr.io/acme/api:v1"}\n  c: {image: "ghcr.io/acme/api:v1"}\n';
  const { message, remedy } = refusal(text, targetOf('ghcr.io/acme/api:v2'));
  expect(message).toContain('only these, which speak of it and deploy nothing');
  expect(remedy).toBe('point "file" to what deploys the image');
});
