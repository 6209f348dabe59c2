import { abridge } from '../../../src/manifest/yaml/abridge.ts';
import { openManifest, wholeFile } from '../../../src/manifest/yaml/text-source.ts';
import { edit, refusal, targetOf } from '../support.ts';

const next = targetOf('acme/api-20:v2');
const size = 40;
/** Long lines make a large document of few nodes. */
const long = 'long-'.repeat(36);

/** One object of many lines, of which the last is the container's name. */
function item(index: number): string {
  const labels = Array.from({ length: 20 }, (_, label) => `      label-${label}: ${long}\n`).join('');
  return `- kind: Deployment
  metadata:
    name: app-${index}
    labels:
${labels}  spec:
    containers:
    - image: acme/api-${index}:v1 # ${index}
      env:
${`      - {name: A, value: ${long}}\n`.repeat(20)}      name: api
`;
}

const list = `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: size }, (_, index) => item(index)).join('')}`;

it('reads of a large document what may matter, in less than a tenth of its lines', () => {
  const source = wholeFile(openManifest('app.yaml', list));
  const { text, toFile } = abridge(source, ['api-20']);
  expect(text.split('\n').length).toBeLessThan(list.split('\n').length / 10);
  for (const word of ['name: app-20\n', 'image: acme/api-20:v1', 'kind: List'])
    expect(list.startsWith(word, toFile(text.indexOf(word)))).toBe(true);
});

it.each<[string, string, readonly string[]]>([
  ['a small one', list.slice(0, 10_000), ['api-20']],
  ['one with aliases', `${list}x: &a 1\ny: *a\n`, ['api-20']],
  ['one that is not looked through for a word', list, []],
])('reads %s whole', (_what, text, words) => {
  const source = wholeFile(openManifest('app.yaml', text));
  expect(abridge(source, words)).toBe(source);
});

it('edits as if it had read the whole', () => {
  const { after, changes } = edit(list, next);
  expect(after).toBe(list.replace('acme/api-20:v1', 'acme/api-20:v2'));
  expect(changes).toEqual([
    {
      file: 'app.yaml',
      line: list.slice(0, list.indexOf('acme/api-20:')).split('\n').length,
      path: 'items.[20].spec.containers.[name=api].image',
      image: 'acme/api-20',
      from: 'v1',
      to: 'v2',
      resource: { kind: 'Deployment', name: 'app-20' },
    },
  ]);
});

it.each<[string, string]>([
  ['a list in brackets over many lines', `x: [\n${'  1,\n'.repeat(20)}]\n`],
  ['a list in brackets that ends behind many lines', `x: [\n${'    1,\n'.repeat(20)}  2]\n`],
  ['a text in quotes over many lines', `x: "\n${'    words\n'.repeat(20)}  "\n`],
  ['a long script', `x: |\n  if a\n${'    b\n'.repeat(20)}\n  c\n`],
])('finds the image beside %s', (_what, beside) => {
  const text = `${list}image: acme/other:v1\n${beside}`;
  expect(edit(text, targetOf('acme/other:v2')).after).toBe(text.replace('acme/other:v1', 'acme/other:v2'));
});

it('says what is wrong where it has not looked', () => {
  expect(refusal(`${list}x: {\n${'  a,\n'.repeat(20)}\n`, next).code).toBe('invalid-yaml');
});

it.each(['metadata', '"metadata"', "'metadata'", 'metadata '])(
  'sees the namespace under the key %s',
  (key) => {
    const text = list.replaceAll('  metadata:\n', `  ${key}:\n    namespace: dev\n`);
    const inNamespace = (namespace: string) => targetOf('acme/api-20:v2', { select: { namespace } });
    expect(edit(text, inNamespace('dev')).changes).toHaveLength(1);
    expect(refusal(text, inNamespace('prod')).message).toContain('has namespace "dev"');
  },
);

it('refuses an encrypted file as well', () => {
  const sops = `sops:\n${'  age: x\n'.repeat(20)}  mac: x\n`;
  expect(refusal(list + sops, next)).toMatchObject({ message: expect.stringContaining('SOPS') });
});

it('tells all images when the one is not there', () => {
  expect(refusal(list, targetOf('acme/apj-1:v2')).message).toContain('acme/api-1:v1 (Deployment app-1');
});
