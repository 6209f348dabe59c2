import { DeployError } from '../../../src/errors.ts';
import { editManifests, type ManifestEdit } from '../../../src/manifest/edit-manifests.ts';
import { worded } from '../../../src/wording.ts';
import type { LooseSelector, LooseTarget } from '../../../testing/edit-check.ts';
import { edit, fileOf, refusal, targetOf } from '../support.ts';

const image = 'ghcr.io/acme/api:v2';

function outcome(text: string, more: LooseTarget, wanted: string | readonly string[] = image) {
  try {
    return edit(text, targetOf(wanted, more)).changes.map(({ line }) => line);
  } catch (error) {
    if (error instanceof DeployError) return error.code;
    throw error;
  }
}

const set = (path: string, value = 'v2') => [{ path, value, fromImage: true }];

const elements = `elements:
  - {env: dev, image: ghcr.io/acme/api, tag: v1}
  - {env: prod, image: ghcr.io/acme/api, tag: v1}
`;
const environments = `environments:
  dev:
    image: {repository: ghcr.io/acme/api, tag: v1}
  prod:
    image: {repository: ghcr.io/acme/api, tag: v1}
`;
const helmfile = `releases:
  - name: api
    chart: acme/app
    values:
      - image: {repository: ghcr.io/acme/api, tag: v1}
  - name: worker
    chart: acme/app
    set:
      - {name: image.repository, value: ghcr.io/acme/api}
      - {name: image.tag, value: v1}
`;
const pods = `kind: Deployment
metadata: {name: api}
spec:
  initContainers:
    - {name: migrate, image: "ghcr.io/acme/api:v1"}
  containers:
    - {name: web, image: "ghcr.io/acme/api:v1"}
    - {name: side, image: "ghcr.io/acme/api:v1"}
`;

describe('A field of "set" that is a place of the image', () => {
  it.each<[string, string, LooseTarget, readonly number[] | string]>([
    ['is the place', elements, { set: set('elements.[env=dev].tag') }, [2]],
    [
      'is the place beside others of another tag',
      elements.replace('v1}\n', 'v0}\n'),
      { set: set('elements.[env=prod].tag') },
      [3],
    ],
    ['is the place by its index', elements, { set: set('elements[1].tag') }, [3]],
    ['is the place in a map', environments, { set: set('environments.prod.image.tag') }, [5]],
    ['is the place in a container', pods, { set: set('spec.containers.[name=web].image', image) }, [7]],
    ['is one of several places', pods, { set: set('spec.containers.*.image', image) }, [7, 8]],
    ['is counted alone', elements, { set: set('elements.[env=dev].tag'), expect: 1 }, [2]],
    ['is not the other place', elements, { set: set('elements.[env=dev].tag'), expect: 2 }, 'wrong-count'],
    [
      'is the place where "create" adds its tag',
      'a: {image: {repository: ghcr.io/acme/api}}\nb: {image: {repository: ghcr.io/acme/api}}\n',
      { set: set('b.image.tag'), create: true },
      [2],
    ],
    [
      'is the place where a kustomization lacks its tag',
      'kind: Kustomization\nimages:\n- name: ghcr.io/acme/api\n',
      { set: set('images.[name=ghcr.io/acme/api].newTag'), create: true, expect: 1 },
      [4],
    ],
  ])('%s', (_what, text, more, expected) => {
    expect(outcome(text, more)).toEqual(expected);
  });

  it('leaves another field, and the image changes as ever', () => {
    const text = `${pods}  replicas: 1\n`;
    expect(outcome(text, { set: set('spec.replicas', '2') })).toEqual([5, 7, 8, 9]);
  });

  it('is meant in the file that has it, and the others are named', () => {
    const files = [
      fileOf('tag: v1\nimage: ghcr.io/acme/api\n', 'a.yaml'),
      fileOf('image: ghcr.io/acme/api:v1\n', 'b.yaml'),
    ];
    const { changes, notes } = editManifests(files, targetOf(image, { set: set('tag') }));
    expect(changes.map(({ file, line }) => `${file}:${line}`)).toEqual(['a.yaml:1']);
    expect(notes.map((note) => worded(note))).toContain(
      'b.yaml:1 ghcr.io/acme/api:v1 stays as it is: "set" says which places are meant',
    );
  });
});

