import { nameObject, type ObjectStore } from '../../../src/git/objects/objects.ts';
import { parseTree, replaceIds } from '../../../src/git/objects/tree.ts';
import { editTree } from '../../../src/git/objects/tree-edit.ts';

const id = (digit: string): string => digit.repeat(40);

function tree(...entries: readonly (readonly [mode: string, name: string | Buffer, oid: string])[]): Buffer {
  return Buffer.concat(
    entries.flatMap(([mode, name, oid]) => [
      Buffer.from(`${mode} `),
      Buffer.from(name),
      Buffer.from([0]),
      Buffer.from(oid, 'hex'),
    ]),
  );
}

function stored(store: ObjectStore, data: Buffer): string {
  const object = nameObject({ type: 'tree', data });
  store.set(object.oid, object);
  return object.oid;
}

test('entries have mode, name, id and the place of the id', () => {
  const data = tree(['100644', 'a b.yaml', id('1')], ['40000', 'dir', id('2')]);
  expect([...parseTree(data)]).toEqual([
    { mode: '100644', name: 'a b.yaml', oid: id('1'), at: 16 },
    { mode: '40000', name: 'dir', oid: id('2'), at: 46 },
  ]);
  expect([...parseTree(Buffer.alloc(0))]).toEqual([]);
});

test.each([10, 20, 35])('a tree that is cut after %i bytes is refused', (length) => {
  const data = tree(['100644', 'a.yaml', id('1')]);
  expect(() => [...parseTree(data.subarray(0, length > data.length ? data.length - 1 : length))]).toThrow(
    RangeError,
  );
});

test('new ids change no other byte, not even of names that are not UTF-8 or of an order that is wrong', () => {
  const odd = Buffer.from([0xff, 0xfe, 0x61]);
  const data = tree(['100755', 'z', id('1')], ['100644', odd, id('2')], ['040000', 'a', id('3')]);
  const [first] = parseTree(data);
  if (first === undefined) throw new Error('No entry');
  const edited = replaceIds(data, new Map([[first, id('9')]]));
  expect(
    edited.equals(tree(['100755', 'z', id('9')], ['100644', odd, id('2')], ['040000', 'a', id('3')])),
  ).toBe(true);
});

test('trees are made again from the root to every changed file, each with what it was made from', () => {
  const store: ObjectStore = new Map();
  const blob = nameObject({ type: 'blob', data: Buffer.from('v1') });
  store.set(blob.oid, blob);
  const deep = stored(store, tree(['100644', 'x', id('1')], ['100644', 'y', blob.oid]));
  const other = stored(store, tree(['100644', 'x', id('3')]));
  const root = stored(
    store,
    tree(['40000', 'deep', deep], ['100644', 'top', id('4')], ['40000', 'up', other]),
  );
  const edits = new Map([
    ['deep/y', Buffer.from('v2')],
    ['top', Buffer.from('v3')],
  ]);
  const { oid, objects } = editTree(root, edits, store);
  const y = nameObject({ type: 'blob', data: Buffer.from('v2') });
  const top = nameObject({ type: 'blob', data: Buffer.from('v3') });
  const newDeep = nameObject({ type: 'tree', data: tree(['100644', 'x', id('1')], ['100644', 'y', y.oid]) });
  const data = tree(['40000', 'deep', newDeep.oid], ['100644', 'top', top.oid], ['40000', 'up', other]);
  expect(oid).toBe(nameObject({ type: 'tree', data }).oid);
  expect(
    new Map(objects.map((object) => [object.oid, 'base' in object ? object.base.oid : undefined])),
  ).toEqual(
    new Map([
      [oid, root],
      [newDeep.oid, deep],
      [y.oid, blob.oid],
      [top.oid, undefined],
    ]),
  );
});

test('a path that is not in the tree is a defect of the caller', () => {
  const store: ObjectStore = new Map();
  const root = stored(store, tree(['100644', 'a', id('1')]));
  expect(() => editTree(root, new Map([['b', Buffer.from('x')]]), store)).toThrow('No place for "b"');
  expect(() => editTree(root, new Map([['a/b', Buffer.from('x')]]), store)).toThrow('No place for "a"');
});

const latin = (name: string): Buffer => Buffer.from(name, 'latin1');

test.each([
  ['files', '100644', '\u{FFFD}'],
  ['folders', '40000', '\u{FFFD}/a'],
])('of %s whose names cannot be told apart, none is edited in place of the other', (_, mode, path) => {
  const store: ObjectStore = new Map();
  const below = stored(store, tree(['100644', 'a', id('1')]));
  const root = stored(store, tree([mode, latin('\xe8'), below], [mode, latin('\xe9'), below]));
  const edit = () => editTree(root, new Map([[path, Buffer.from('x')]]), store);
  expect(edit).toThrow(expect.objectContaining({ code: 'not-editable' }));
});
