import { DeployError } from '../../../src/errors.ts';
import { editManifests, type ManifestEdit } from '../../../src/manifest/edit-manifests.ts';
import type { LooseTarget } from '../../../testing/edit-check.ts';
import { fileOf, targetOf } from '../support.ts';

const files = {
  'a.yaml': 'kind: Deployment\nmetadata: {name: api}\nspec: {image: "ghcr.io/acme/api:v1"}\n',
  'b.yaml': 'image: mirror.acme.io/acme/api:v1\n',
  'c.yaml': 'image: ghcr.io/acme/web:v1\n',
  'd.yaml': 'spec: {replicas: 1}\n',
  'e.yaml': 'kind: ImageRepository\nmetadata: {name: api}\nspec: {image: ghcr.io/acme/api}\n',
  'f.yaml': '{{ if }}\nimage: "ghcr.io/acme/api:v1\n',
  'kustomization.yaml': 'resources: [a.yaml]\n',
} as const;

type Name = keyof typeof files;

const api = 'ghcr.io/acme/api:v2';

function run(
  names: readonly Name[],
  written: readonly Name[],
  more: LooseTarget = {},
  images: string | readonly string[] = api,
  whenIdle: 'refuse' | 'note' = 'refuse',
): ManifestEdit {
  const target = targetOf(images, { written: { paths: written, whenIdle }, ...more });
  return editManifests(
    names.map((name) => fileOf(files[name], name)),
    target,
  );
}

function outcome(...given: Parameters<typeof run>): readonly string[] | string {
  try {
    return run(...given).changes.map(({ file }) => file);
  } catch (error) {
    if (error instanceof DeployError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const set = [{ path: 'spec.replicas', value: '2', fromImage: false }];

describe('A path that the user wrote', () => {
  it.each<[string, Parameters<typeof run>, readonly string[] | RegExp]>([
    [
      'is meant',
      [
        ['a.yaml', 'b.yaml'],
        ['a.yaml', 'b.yaml'],
      ],
      /^image-not-found: Cannot find image "ghcr.io\/acme\/api" in "b.yaml": these are there\n- b.yaml:1 mirror/,
    ],
    ['of another image is meant', [['a.yaml', 'c.yaml'], ['c.yaml']], /^image-not-found: .* in "c.yaml"/],
    [
      'without any image is meant',
      [
        ['a.yaml', 'kustomization.yaml'],
        ['a.yaml', 'kustomization.yaml'],
      ],
      /^image-not-found: .* in "kustomization.yaml": there is no image/,
    ],
    [
      'of an object that deploys nothing is meant',
      [['a.yaml', 'e.yaml'], ['e.yaml']],
      /^image-not-found: .* in "e.yaml"/,
    ],
    [
      'of a file that cannot be read is meant',
      [['a.yaml', 'f.yaml'], ['f.yaml']],
      /^not-editable: Cannot edit "f.yaml"/,
    ],
    [
      'is not that of a file that a glob stands for',
      [['a.yaml', 'b.yaml', 'c.yaml'], ['a.yaml']],
      ['a.yaml'],
    ],
    [
      'may hold one of the images',
      [['a.yaml', 'c.yaml'], ['a.yaml', 'c.yaml'], {}, [api, 'ghcr.io/acme/web:v2']],
      ['a.yaml', 'c.yaml'],
    ],
    [
      'holds one of several images',
      [['a.yaml', 'b.yaml', 'c.yaml'], ['b.yaml'], {}, [api, 'ghcr.io/acme/web:v2']],
      /^image-not-found: Cannot find any of the images "ghcr.io\/acme\/api", "ghcr.io\/acme\/web" in "b.yaml": these are there\n- b.yaml:1/,
    ],
    [
      'may hold a field that is set',
      [['a.yaml', 'd.yaml'], ['a.yaml', 'd.yaml'], { set }],
      ['a.yaml', 'd.yaml'],
    ],
    [
      'holds a field where only fields are set',
      [['c.yaml', 'd.yaml'], ['c.yaml'], { set }, []],
      /^path-not-found: Cannot set "spec.replicas": no selected document of c.yaml/,
    ],
    [
      'may get what is added',
      [
        ['a.yaml', 'kustomization.yaml'],
        ['kustomization.yaml'],
        { set: [{ path: 'namespace', value: 'x', fromImage: false }], create: true, select: { kind: 'x' } },
        [],
      ],
      /^path-not-found/,
    ],
    [
      'may hold the image already',
      [['a.yaml', 'c.yaml'], ['a.yaml', 'c.yaml'], {}, [api, 'ghcr.io/acme/web:v1']],
      ['a.yaml'],
    ],
  ])('%s', (_what, given, expected) => {
    const actual = outcome(...given);
    if (expected instanceof RegExp) expect(actual).toMatch(expected);
    else expect(actual).toEqual(expected);
  });

  it('may hold what selectors leave out, which is said', () => {
    const target = targetOf(api, {
      written: { paths: ['a.yaml', 'g.yaml'], whenIdle: 'refuse' },
      select: { kind: 'Deployment' },
    });
    const other = fileOf(
      'kind: CronJob\nmetadata: {name: x}\nspec: {image: "ghcr.io/acme/api:v1"}\n',
      'g.yaml',
    );
    expect(editManifests([fileOf(files['a.yaml'], 'a.yaml'), other], target)).toMatchObject({
      changes: [{ file: 'a.yaml' }],
      notes: expect.arrayContaining(['the selectors leave out what g.yaml holds, and it stays as it is']),
    });
  });

  it('is named in a note where a shell may have written it', () => {
    const { changes, notes } = run(
      ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml'],
      ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml', 'e.yaml'],
      {},
      api,
      'note',
    );
    expect(changes.map(({ file }) => file)).toEqual(['a.yaml']);
    expect(notes).toContain('no place of ghcr.io/acme/api is in b.yaml, c.yaml, d.yaml and 1 more');
  });
});
