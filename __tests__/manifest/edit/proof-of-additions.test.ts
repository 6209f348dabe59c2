import { DeployError } from '../../../src/errors.ts';
import { fieldChange, type Operation } from '../../../src/manifest/edit/operation.ts';
import { proveEdit } from '../../../src/manifest/edit/proof.ts';
import { fieldsOf } from '../../../src/manifest/yaml/collection.ts';
import { type Cursor, rootCursor } from '../../../src/manifest/yaml/cursor.ts';
import { openFile } from '../../../src/manifest/yaml/open-file.ts';
import { openManifest } from '../../../src/manifest/yaml/text-source.ts';
import { fileOf } from '../support.ts';

/** Proves that `after` is `before` with one operation at its field `b`. */
function prove(before: string, after: string, operationAt: (field: Cursor) => Operation): void {
  const { stream, split, manifest, documents } = openFile(fileOf(before));
  const [document] = documents(() => true);
  const field = document && fieldsOf(rootCursor(document)).get('b');
  if (field === undefined) throw new Error('the fixture has no field');
  proveEdit(stream(), split(openManifest(manifest.path, after)), [operationAt(field)]);
}

const shared = { typed: false, change: fieldChange('', 'v') } as const;
const fill = (cursor: Cursor): Operation => {
  return { kind: 'fill', cursor, value: { kind: 'map', fields: [['d', 'v']] }, ...shared };
};
const add = (cursor: Cursor): Operation => ({ kind: 'add', cursor, key: 'd', value: 'v', ...shared });

it.each([
  ['is filled where nothing stood', 'b: {}\n', 'b: {d: v}\n', fill],
  ['is added to other fields', 'a: 1\nb: 2\n', 'a: 1\nb: 2\nd: v\n', add],
])('holds where a field %s', (_what, before, after, operationAt) => {
  expect(() => prove(before, after, operationAt)).not.toThrow();
});

it.each([
  ['a merge makes way', 'x: &x {a: 1}\nb: {<<: *x}\n', 'x: &x {a: 1}\nb: {d: v}\n', fill],
  ['a template makes way', 'b: {{ .Values.b }}\n', 'b: {d: v}\n', fill],
  ['a comment makes way', 'b: { # note\n  }\n', 'b: {d: v}\n', fill],
  ['a key stands there already', 'd: 1\nb: 2\n', 'd: 1\nb: 2\nd: v\n', add],
])('fails where %s', (_what, before, after, operationAt) => {
  expect(() => prove(before, after, operationAt)).toThrow(DeployError);
});
