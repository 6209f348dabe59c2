import { parseAssignment } from '../../../src/config/assignment.ts';
import type { DeployError } from '../../../src/errors.ts';
import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('ghcr.io/acme/api:v2');

/** The lines to copy out of a message, in their order, with whether each needs `create`. */
function linesOf({ message }: DeployError): readonly { readonly line: string; readonly create: boolean }[] {
  return [...message.matchAll(/ set: (.*?) \((now|with "create")[ ,]/g)].map(([, line = '', how]) => ({
    line,
    create: how !== 'now',
  }));
}

/** The text after the first line of the message has been copied. */
function afterFirstLine(text: string, path: string): string {
  const [first] = linesOf(refusal(text, next, path));
  if (first === undefined) throw new Error('the message has no line to copy');
  const set = [parseAssignment(first.line, next.images)];
  return edit(text, { ...next, set, create: first.create }, path).after;
}

it.each<[string, string, string, string]>([
  [
    'a parameter before an annotation',
    'metadata: {annotations: {x/image: "ghcr.io/acme/api:v1"}}\nspec: {helm: {parameters: [{name: image.tag, value: v1}]}}\n',
    'value: v1',
    'value: v2',
  ],
  ['a variable in upper case', 'data:\n  API_TAG: v1\n', 'API_TAG: v1', 'API_TAG: v2'],
  ['the variable of a container', 'env: [{name: IMAGE_TAG, value: v1}]\n', 'value: v1', 'value: v2'],
  ['a key with an equals sign', 'a=b: {tag: v1}\n', 'tag: v1', 'tag: v2'],
  ['a key with an equals sign, a dot and brackets', '"a.b[c]=d": {tag: v1}\n', 'tag: v1', 'tag: v2'],
  [
    'an element behind a template',
    'kind: ApplicationSet\nspec:\n  generators: [{list: {elements: [{env: dev, version: v1}]}}]\n  template: {spec: {source: {helm: {parameters: [{name: image.tag, value: "{{.version}}"}]}}}}\n',
    'version: v1',
    'version: v2',
  ],
  ['an overlay without a tag', 'image:\n  pullPolicy: Always\n', 'Always\n', 'Always\n  tag: v2\n'],
  [
    'values of a HelmRelease without an image',
    'kind: HelmRelease\nspec:\n  values:\n    replicas: 2\n',
    'replicas: 2\n',
    'replicas: 2\n    image:\n      tag: v2\n',
  ],
])('The first line to copy works: %s', (_what, text, old, now) => {
  expect(afterFirstLine(text, 'values.yaml')).toBe(text.replace(old, now));
});

it('Every line works, an annotation is the last and is said to deploy nothing', () => {
  const text =
    'metadata: {annotations: {x/image: "ghcr.io/acme/api:v1"}}\nargs: ["--image=ghcr.io/acme/api:v1"]\nweb: {tag: v1}\n';
  const error = refusal(text, next);
  const lines = linesOf(error).map(({ line }) => line);
  expect(lines).toEqual([
    'args.[0]=--image={reference}',
    'web.tag={tag}',
    'metadata.annotations.x/image={reference}',
  ]);
  expect(error.message).toContain('(now "ghcr.io/acme/api:v1"; a note that deploys nothing)');
  for (const line of lines) {
    const set = [parseAssignment(line, next.images)];
    expect(edit(text, { ...next, set }).changes).toHaveLength(1);
  }
});

it('No list of lines to copy is cut, and what helps stands before the images that are there', () => {
  const tags = Array.from({ length: 20 }, (_, index) => `a${index}: {tag: v1}\n`).join('');
  const { message } = refusal(`${tags}image: acme/other:v1\n`, next);
  expect(message.match(/ set: a\d+\.tag=\{tag\}/g)).toHaveLength(20);
  expect(message.indexOf('a19.tag')).toBeLessThan(message.indexOf('acme/other'));
});

it('A path that leads into two objects of a file says which one', () => {
  const one = (name: string) =>
    `kind: Deployment\nmetadata: {name: ${name}}\nargs: ["ghcr.io/acme/api:v1"]\n`;
  const text = `${one('a')}---\n${one('b')}`;
  const { message } = refusal(text, next);
  const [, kind = '', name = ''] = /with "kind" (\w+) and "name" (\w+)/.exec(message) ?? [];
  const set = [parseAssignment('args.[0]={reference}', next.images)];
  const select = { ...next.select, kind: [kind], name: [name] };
  expect(edit(text, { ...next, set, select }).after).toBe(text.replace('api:v1', 'api:v2'));
});

it.each<[string, string, string, string]>([
  ['a Dockerfile', 'Dockerfile', 'FROM ghcr.io/acme/api:v1\n', 'it is not YAML or JSON'],
  ['variables', '.env', 'A=1\nIMAGE=ghcr.io/acme/api:v1\n', 'it is not YAML or JSON'],
  ['Terraform', 'main.tf', 'x "y" {\n  image = "ghcr.io/acme/api:v1"\n}\n', 'it is not YAML or JSON'],
  ['TOML', 'app.toml', '[a]\nimage = "ghcr.io/acme/api:v1"\n[b]\nx = 1\n', 'it is not YAML or JSON'],
  [
    'JSON with comments',
    'app.json',
    '{\n  // the API\n  "image": "ghcr.io/acme/api:v1"\n}\n',
    'it is JSON with comments',
  ],
  [
    'a script in YAML',
    'ci.yaml',
    'x:\n  run: |\n    docker run ghcr.io/acme/api:v1\n',
    'these lines name it',
  ],
  ['a Go template', 'a.yaml', '{{- if .x }}\nimage: ghcr.io/acme/api:v1\n{{- end }}\n', 'it is a template'],
])(
  'Text that is no YAML is called that, and the way out of the remedy works: %s',
  (_what, path, text, says) => {
    const { message, remedy } = refusal(text, next, path);
    expect(message).toContain(says);
    expect(message).toMatch(/\n- .*:\d+ .*ghcr\.io\/acme\/api:v1/);
    expect(message).not.toMatch(/set: =/);
    const [, name, count] = /name (\S+) alone, set "text" to true and "expect" to (\d+)/.exec(remedy) ?? [];
    const { after } = edit(text, { ...next, text: true, expect: Number(count) }, name);
    expect(after).toBe(text.replace('api:v1', 'api:v2'));
  },
);

it('An encrypted value is never a line to copy', () => {
  const text = 'tag: ENC[AES256_GCM,data:x]\nsops: {mac: "ENC[x]", mac_only_encrypted: true}\n';
  expect(refusal(text, next).message).not.toContain('ENC[');
});

it('What a field holds now stands in quotes', () => {
  expect(refusal('a: {tag: invalid}\n', next).message).toContain('(now "invalid")');
});

it('SOPS is said first, whatever else is wrong', () => {
  const text = 'image: ENC[AES256_GCM,data:x]\ntag: v1\nsops:\n  mac: ENC[x]\n';
  const encrypted = { code: 'not-editable', message: expect.stringContaining('SOPS has encrypted it') };
  expect(refusal(text, next)).toMatchObject(encrypted);
  const set = [parseAssignment('no.such=1', next.images)];
  expect(refusal(text, { ...next, images: [], set })).toMatchObject(encrypted);
});

it('All missing images are named at once', () => {
  const wanted = targetOf(['ghcr.io/acme/api:v2', 'ghcr.io/acme/web:v2', 'acme/job:v2']);
  const { code, message } = refusal('args: [ghcr.io/acme/api:v1]\nimage: acme/job:v1\n', wanted);
  expect(code).toBe('image-not-found');
  expect(message).toContain('set: args.[0]={reference}');
  expect(message).toContain('Cannot find image "ghcr.io/acme/web"');
  expect(message).not.toContain('Cannot find image "acme/job"');
});

it('What fills the template of a blocked place is set by its line', () => {
  const text =
    'kind: ApplicationSet\nspec:\n  generators: [{list: {elements: [{env: dev, tag: v1}]}}]\n  template: {spec: {source: {kustomize: {images: ["ghcr.io/acme/api:{{.tag}}"]}}}}\n';
  expect(refusal(text, next).code).toBe('not-editable');
  expect(afterFirstLine(text, 'a.yaml')).toBe(text.replace('tag: v1', 'tag: v2'));
});

it.each([
  ['alone', 'ref: {semver: "1.x"}'],
  ['beside a tag', 'ref: {semver: "1.x", tag: v1}'],
])('A range of an OCIRepository is said to decide, %s, and the line sets it', (_what, ref) => {
  const text = `kind: OCIRepository\nspec:\n  url: oci://ghcr.io/acme/api\n  ${ref}\n`;
  const { code, message, remedy } = refusal(text, next);
  expect(code).toBe('not-editable');
  expect(message).toContain('a range, semver "1.x", which decides its tag');
  const [line = ''] = /spec\.ref\.semver=\S+/.exec(remedy) ?? [];
  const set = [parseAssignment(line, next.images)];
  expect(edit(text, { ...next, set }).after).toBe(text.replace('1.x', 'v2'));
});
