import { readdirSync, readFileSync } from 'node:fs';
import { parseReference } from '../../src/image/reference.ts';
import { editManifests } from '../../src/manifest/edit-manifests.ts';
import type { ImageTarget } from '../../src/manifest/target.ts';
import { faultsOf, type LooseTarget, target } from '../../testing/edit-check.ts';

const folder = new URL('./fixtures/', import.meta.url);
const digest = `sha256:${'2'.repeat(64)}`;

type Trait = [trait: string, file: string, images: readonly string[], more?: LooseTarget];

const traits: readonly Trait[] = [
  ['comments, blank lines, gaps and long lines', 'comments.yaml', ['ghcr.io/acme/api:1.1.0']],
  ['values that another printer would change', 'untouched-values.yaml', ['acme/api:v2']],
  ['CRLF, a byte order mark, no final newline', 'crlf.yaml', ['acme/api:v2']],
  ['several documents and two spellings of a name', 'documents.yaml', ['acme/api:v2']],
  ['names that are prefixes of others', 'prefixes.yaml', ['acme/api:v2']],
  [
    'a port of a registry, and a place without a tag',
    'registry-port.yaml',
    ['localhost:5000/acme/api:2.0'],
    { expect: 2 },
  ],
  ['64 hex digits in the path', 'hex-path.yaml', [`factory.talos.dev/installer/${'3765'.repeat(16)}:v1.9.1`]],
  ['a tag with a digest behind it', 'digest-in-string.yaml', [`ghcr.io/acme/api:v2@${digest}`]],
  ['an old digest that must not outlive its tag', 'digest-dropped.yaml', ['ghcr.io/acme/api:v2']],
  ['tags that read as numbers', 'numeric.yaml', ['a/plain:8', 'b/single:8', 'c/double:8', 'd/number:8']],
  ['block scalars, a value on the next line, an explicit key', 'blocks.yaml', ['acme/api:v2']],
  ['an anchor behind aliases and merge keys', 'anchors.yaml', ['acme/api:v2']],
  ['every style of a scalar, in block and flow', 'styles.yaml', ['acme/api:v2']],
  ['multi-byte text before, around and behind', 'multi-byte.yaml', ['acme/api:v2']],
  ['tabs where they are legal', 'tabs.yaml', ['acme/api:v2']],
  ['spaces at the ends of lines', 'trailing-spaces.yaml', ['acme/api:v2']],
  ['no final newline', 'no-final-newline.yaml', ['acme/api:v2']],
  ['a byte order mark right before the image', 'bom.yaml', ['acme/api:v2']],
  ['escapes in values and keys', 'escapes.yaml', ['acme/api:v2']],
  ['values over two lines', 'two-lines.yaml', ['acme/api:v2']],
  ['values whose lines are not indented, as Go reads them', 'unindented.yaml', ['acme/api:v2']],
  ['an anchor that is set three times', 'anchor-twice.yaml', ['acme/api:v2']],
  ['an anchor that feeds six places', 'anchor-feeds-six.yaml', ['acme/api:v2']],
  ['merge keys, with own fields before and behind', 'merge-keys.yaml', ['acme/api:v2']],
  ['a tag that reads as a number, in every style', 'numeric-styles.yaml', ['acme/api:1.10']],
  ['every spelling of one name', 'spellings.yaml', ['nginx:v2']],
  ['keys that stand twice elsewhere', 'doubled-keys.yaml', ['acme/api:v2']],
  ['a file of SOPS that leaves the image in the clear', 'sops.yaml', ['acme/api:v2']],
  ['keys that objects inherit', 'prototype-keys.yaml', ['acme/api:v2']],
  ['YAML in block scalars with CRLF', 'embedded-crlf.yaml', ['acme/api:v2']],
  ['a template that is YAML all the same', 'template-that-parses.yaml', ['acme/api:v2']],
];

test.each<Trait>(traits)('%s', (_trait, file, images, more = {}) => {
  const wanted = target({ images: images.map(imageOf), ...more });
  const edit = editManifests([{ path: file, bytes: read(file, 'before') }], wanted);
  expect(Buffer.from(edit.files[0]?.bytes ?? []).toString()).toBe(read(file, 'after').toString());
  expect(faultsOf(edit)).toEqual([]);
  expect(editManifests(edit.files, wanted).files).toEqual([]);
});

test('no fixture is forgotten', () => {
  const files = readdirSync(folder).filter((name) => name.includes('.before.'));
  expect(files.map((name) => name.replace('.before', '')).sort()).toEqual(
    traits.map(([, file]) => file).sort(),
  );
});

function imageOf(text: string): ImageTarget {
  const to = parseReference(text);
  if (to === undefined) throw new Error(`${text} is no reference`);
  return { name: undefined, to };
}

function read(file: string, state: string): Buffer {
  return readFileSync(new URL(file.replace('.', `.${state}.`), folder));
}