describe('A selector', () => {
  it.each<[string, string, LooseSelector, readonly number[] | string]>([
    ['under an item', elements, { under: 'elements.[env=prod]' }, [3]],
    ['under an index', elements, { under: 'elements[0]' }, [2]],
    ['under a map', environments, { under: 'environments.prod' }, [5]],
    ['under all items of a list', pods, { under: 'spec.containers' }, [7, 8]],
    ['under any key', environments, { under: '*.dev' }, [3]],
    ['under the place itself', pods, { under: 'spec.containers.[name=web].image' }, [7]],
    ['under no half of a key', environments, { under: 'environments.pro' }, 'image-not-found'],
    ['under a path that is not there', environments, { under: 'environments.qa' }, 'image-not-found'],
    [
      'under an object of a list',
      `kind: List\nitems:\n- kind: A\n  metadata: {}\n  spec: {image: "${image}1"}\n`,
      { under: 'spec' },
      [5],
    ],
    [
      'under YAML in a block',
      `data:\n  v.yaml: |\n    a: {image: "ghcr.io/acme/api:v1"}\n    b: {image: "ghcr.io/acme/api:v1"}\n`,
      { under: 'data.v\\.yaml.b' },
      [4],
    ],
    ['by the name of a release', helmfile, { name: 'worker' }, [10]],
    ['by the container that a release is', helmfile, { container: 'api' }, [5]],
    ['by no name of a parameter', helmfile, { name: 'image.tag' }, 'image-not-found'],
    ["by no name of a pod's container", pods, { name: 'web' }, 'image-not-found'],
    ['by the name of the object', pods, { name: 'api' }, [5, 7, 8]],
    ['by several containers', pods, { container: ['web', 'migrate'] }, [5, 7]],
    ['by several names', helmfile, { name: ['api', 'worker'] }, [5, 10]],
    ['by several kinds', pods, { kind: ['StatefulSet', 'Deployment'] }, [5, 7, 8]],
  ])('%s', (_what, text, select, expected) => {
    expect(outcome(text, { select })).toEqual(expected);
  });

  it('says where the places are that are not below its path', () => {
    expect(refusal(environments, targetOf(image, { select: { under: 'environments.qa' } }))).toMatchObject({
      message: expect.stringContaining(
        '"under" asks for "environments.qa"\n- app.yaml:3 ghcr.io/acme/api:v1 (container dev) has path "environments.dev.image.tag"',
      ),
      remedy: 'correct "under", or leave it out',
    });
  });

  it('under a path does not take its neighbour along by an alias', () => {
    const text = 'dev: &x {image: "ghcr.io/acme/api:v1"}\nprod: *x\n';
    expect(outcome(text, { select: { under: 'prod' } })).toBe('not-editable');
  });

  it.each<[string, LooseSelector]>([
    ['name', { name: ['api', 'wroker'] }],
    ['container', { container: ['api', 'wroker'] }],
    ['under', { under: [[{ kind: 'key', key: 'releases' }], [{ kind: 'key', key: 'wroker' }]] }],
  ])('"%s" of several values is refused where nothing has one of them', (_what, select) => {
    expect(refusal(helmfile, targetOf(image, { select }))).toMatchObject({
      code: 'image-not-found',
      message: expect.stringContaining('"wroker"'),
    });
  });
});

