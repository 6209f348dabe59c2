import { readdirSync, readFileSync } from 'node:fs';
import type { LooseTarget } from '../../testing/edit-check.ts';
import { edit, targetOf } from './support.ts';

const digest = `sha256:${'0'.repeat(63)}2`;

interface Row {
  readonly shape: string;
  /** `shapes/container.before.yaml` and `.after.yaml` for `container.yaml`. */
  readonly file: string;
  readonly image: string | readonly string[];
  readonly more?: LooseTarget;
  /** The file's name in the repository, where it says something. */
  readonly path?: string;
}

const set = (path: string) => ({ path, value: '1.10', fromImage: true });

const shapes: readonly Row[] = [
  {
    shape: 'an image string in workloads of a List',
    file: 'container.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
  },
  {
    shape: 'an image string in custom resources and Tekton steps',
    file: 'custom-resource.yaml',
    image: 'ghcr.io/cloudnative-pg/postgresql:17.0',
    more: { expect: 5 },
  },
  {
    shape: 'a reference in a field under its image',
    file: 'reference-in-map.yaml',
    image: `ghcr.io/acme/postgis:3.7-pg18@${digest}`,
  },
  { shape: 'a docker-compose service and its fragment', file: 'compose.yaml', image: 'acme/app:1.10' },
  {
    shape: 'a docker-compose file without "services", and a fragment alone',
    file: 'compose-bare.yaml',
    image: 'acme/app:1.10',
  },
  { shape: 'every key that has image in it', file: 'image-keys.yaml', image: 'acme/api:v1.1.0' },
  { shape: "Tekton's steps, sidecars and bundles", file: 'tekton.yaml', image: 'acme/build:2024.2' },
  { shape: 'the images of a CI file', file: 'ci.yaml', image: 'registry.gitlab.com/acme/build:2024.2' },
  {
    shape: 'repository and tag in fields of their own',
    file: 'repository-and-tag.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
  },
  { shape: 'every usual pair of keys', file: 'tag-keys.yaml', image: ['acme/api:v1.1.0', 'acme/web:v2.0.0'] },
  { shape: 'a tag field without a tag', file: 'empty-tag.yaml', image: 'acme/api:8' },
  {
    shape: 'a tag that holds its digest',
    file: 'helm-release.yaml',
    image: `ghcr.io/acme/media:10.11.1@${digest}`,
    more: { versionEnv: ['VERSION'] },
  },
  { shape: 'a digest beside the tag', file: 'digest-beside.yaml', image: `acme/api:v1.1.0@${digest}` },
  {
    shape: 'a kustomization, by new name',
    file: 'kustomization.yaml',
    image: ['ghcr.io/acme/api:v1.1.0', 'ghcr.io/acme/web:8'],
    more: { expect: 3 },
  },
  {
    shape: 'a kustomization that gets a digest for its tag',
    file: 'kustomization-digest.yaml',
    image: `acme/api@${digest}`,
    more: { expect: 2 },
  },
  {
    shape: "the entries of Flux's Kustomization",
    file: 'flux-kustomization.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
    more: { expect: 2 },
  },
  {
    shape: 'a kustomization by the name of its file',
    file: 'Kustomization.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
    path: 'apps/api/Kustomization',
  },
  {
    shape: 'a kustomization in JSON',
    file: 'kustomization.json',
    image: 'ghcr.io/acme/api:v1.1.0',
    more: { expect: 2 },
  },
  { shape: 'an Argo CD application', file: 'argo-application.yaml', image: 'ghcr.io/acme/api:v1.1.0' },
  { shape: "Argo CD's file of overrides", file: 'argocd-source.yaml', image: 'ghcr.io/acme/api:1.1' },
  {
    shape: 'an Argo CD application set',
    file: 'argo-application-set.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
  },
  {
    shape: "Argo CD's file of overrides for kustomize",
    file: 'argocd-source-kustomize.yaml',
    image: 'ghcr.io/acme/api:v1.1.0',
    path: 'apps/.argocd-source-api.yaml',
  },
  { shape: 'charts of k3s', file: 'helm-chart.yaml', image: 'ghcr.io/acme/api:v1.1.0' },
  { shape: 'YAML in block scalars', file: 'embedded.yaml', image: 'ghcr.io/acme/api:v1.1.0' },
  {
    shape: 'lines that a comment marks for an image policy',
    file: 'marker.yaml',
    image: `ghcr.io/acme/api:1.0.1@${digest}`,
    more: { policy: 'flux-system:api' },
  },
  {
    shape: 'a marker in every spelling, on every style',
    file: 'marker-forms.yaml',
    image: `ghcr.io/acme/api:1.0.1@${digest}`,
    more: { policy: 'flux-system:api' },
  },
  {
    shape: 'a digest in every shape',
    file: 'digests.yaml',
    image: `ghcr.io/acme/api:v1.1.0@${digest}`,
    more: { expect: 12 },
  },
  {
    shape: 'fields by their paths',
    file: 'set.yaml',
    image: 'acme/api:1.10',
    more: {
      set: [
        set('spec.values.image.tag'),
        set('spec.values.jobs.[name=b].tag'),
        set('spec.values.regions.*.tag'),
        set('spec.values.labels.acme\\.io/version'),
        set('spec.values.list[1]'),
        set('data.values\\.yaml.image.tag'),
      ],
    },
  },
  {
    shape: 'an artifact of Flux',
    file: 'oci-repository.yaml',
    image: 'ghcr.io/acme/charts/app-template:4.6.0',
  },
  { shape: 'JSON', file: 'values.json', image: 'acme/api:2', more: { expect: 3 } },
  ...['create-entry.yaml', 'create-images.yaml', 'create-flow.yaml', 'create-entry.json'].map(
    (file): Row => ({
      shape: `an entry that is not there yet in ${file}`,
      file,
      image: 'ghcr.io/acme/api:1.10',
      more: { create: true },
      path: `apps/kustomization.${file.split('.').at(-1)}`,
    }),
  ),
  {
    shape: 'a field that is not there yet',
    file: 'create-field.yaml',
    image: 'acme/api:1.10',
    more: { create: true, set: [set('spec.values.image.tag')] },
  },
];

it.each(shapes)('finds and changes $shape', ({ file, image, more, path = file }) => {
  expect(edit(read(file, 'before'), targetOf(image, more), path).after).toBe(read(file, 'after'));
});

it.each(shapes)('finds nothing left to do a second time: $shape', ({ file, image, more, path = file }) => {
  expect(edit(read(file, 'after'), targetOf(image, more), path).files).toEqual([]);
});

it('forgets no fixture', () => {
  const files = readdirSync(new URL('./shapes/', import.meta.url)).filter((name) =>
    name.includes('.before.'),
  );
  expect(files.map((name) => name.replace('.before', '')).sort()).toEqual(
    shapes.map(({ file }) => file).sort(),
  );
});

function read(file: string, state: string): string {
  const path = file.replace('.', `.${state}.`);
  return readFileSync(new URL(`./shapes/${path}`, import.meta.url), 'utf8');
}
