import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2', { expect: 1 });
const docker = '# renovate: datasource=docker depName=ghcr.io/acme/api';

it.each<[string, string]>([
  [
    'an OCI source of an Application',
    'kind: Application\nspec:\n  source: {repoURL: "oci://ghcr.io/acme/api", path: ., targetRevision: v1}',
  ],
  [
    'one of several sources',
    'kind: Application\nspec:\n  sources:\n  - repoURL: oci://ghcr.io/acme/api\n    targetRevision: "v1"\n  - repoURL: https://x/y.git\n    targetRevision: main',
  ],
  [
    'an OCI source of an ApplicationSet',
    'kind: ApplicationSet\nspec:\n  template:\n    spec:\n      source:\n        targetRevision: v1 # pin\n        repoURL: oci://ghcr.io/acme/api/',
  ],
  ['a chart of an OCI source', 'source: {repoURL: "oci://ghcr.io/acme", chart: api, targetRevision: v1}'],
  ['a version below a comment', `${docker}\nVERSION: v1`],
  [
    'a version below a comment without a data source',
    '# renovate: depName=ghcr.io/acme/api\napiVersionTag: "v1"',
  ],
  ['a version below a comment that says more', `vars:\n  ${docker} versioning=semver\n  api: v1 # x`],
  ['a version in a list', `versions:\n  ${docker}\n  - v1`],
  ['the value of a variable', `env:\n  ${docker}\n  - name: API_VERSION\n    value: v1`],
  ['the value of a variable, the comment above it', `env:\n- name: API_VERSION\n  ${docker}\n  value: v1`],
  ['a version in a block', `data:\n  x.yaml: |\n    ${docker}\n    api: v1`],
  ['a package name', '# renovate: datasource=docker depName=api packageName=ghcr.io/acme/api\nv: v1'],
  [
    'a registry of its own',
    '# renovate: datasource=docker depName=acme/api registryUrl=https://ghcr.io\nv: v1',
  ],
  ['a tag beside its repository, once', `image:\n  repository: ghcr.io/acme/api\n  ${docker}\n  tag: v1`],
  ['a whole reference, once', `${docker}\nimage: ghcr.io/acme/api:v1`],
])('finds %s', (_, text) => {
  const { after, changes } = edit(`${text}\n`, next);
  expect(after).toBe(`${text}\n`.replace(/\bv1\b/, 'v2'));
  expect(changes).toMatchObject([{ image: 'ghcr.io/acme/api', from: 'v1', to: 'v2' }]);
});

it('writes a digest for a digest of an OCI source', () => {
  const [old, fresh] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`);
  const text = `repoURL: oci://acme/api\ntargetRevision: ${old}\n`;
  expect(edit(text, targetOf(`acme/api@${fresh}`)).after).toBe(
    `repoURL: oci://acme/api\ntargetRevision: ${fresh}\n`,
  );
});

it.each<[string, string, string]>([
  ['a source of git', 'repoURL: https://ghcr.io/acme/api\ntargetRevision: v1', 'image-not-found'],
  ['another artifact', 'repoURL: oci://ghcr.io/acme/web\ntargetRevision: v1', 'image-not-found'],
  ['a range', 'repoURL: oci://ghcr.io/acme/api\ntargetRevision: ">=1.0"', 'not-editable'],
  [
    'a release of GitHub',
    '# renovate: datasource=github-releases depName=ghcr.io/acme/api\nv: v1',
    'image-not-found',
  ],
  ['a comment with a line between', `${docker}\n\nv: v1`, 'image-not-found'],
  ['a comment above a map', `${docker}\nv:\n  x: v1`, 'image-not-found'],
  ['a comment above a switch', `${docker}\nenabled: true`, 'image-not-found'],
  ['a comment above words', `${docker}\nnote: "not a version"`, 'not-editable'],
])('does not take %s for a version of the image', (_, text, code) => {
  expect(refusal(`${text}\n`, targetOf('ghcr.io/acme/api:v2')).code).toBe(code);
});
