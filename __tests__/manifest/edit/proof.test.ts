import { DeployError } from '../../../src/errors.ts';
import type { WriteScalar } from '../../../src/manifest/edit/operation.ts';
import { proveEdit } from '../../../src/manifest/edit/proof.ts';
import { fieldsOf } from '../../../src/manifest/yaml/collection.ts';
import { isScalarCursor, rootCursor } from '../../../src/manifest/yaml/cursor.ts';
import { openFile } from '../../../src/manifest/yaml/open-file.ts';
import { openManifest } from '../../../src/manifest/yaml/text-source.ts';
import { fileOf } from '../support.ts';

const before = 'image: acme/api:v1 # note\nmode: 0644\nlist: [1.10, yes]\n---\nother: 1\n';

/** Proves `after` as the edit that gives the field `image` the value `acme/api:v2`. */
function prove(after: string, value = 'acme/api:v2'): void {
  const { stream, split, manifest, documents } = openFile(fileOf(before));
  const [document] = documents(() => true);
  const cursor = document && fieldsOf(rootCursor(document)).get('image');
  if (!isScalarCursor(cursor)) throw new Error('the fixture has no image');
  const write: WriteScalar = { kind: 'write', cursor, value, typed: false, change: undefined };
  proveEdit(stream(), split(openManifest(manifest.path, after)), [write]);
}

it('holds for the edit that was asked for', () => {
  expect(() => prove(before.replace('v1', 'v2'))).not.toThrow();
});

it.each([
  ['the value is another', before.replace('v1', 'v3')],
  ['the value is still the old one', before],
  ['a number is written another way', before.replace('v1', 'v2').replace('0644', '644')],
  ['a number loses its zero', before.replace('v1', 'v2').replace('1.10', '1.1')],
  ['a value gets quotes', before.replace('v1', 'v2').replace('yes', '"yes"')],
  [
    'a list is no longer in brackets',
    before.replace('v1', 'v2').replace('[1.10, yes]', '\n  - 1.10\n  - yes'),
  ],
  ['a field is gone', before.replace('v1', 'v2').replace('mode: 0644\n', '')],
  ['a field is new', before.replace('v1', 'v2\nextra: 1')],
  ['a field has another name', before.replace('v1', 'v2').replace('mode', 'node')],
  ['the text is no YAML', before.replace('acme/api:v1', '"acme/api:v2')],
  ['another document changes', before.replace('v1', 'v2').replace('other: 1', 'other: 2')],
  ['another document gets a comment', `${before.replace('v1', 'v2')}# more\n`],
  ['a document is new', `${before.replace('v1', 'v2')}---\nmore: 1\n`],
  ['an anchor is new', before.replace('acme/api:v1', '&x acme/api:v2')],
])('fails when %s', (_what, after) => {
  expect(() => prove(after)).toThrow(DeployError);
});

it.each(['1.10', 'yes', 'null', '0x1f', '12:30:45', '2024-01-02'])(
  'fails when the bare value %s would be read as something else',
  (value) => {
    expect(() => prove(before.replace('acme/api:v1', value), value)).toThrow(DeployError);
    expect(() => prove(before.replace('acme/api:v1', `"${value}"`), value)).not.toThrow();
  },
);
