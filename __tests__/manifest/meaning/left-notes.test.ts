import { edit, targetOf } from '../support.ts';

const config = `kind: ConfigMap
data:
  a.yaml: |
    image: ghcr.io/acme/api:v1
  b.toml: |
    image = "ghcr.io/acme/api:v0"
  c.properties: |
    api.image=ghcr.io/acme/api:v0
    other=my/ghcr.io/acme/api:v6
---
spec: {containers: [{name: b, image: "ghcr.io/acme/api:v5"}]}
`;

it('Another old tag in text that no shape reads is named, and a place that "from" leaves out is not', () => {
  const { notes, changes } = edit(config, targetOf('ghcr.io/acme/api:v2', { select: { from: 'v1' } }));
  expect(changes.map(({ line }) => line)).toEqual([4]);
  expect(notes).toEqual(['app.yaml names ghcr.io/acme/api:v0 at line 6, 8 too, where it stays as it is']);
});

const parameters = (more: string) =>
  `spec: {source: {helm: {parameters: [{name: image.repository, value: acme/api}, {name: image.tag, value: v1${more}}]}}}\n`;

it.each(['20241125', '0', 'true'])('What Helm takes for no text is named: %s', (tag) => {
  const wanted = targetOf(`acme/api:${tag}`);
  expect(edit(parameters(''), wanted).notes).toEqual([
    `app.yaml:1 gives Helm ${tag} as image.tag, which is no text to it; "forceString: true" beside it makes it one`,
  ]);
  expect(edit(parameters(', forceString: true'), wanted).notes).toEqual([]);
});

it.each(['1.20', '0123', '1e3', 'v2'])('What Helm takes for text is not named: %s', (tag) => {
  const { after, notes } = edit(parameters(''), targetOf(`acme/api:${tag}`));
  expect(after).toMatch(/value: (?:v2|"[^"]+")\}\]/);
  expect(notes).toEqual([]);
});

it.each([
  ['an object', 'valuesObject: {image: {repository: acme/api, tag: v1}}'],
  ['a block', 'values: |\n      image:\n        repository: acme/api\n        tag: v1'],
])('A parameter that overrules values in %s is named', (_what, values) => {
  const text = (tag: string) =>
    `spec:\n  source:\n    helm:\n      ${values}\n      parameters: [{name: image.tag, value: ${tag}}]\n`.replace(
      /\n {6}(image| {2})/g,
      '\n        $1',
    );
  const { changes, notes } = edit(text('v0'), targetOf('acme/api:v2'));
  expect(changes).toHaveLength(1);
  expect(notes).toEqual([
    expect.stringMatching(
      /^app\.yaml:\d deploys nothing: the parameter image\.tag at line \d overrules it with v0$/,
    ),
  ]);
  expect(edit(text('v2'), targetOf('acme/api:v2')).notes).toEqual([]);
});
