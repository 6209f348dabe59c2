import { commitMessage } from '../../src/change/commit-message.ts';
import { summarize } from '../../src/change/summary.ts';
import { readDeploys } from '../../src/ledger/read-deploys.ts';
import type { ManifestEdit } from '../../src/manifest/edit-manifests.ts';
import { target as targetOf } from '../../testing/edit-check.ts';

const images = [{ to: { name: 'dockerhub/web', tag: 'v2' } }];
const target = targetOf({ images });
const resource = { kind: 'Deployment', name: 'web', namespace: 'prod' };
const place = {
  file: 'a.yaml',
  line: 3,
  path: 'image',
  image: 'dockerhub/web',
  variable: undefined,
  from: 'v1',
  to: 'v2',
  resource,
};
const edit: ManifestEdit = { files: [], changes: [place], resources: [resource], notes: [] };
const origin = {
  id: 'id-1',
  repository: 'acme/web',
  commit: 'c0ffee',
  branch: 'main',
  runUrl: 'https://ci/7',
};

test('the commit says what, where, from which build, and carries its id last', () => {
  expect(commitMessage(edit, summarize(edit, target), origin, undefined)).toBe(
    `Deploy web v2 to prod

a.yaml:3 image: v1 -> v2

Deploy-Image: dockerhub/web:v2
Deploy-Previous: v1
Deploy-Source: acme/web@c0ffee
Deploy-Source-Branch: main
Deploy-Run: https://ci/7
Deploy-Id: id-1
`,
  );
});

test('the old tags of several images stand in the order of the new ones', () => {
  const images = [
    { to: { name: 'acme/gl', tag: 'm-1' } },
    { name: 'old/api', to: { name: 'acme/api', tag: 'a-2' } },
    { to: { name: 'acme/same', tag: 's-1' } },
    { to: { name: 'docker.io/library/web', tag: '9' } },
  ];
  const changes = [
    { ...place, image: 'web', from: '8.0.3' },
    { ...place, image: 'acme/gl', from: 'gl-1' },
    { ...place, image: 'acme/gl', from: 'gl-1', line: 9 },
    { ...place, image: 'acme/gl', from: 'gl-0', variable: 'DD_VERSION' },
    { ...place, image: 'old/api', from: 'a-1' },
    { ...place, image: 'old/api', from: 'a-0' },
  ];
  const several = { ...edit, changes };
  const message = commitMessage(several, summarize(several, targetOf({ images })), origin, undefined);
  expect(message).toContain(
    'Deploy-Image: acme/gl:m-1, acme/api:a-2, acme/same:s-1, docker.io/library/web:9\n' +
      'Deploy-Previous: gl-1, a-1 and a-0, s-1, 8.0.3\n',
  );
});

test('what the CI does not say is left out', () => {
  const unknown = {
    id: 'id-1',
    repository: undefined,
    commit: undefined,
    branch: undefined,
    runUrl: undefined,
  };
  const message = commitMessage(edit, summarize(edit, target), unknown, undefined);
  expect(message).not.toMatch(/Deploy-Source|Deploy-Run|undefined/);
});

test.each([
  ['a subject', { subject: 'Hi\n\nDeploy-Id: forged' }],
  ['a run URL', { runUrl: 'https://ci/7\nDeploy-Id: forged' }],
  ['a subject with a Unicode line end', { subject: 'Hi\u2028Deploy-Id: forged' }],
  ['an indented line of the body', { subject: 'Hi\n\n  Deploy-Id: forged' }],
  ['a bullet of the body', { subject: 'Hi\n\n* Deploy-Id: forged\n - Deploy-Id: forged' }],
])('%s cannot forge a trailer', (_, { subject, runUrl }: { subject?: string; runUrl?: string }) => {
  const message = commitMessage(
    edit,
    summarize(edit, target),
    { ...origin, runUrl: runUrl ?? origin.runUrl },
    subject,
  );
  expect(message.split(/[\n\u2028]/).filter((line) => line.startsWith('Deploy-Id:'))).toEqual([
    'Deploy-Id: id-1',
  ]);
  const commit = { id: 'c', author: { name: 'Jo' }, date: 0, message };
  expect(readDeploys(commit).map(({ id }) => id)).toEqual(['id-1']);
});

test('without an image, the subject says which field was set', () => {
  const setting = targetOf({ set: [{ path: 'replicas', value: '3', fromImage: false }] });
  const summary = summarize({ ...edit, changes: [] }, setting);
  expect(commitMessage(edit, summary, origin, undefined)).toMatch(
    /^Set replicas of Deployment web to 3 in prod\n/,
  );
});

test('the name falls back to the image, the namespace to the one asked for', () => {
  const nameless = { ...edit, resources: [] };
  const summary = summarize(nameless, targetOf({ images, select: { namespace: 'dev' } }));
  expect([summary.name, summary.namespace, summary.previous]).toEqual(['web', 'dev', 'v1']);
});

test('of many objects the first three are named', () => {
  const resources = [...'abcde'].map((name) => ({ ...resource, name }));
  const changes = resources.map((each) => ({ ...place, resource: each, file: `${each.name}.yaml` }));
  const many = { ...edit, changes, resources };
  const summary = summarize(many, target);
  expect([summary.name, summary.file]).toEqual(['a, b, c and 2 more', 'a.yaml, b.yaml, c.yaml and 2 more']);
  expect(commitMessage(many, summary, origin, undefined)).toMatch(/^Deploy a, b, c and 2 more v2 to prod\n/);
});

describe('The subject says where it goes', () => {
  const inFolder = (file: string, namespace?: string): ManifestEdit['changes'][number] => ({
    ...place,
    file,
    resource: { kind: undefined, name: undefined, namespace },
  });
  const subjectOf = (changes: ManifestEdit['changes'], wanted = target): string | undefined => {
    const some = { ...edit, changes, resources: changes.map(({ resource }) => resource) };
    return commitMessage(some, summarize(some, wanted), origin, undefined).split('\n')[0];
  };

  test.each<[string, ManifestEdit['changes'], string]>([
    ['by the namespace that a file says', [inFolder('apps/x/a.yaml', 'prod')], 'Deploy web v2 to prod'],
    ['by the folder where no file says one', [inFolder('apps/prod/a.yaml')], 'Deploy web v2 (apps/prod)'],
    ['by no folder at the root', [inFolder('a.yaml')], 'Deploy web v2'],
    ['by both', [inFolder('dev/a.yaml'), inFolder('x/a.yaml', 'prod')], 'Deploy web v2 to prod (dev)'],
    [
      'by three folders of many',
      [...'abcde'].map((folder) => inFolder(`${folder}/a.yaml`)),
      'Deploy web v2 (a, b, c and 2 more)',
    ],
  ])('%s', (_what, changes, subject) => {
    expect(subjectOf(changes)).toBe(subject);
  });

  test('and not by the namespace that was asked for', () => {
    const asked = targetOf({ images, select: { namespace: 'prod' } });
    expect(subjectOf([inFolder('apps/a.yaml')], asked)).toBe('Deploy web v2 (apps)');
  });

  test('with each old tag of its own file in the body', () => {
    const changes = [inFolder('dev/a.yaml'), { ...inFolder('prod/a.yaml'), from: 'v0' }];
    const some = { ...edit, changes, resources: [] };
    const message = commitMessage(some, summarize(some, target), origin, undefined);
    expect(message).toContain('dev/a.yaml:3 image: v1 -> v2\nprod/a.yaml:3 image: v0 -> v2\n');
    expect(message).toContain('Deploy-Previous: v1, v0\n');
  });
});