describe('A field in several documents', () => {
  const label = (kind: string): string =>
    `kind: ${kind}\nmetadata: {name: api, labels: {app.kubernetes.io/version: "1.0"}}\n`;
  const text = [label('Deployment'), label('Service'), label('ServiceAccount')].join('---\n');
  const path = 'metadata.labels.app\\.kubernetes\\.io/version';

  it.each<[string, LooseTarget, readonly number[] | string]>([
    ['is refused', {}, 'image-ambiguous'],
    ['is set in all that are counted', { expect: 3 }, [2, 5, 8]],
    ['is refused at another count', { expect: 2 }, 'wrong-count'],
    [
      'is set in several kinds that are counted',
      { expect: 2, select: { kind: ['Service', 'Deployment'] } },
      [2, 5],
    ],
    ['is set in one kind', { select: { kind: 'Service' } }, [5]],
  ])('%s', (_what, more, expected) => {
    expect(outcome(text, { set: set(path), ...more }, [])).toEqual(expected);
  });
});

describe('Different old tags in different files', () => {
  const files = ['1.0', '2.0', '1.0'].map((tag, index) =>
    fileOf(`image: ghcr.io/acme/api:${tag}\n`, `${index}.yaml`),
  );
  const run = (more: LooseTarget): ManifestEdit =>
    editManifests(files, targetOf('ghcr.io/acme/api:3.2', more));

  it('change, each from its own', () => {
    expect(run({}).changes.map(({ from }) => from)).toEqual(['1.0', '2.0', '1.0']);
    expect(run({ expect: 3 }).changes).toHaveLength(3);
  });

  it('are refused at another count', () => {
    expect(() => run({ expect: 2 })).toThrow(expect.objectContaining({ code: 'wrong-count' }));
  });
});

describe('A repeat changes nothing', () => {
  it.each<[string, string, LooseTarget, string]>([
    ['with the old tag', pods, { select: { from: 'v1' } }, image],
    ['with the old tag in fields of their own', environments, { select: { from: 'v1' } }, image],
    ['with the old tag and a count', pods, { select: { from: 'v1' }, expect: 3 }, image],
    ['with the old tag and a digest', pods, { select: { from: 'v1' } }, `${image}@sha256:${'1'.repeat(64)}`],
    [
      'with the old tag and another name',
      pods,
      { select: { from: 'v1' } },
      'ghcr.io/acme/api=quay.io/acme/api:v2',
    ],
    [
      'with the old tag of a kustomization',
      'kind: Kustomization\nimages: [{name: ghcr.io/acme/api, newTag: v1}]\n',
      { select: { from: 'v1' } },
      image,
    ],
    ['with a tag in the path', elements, { set: set('elements.[tag=v1].tag') }, image],
    ['with fields in the path alone', elements, { set: set('elements.[env=dev].tag') }, image],
    ['with "create"', 'image: {repository: ghcr.io/acme/api}\n', { create: true }, image],
    [
      'with a policy',
      'tag: v1 # {"$imagepolicy": "a:b:tag"}\n',
      { policy: 'a:b', select: { from: 'v1' } },
      image,
    ],
  ])('%s', (_what, text, more, wanted) => {
    const target = targetOf(wanted, more);
    const { after } = edit(text, target);
    expect(after).not.toBe(text);
    expect(edit(after, target).files).toEqual([]);
  });

  const bystander = 'a: {image: "ghcr.io/acme/api:v1"}\nb: {image: "ghcr.io/acme/api:v2"}\n';

  it('and a place that held the tag before is counted, by the first run as by the second', () => {
    const target = targetOf(image, { select: { from: 'v1' }, expect: 2 });
    const { after, changes } = edit(bystander, target);
    expect(changes.map(({ line }) => line)).toEqual([1]);
    expect(edit(after, target).files).toEqual([]);
    for (const expected of [1, 3])
      for (const text of [bystander, after])
        expect(outcome(text, { select: { from: 'v1' }, expect: expected })).toBe('wrong-count');
  });

  it('and another tag is not found still', () => {
    expect(outcome(bystander, { select: { from: 'v0' } }, 'ghcr.io/acme/api:v3')).toBe('image-not-found');
    expect(outcome('image: "ghcr.io/acme/api:v2"\n', { select: { from: 'v1', container: 'x' } })).toBe(
      'image-not-found',
    );
  });
});
