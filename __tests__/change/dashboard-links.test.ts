import { dashboardLinks, type LinkTemplate } from '../../src/change/dashboard-links.ts';
import { summarize } from '../../src/change/summary.ts';
import type { ManifestEdit } from '../../src/manifest/edit-manifests.ts';
import { target as targetOf } from '../../testing/edit-check.ts';

const template: LinkTemplate = {
  label: undefined,
  words: ['namespace', 'name', 'tag'],
  fill: ({ namespace, name, tag }) => `https://d/${namespace}/${name}/${tag}`,
};
const images = [{ to: { name: 'acme/web', tag: 'v2' } }];
const deployments = (...places: readonly (readonly [name: string, namespace: string | undefined])[]) =>
  places.map(([name, namespace]) => ({ kind: 'Deployment', name, namespace }));

function linksOf(resources: ManifestEdit['resources'], more: Parameters<typeof targetOf>[0] = {}) {
  const edit: ManifestEdit = { files: [], changes: [], resources, notes: [] };
  const target = targetOf({ images, ...more });
  return dashboardLinks([template], edit, target, summarize(edit, target)).map(
    ({ label, url }) => `${label} ${url}`,
  );
}

test('one object has one link', () => {
  expect(linksOf(deployments(['web', 'prod']))).toEqual(['Dashboard https://d/prod/web/v2']);
});

test('several objects have a link each, three at most', () => {
  const links = linksOf(deployments(['a', 'x'], ['b', 'x'], ['c', 'x'], ['d', 'x']));
  expect(links).toEqual([
    'Dashboard a https://d/x/a/v2',
    'Dashboard b https://d/x/b/v2',
    'Dashboard c https://d/x/c/v2',
  ]);
});

test('a placeholder without a value leads nowhere, and so does one with several', () => {
  expect(linksOf(deployments(['web', undefined]))).toEqual([]);
  const two = [...images, { to: { name: 'acme/api', tag: 'v3' } }];
  expect(linksOf(deployments(['web', 'prod']), { images: two })).toEqual([]);
});

test('where no object is known, the run says what it is for', () => {
  expect(linksOf([], { namespace: 'prod' })).toEqual(['Dashboard https://d/prod/web/v2']);
  expect(linksOf([], { namespace: 'prod, dev' })).toEqual([]);
});
