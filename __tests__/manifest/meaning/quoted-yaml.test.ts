import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2', { expect: 1 });

it.each<[string, string]>([
  ['JSON in single quotes', `values: '{"image":{"repository":"ghcr.io/acme/api","tag":"v1"}}'`],
  [
    'JSON in double quotes',
    String.raw`values: "{\"image\":{\"repository\":\"ghcr.io/acme/api\",\"tag\":\"v1\"}}" # x`,
  ],
  ['YAML in double quotes', String.raw`values: "image:\n  repository: ghcr.io/acme/api\n  tag: v1\n"`],
  [
    'YAML in double quotes with quotes in it',
    String.raw`a: "x: 'y'\nimage: \"ghcr.io/acme/api:v1\"\nb: c\n"`,
  ],
  [
    'YAML in double quotes over lines',
    'values: "image:\\n  repository: ghcr.io/acme/api\\n\\\n  \\  tag: v1\\n"',
  ],
  [
    'YAML in double quotes with other escapes',
    String.raw`values: "\u0061: \x62\t\nimage: ghcr.io/acme/api:v1\n"`,
  ],
  ['YAML in single quotes over lines', `values: 'a: ''x''\n\n  image: ghcr.io/acme/api:v1\n\n  '`],
  ['JSON in a folded block', 'values: >\n  {"image":\n  "ghcr.io/acme/api:v1"}\n'],
  [
    'JSON in a folded block with deeper lines',
    'values: >-\n  {\n    "a": 1,\n    "image": "ghcr.io/acme/api:v1"\n  }',
  ],
  [
    'a list of JSON patches',
    `patch: '[{"op":"replace","path":"/spec/image","value":"ghcr.io/acme/api:v1"}]'`,
  ],
  ['a file in a ConfigMap', `kind: ConfigMap\ndata:\n  x.json: '{"image": "ghcr.io/acme/api:v1"}'`],
  [
    'a file in a ConfigMap in JSON',
    String.raw`{"kind": "ConfigMap", "data": {"x": "{\"image\": \"ghcr.io/acme/api:v1\"}"}}`,
  ],
  ['JSON in YAML in a block', `x: |\n  values: '{"image": "ghcr.io/acme/api:v1"}'`],
  ['a block in YAML in quotes', String.raw`x: "y: |\n  image: ghcr.io/acme/api:v1\n"`],
  ['JSON in JSON', String.raw`x: '{"y": "{\"image\": \"ghcr.io/acme/api:v1\"}"}'`],
])('edits %s', (_, text) => {
  const { after, changes } = edit(`${text}\n`, next);
  expect(after).toBe(`${text}\n`.replace('v1', 'v2'));
  expect(changes).toMatchObject([{ from: 'v1', to: 'v2' }]);
  expect(edit(after, targetOf('ghcr.io/acme/api:v2')).files).toEqual([]);
});

it('escapes the quotes that a tag needs in the quotes around it', () => {
  const text = String.raw`values: "image:\n  repository: acme/api\n  tag: v1\n"`;
  expect(edit(text, targetOf('acme/api:1.20')).after).toBe(text.replace('v1', String.raw`\"1.20\"`));
  const single = `values: 'image: {repository: acme/api, tag: v1}\n\n  b: ''x'''`;
  const { after } = edit(single, targetOf('acme/api:1.20'));
  expect(after).toBe(single.replace('v1', "''1.20''"));
});

it('names the line of the file that the value stands on', () => {
  const text = 'a: b\nvalues: "image:\\n  repository: ghcr.io/acme/api\\n\\\n  \\  tag: v1\\n"\n';
  expect(edit(text, next).changes).toMatchObject([{ line: 3, path: 'values.image.tag' }]);
});

it('sets a field by a path that leads through quotes', () => {
  const text = `data: {x: '{"api": {"tag": "v1"}}'}\n`;
  const set = [{ path: 'data.x.api.tag', value: 'v2', fromImage: true }];
  expect(edit(text, targetOf([], { set })).after).toBe(text.replace('v1', 'v2'));
});

it.each<[string, string]>([
  ['an annotation', `metadata:\n  annotations: {last-applied: '{"image": "ghcr.io/acme/api:v1"}'}`],
  ['a variable', `env:\n- {name: X, value: '{"image": "ghcr.io/acme/api:v1"}'}`],
  ['arguments', `args: ['{"image": "ghcr.io/acme/api:v1"}']`],
  ['a line of words', 'note: "image: ghcr.io/acme/api:v1"'],
])('leaves alone what stands in %s', (_, text) => {
  expect(refusal(`${text}\n`, targetOf('ghcr.io/acme/api:v2')).code).toBe('image-not-found');
});

it.each<[string, string, readonly string[]]>([
  [
    'TOML',
    'data:\n  c.toml: |\n    [a]\n    image = "ghcr.io/acme/api:v1"\n',
    ['app.yaml:4 image = "ghcr.io/acme/api:v1"'],
  ],
  [
    'properties',
    'data:\n  c.properties: |\n    a=b\n    api=ghcr.io/acme/api:v1\n    old=ghcr.io/acme/api:v0\n',
    ['app.yaml:4 api=ghcr.io/acme/api:v1', 'app.yaml:5 old=ghcr.io/acme/api:v0'],
  ],
])('names the lines of %s in a block', (_, text, lines) => {
  const { code, message } = refusal(text, targetOf('ghcr.io/acme/api:v2'));
  expect(code).toBe('image-not-found');
  for (const line of lines) expect(message).toContain(`\n- ${line}`);
});
