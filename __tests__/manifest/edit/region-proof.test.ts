import { isProvenByRegions } from '../../../src/manifest/edit/region-proof.ts';
import { findPlaces } from '../../../src/manifest/find/find-places.ts';
import { openFile } from '../../../src/manifest/yaml/open-file.ts';
import { openManifest } from '../../../src/manifest/yaml/text-source.ts';
import { fileOf } from '../support.ts';

/** Says whether `after` is proven as the edit that writes `acme/api:v2` for every place of `acme/api`. */
function isProven(before: string, after: string, value = 'acme/api:v2'): boolean {
  const { manifest, documents } = openFile(fileOf(before));
  const places = documents(() => true).flatMap(findPlaces);
  const steps = places
    .filter(({ names }) => names.includes('acme/api'))
    .map(({ cursor }) => {
      const { source } = cursor.document;
      const [start, end] = cursor.node.range.map(source.toFile);
      const edit = { start: start ?? 0, end: end ?? 0, text: value };
      return { operation: { kind: 'write', cursor, value, typed: false, change: undefined } as const, edit };
    });
  expect(steps.length).toBeGreaterThan(0);
  return isProvenByRegions(manifest, openManifest(manifest.path, after), steps);
}

const edited = (text: string): string => text.replaceAll('acme/api:v1', 'acme/api:v2');

it.each([
  ['a field', 'a: 1\nimage: acme/api:v1 # note\nb: 2\n'],
  ['the last field, without a line end', 'a: 1\nimage: acme/api:v1'],
  ['a field behind a dash', 'list:\n  - image: acme/api:v1\n    name: x\n  - name: y\n'],
  ['a field of a list right below its key', 'list:\n- name: x\n  image: acme/api:v1\n- name: y\n'],
  ['an item', 'images:\n  - acme/api:v1\n  - acme/web:v1\n'],
  ['brackets', 'list: [{image: acme/api:v1, x: 1}, {image: acme/web:v1}]\n'],
  ['JSON over lines', '{\n  "a": [1, 2],\n  "b": {\n    "image": acme/api:v1\n  }\n}\n'],
  ['two fields of one map in brackets', '{image: acme/api:v1, workerImage: acme/api:v1}\n'],
  ['several documents', 'image: acme/api:v1\n---\nother: 1\n---\nimage: acme/api:v1\n...\n'],
  ['carriage returns', 'a: 1\r\nimage: acme/api:v1\r\nb: 2\r\n'],
  [
    'a block scalar in the neighbourhood',
    'x: |\n  image: acme/web:v1\n\nimage: acme/api:v1\n# end\ny: >\n  z\n',
  ],
  ['an anchor in the neighbourhood', 'x: &x 1\nimage: acme/api:v1\ny: *x\n'],
])('holds for %s', (_what, text) => {
  expect(isProven(text, edited(text))).toBe(true);
});

const before = 'a: 0644\nspec:\n  image: acme/api:v1 # note\n  list: [1.10, yes]\nb: 1\n';

it.each([
  ['the value is another', before.replace('v1', 'v3')],
  ['the value is still the old one', before],
  ['a field before it changes', edited(before).replace('0644', '644')],
  ['a field behind it changes', edited(before).replace('b: 1', 'b: 2')],
  ['a comment behind it is gone', edited(before).replace(' # note', '')],
  ['a field is new', before.replace('v1', 'v2\n  extra: 1')],
  ['the key has another name', edited(before).replace('image', 'imago')],
  ['a line is indented more', edited(before).replace('  image', '   image')],
  ['an anchor is new', before.replace('acme/api:v1', '&x acme/api:v2')],
  ['a quote is left open', before.replace('acme/api:v1', '"acme/api:v2')],
  ['a bracket is left open', before.replace('acme/api:v1', '[acme/api:v2')],
  ['the rest of the file is gone', edited(before).replace('b: 1\n', '')],
  ['there is more behind its end', `${edited(before)}c: 1\n`],
])('does not hold when %s', (_what, after) => {
  expect(isProven(before, after)).toBe(false);
});

it.each([
  ['an anchor at the value', 'image: &image acme/api:v1\nother: *image\n'],
  ['a tag at the value', 'image: !!str acme/api:v1\n'],
  ['YAML in YAML', 'x: |\n  image: acme/api:v1\n'],
])('leaves it to the whole to prove what has %s', (_what, text) => {
  expect(isProven(text, edited(text))).toBe(false);
});

it.each(['1.10', 'yes', 'null', '0x1f'])('does not hold for the bare value %s', (value) => {
  expect(isProven(before, before.replace('acme/api:v1', value), value)).toBe(false);
});
