// Shows that the proof bites: what is right passes, and each thing that is not meant is found.
import { makeCommit } from '../../../src/git/objects/commit.ts';
import { type NamedObject, nameObject, type ObjectStore } from '../../../src/git/objects/objects.ts';
import { signedCommit } from '../../../src/git/objects/signing.ts';
import { editTree } from '../../../src/git/objects/tree-edit.ts';
import { type Intended, type MadeCommit, proveCommit } from '../../../src/git/proof/prove-commit.ts';
import { isSignedBy } from '../../../src/git/proof/ssh-signature.ts';
import { parseSshKey } from '../../../src/remote/ssh/ssh-key.ts';
import { type KeyType, makeKeyPair } from '../../../testing/ssh-keys.ts';

type Entry = readonly [mode: string, name: string, object: NamedObject];

const blob = (text: string): NamedObject => nameObject({ type: 'blob', data: Buffer.from(text) });
const tree = (...entries: readonly Entry[]): NamedObject => {
  const parts = entries.flatMap(([mode, name, { oid }]) => [`${mode} ${name}\0`, Buffer.from(oid, 'hex')]);
  return nameObject({ type: 'tree', data: Buffer.concat(parts.map((part) => Buffer.from(part))) });
};
const headers = {
  author: { name: 'Deployer', email: 'deploy@example.com' },
  committer: { name: 'Pipeline', email: 'pipeline@example.com' },
  time: 1_750_000_000_000,
  message: 'Deploy',
  sign: undefined,
};

const file = blob('image: web:v1\n');
const sibling = blob('echo\n');
const folder = tree(['100644', 'web.yaml', file]);
const root = tree(['40000', 'apps', folder], ['100755', 'run.sh', sibling]);
const tip = makeCommit({ ...headers, tree: root.oid, parent: file.oid, message: 'First' });
const store: ObjectStore = new Map([file, folder, root, tip].map((object) => [object.oid, object]));

const edited = blob('image: web:v2\n');
const files = new Map([['apps/web.yaml', edited.data]]);
const intended: Intended = { ...headers, parent: tip.oid, files, isSigned: undefined };

/** A commit with this root, and with all that is given beside. */
function commitOf(rootTree: NamedObject, others: readonly NamedObject[], changed: object = {}): MadeCommit {
  const commit = makeCommit({ ...headers, parent: tip.oid, tree: rootTree.oid, ...changed });
  return { commit: commit.oid, objects: [commit, rootTree, ...others] };
}
/** The root with this in the folder. */
const rootOf = (apps: NamedObject, ...others: readonly Entry[]) =>
  tree(['40000', 'apps', apps], ...(others.length > 0 ? others : [['100755', 'run.sh', sibling] as const]));

const newFolder = tree(['100644', 'web.yaml', edited]);
const newRoot = rootOf(newFolder);
const right = commitOf(newRoot, [newFolder, edited]);
const prove = (made: MadeCommit, meant: Intended = intended) =>
  proveCommit(made, meant, (oid) => store.get(oid));

test('a commit that is what was meant passes', async () => {
  await expect(prove(right)).resolves.toBeUndefined();
});

const inFolder = (...entries: readonly Entry[]): MadeCommit => {
  const apps = tree(...entries);
  return commitOf(rootOf(apps), [apps, edited]);
};
const inRoot = (...others: readonly Entry[]) => commitOf(rootOf(newFolder, ...others), [newFolder, edited]);
const withFile = (object: NamedObject) => {
  const apps = tree(['100644', 'web.yaml', object]);
  return commitOf(rootOf(apps), [apps, object]);
};
/** The same object with other bytes under its old name. */
const spoilt = (object: NamedObject): NamedObject => ({
  ...object,
  data: Buffer.concat([object.data, Buffer.from(' ')]),
});
const replaced = (object: NamedObject): MadeCommit => ({
  ...right,
  objects: right.objects.map((one) => (one.oid === object.oid ? spoilt(one) : one)),
});
const commitText = (change: (text: string) => string): MadeCommit => {
  const [commit, ...others] = right.objects;
  const changed = nameObject({ type: 'commit', data: Buffer.from(change(String(commit?.data))) });
  return { commit: changed.oid, objects: [changed, ...others] };
};

test.each<[string, MadeCommit]>([
  ['another sibling changed', inRoot(['100755', 'run.sh', blob('rm -rf\n')])],
  ['a sibling was dropped', commitOf(tree(['40000', 'apps', newFolder]), [newFolder, edited])],
  ['a sibling was added', inRoot(['100755', 'run.sh', sibling], ['100644', 'z.yaml', sibling])],
  ['a sibling was renamed', inRoot(['100755', 'ran.sh', sibling])],
  [
    'a sibling beside the file was added',
    inFolder(['100644', 'a.yaml', edited], ['100644', 'web.yaml', edited]),
  ],
  ['the folder is gone', commitOf(tree(['100755', 'run.sh', sibling]), [])],
  ['the mode of the file changed', inFolder(['100755', 'web.yaml', edited])],
  ['the mode of the file changed to a symlink', inFolder(['120000', 'web.yaml', edited])],
  ['the mode of a sibling changed', inRoot(['100644', 'run.sh', sibling])],
  [
    'the mode of the folder is written in another way',
    commitOf(tree(['040000', 'apps', newFolder], ['100755', 'run.sh', sibling]), [newFolder, edited]),
  ],
  [
    'entries stand in another order',
    commitOf(tree(['100755', 'run.sh', sibling], ['40000', 'apps', newFolder]), [newFolder, edited]),
  ],
  ['the file holds other bytes', withFile(blob('image: web:v3\n'))],
  ['the file holds one byte less', withFile(blob('image: web:v2'))],
  ['the file is as before', commitOf(root, [folder, file])],
  ['the file is a tree', withFile(tree())],
  ['the parent is another one', commitOf(newRoot, [newFolder, edited], { parent: newRoot.oid })],
  ['there is no parent', commitText((text) => text.replace(/parent .*\n/, ''))],
  ['there are two parents', commitText((text) => text.replace(/(parent .*\n)/, '$1$1'))],
  ['the message is another one', commitOf(newRoot, [newFolder, edited], { message: 'Deploy more' })],
  ['the message has one newline more', commitText((text) => `${text}\n`)],
  ['the message has a carriage return', commitText((text) => text.replace('Deploy\n', 'Deploy\r\n'))],
  [
    'the author is another one',
    commitOf(newRoot, [newFolder, edited], { author: { name: 'Mallory', email: 'deploy@example.com' } }),
  ],
  ['the address of the author is another one', commitText((text) => text.replace('deploy@', 'else@'))],
  [
    'the committer is another one',
    commitText((text) => text.replace('committer Pipeline', 'committer Mallory')),
  ],
  ['the time is another one', commitOf(newRoot, [newFolder, edited], { time: 1_750_000_001_000 })],
  ['the zone is another one', commitText((text) => text.replace('+0000', '+0100'))],
  ['there is a header more', commitText((text) => text.replace('\n\n', '\nencoding latin1\n\n'))],
  ['it is signed, which was not meant', commitText((text) => text.replace('\n\n', '\ngpgsig x\n\n'))],
  ['the tree is another one', commitText((text) => text.replace(newRoot.oid, root.oid))],
  ['the bytes of the file do not hash to their name', replaced(edited)],
  ['the bytes of a folder do not hash to their name', replaced(newFolder)],
  ['the bytes of the root do not hash to their name', replaced(newRoot)],
  [
    'the bytes of the commit do not hash to their name',
    { ...right, objects: right.objects.map((one) => (one.type === 'commit' ? spoilt(one) : one)) },
  ],
  ['an object is sent that nothing refers to', { ...right, objects: [...right.objects, blob('stray')] }],
  ['an object is not sent', { ...right, objects: right.objects.filter(({ oid }) => oid !== edited.oid) }],
  ['the commit is not sent', { ...right, objects: right.objects.slice(1) }],
])('it fails where %s', async (_, made) => {
  await expect(prove(made)).rejects.toMatchObject({ code: 'proof-failed' });
});

test.each<[string, Partial<Intended>]>([
  ['a file more was meant', { files: new Map([...files, ['apps/api.yaml', edited.data]]) }],
  ['a file of another folder was meant', { files: new Map([['jobs/web.yaml', edited.data]]) }],
  ['no file was meant', { files: new Map() }],
  ['a signature was meant', { isSigned: () => true }],
])('it fails where %s', async (_, meant) => {
  await expect(prove(right, { ...intended, ...meant })).rejects.toMatchObject({ code: 'proof-failed' });
});

test.each<KeyType>(['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-2048'])(
  'a signature of a key of type %s is verified',
  async (type) => {
    const key = parseSshKey(makeKeyPair(type).privateKey, 'signing-key');
    const isSigned = (payload: Uint8Array, signature: string) => isSignedBy(key, payload, signature);
    const made = commitOf(newRoot, [newFolder, edited], { sign: (text: string) => signedCommit(text, key) });
    const meant = { ...intended, isSigned };
    await expect(prove(made, meant)).resolves.toBeUndefined();
    // Removed, then of another key, then over another text.
    await expect(prove(right, meant)).rejects.toMatchObject({ code: 'proof-failed', message: /not signed/ });
    const other = parseSshKey(makeKeyPair('ed25519').privateKey, 'signing-key');
    const byOther = commitOf(newRoot, [newFolder, edited], {
      sign: (text: string) => signedCommit(text, other),
    });
    await expect(prove(byOther, meant)).rejects.toMatchObject({ code: 'proof-failed', message: /signature/ });
    const elsewhere = commitOf(newRoot, [newFolder, edited], {
      sign: (text: string) =>
        signedCommit(text.replace('Deploy\n', 'Other\n'), key).replace('Other\n', 'Deploy\n'),
    });
    await expect(prove(elsewhere, meant)).rejects.toMatchObject({
      code: 'proof-failed',
      message: /signature/,
    });
  },
);

test.each([
  ['carriage returns', 'Deploy\r\n\r\nto prod\r\n\r\nDeploy-Id: 1'],
  ['newlines in front', '\n\nDeploy'],
  ['nothing', ''],
  ['half of a character', 'Deploy \ud83d!'],
  ['a header in it', 'Deploy\n\ngpgsig x\ntree 0'],
  ['one line of a megabyte', 'x'.repeat(1 << 20)],
])('a message of %s passes', async (_, message) => {
  const made = commitOf(newRoot, [newFolder, edited], { message });
  await expect(prove(made, { ...intended, message })).resolves.toBeUndefined();
});

test.each([
  ['brackets and controls', 'De<pl>o\u0007yer\n'],
  ['a line separator', 'De\u2028ployer'],
  ['half of a character', 'Deploy\ud83d'],
  ['nothing', ''],
  ['a time of its own', 'D 123 +0100'],
])('an author of %s passes', async (_, name) => {
  const author = { name, email: 'deploy@example.com' };
  const made = commitOf(newRoot, [newFolder, edited], { author });
  await expect(prove(made, { ...intended, author })).resolves.toBeUndefined();
});

test.each([
  ['a folder of 20,000 entries', 20_000],
  ['a folder that is read whole', 100],
])('%s passes, and a sibling that changed is found', async (_, count) => {
  const name = (index: number) => `service-${String(index).padStart(6, '0')}.yaml`;
  const siblings = (other: NamedObject) =>
    tree(
      ...Array.from(
        { length: count },
        (_, index): Entry => ['100644', name(index), index === 7 ? other : sibling],
      ),
    );
  const wide = siblings(sibling);
  const parent = makeCommit({ ...headers, tree: wide.oid, parent: file.oid });
  const known = new Map([wide, parent, sibling].map((object) => [object.oid, object]));
  const change = new Map([[name(50), edited.data]]);
  const meant = { ...intended, parent: parent.oid, files: change };
  const made = (from: NamedObject): MadeCommit => {
    const after = editTree(from.oid, change, new Map([...known, [from.oid, from]]));
    const commit = makeCommit({ ...headers, parent: parent.oid, tree: after.oid });
    return { commit: commit.oid, objects: [commit, ...after.objects] };
  };
  await expect(proveCommit(made(wide), meant, (oid) => known.get(oid))).resolves.toBeUndefined();
  const bad = made(siblings(file));
  await expect(proveCommit(bad, meant, (oid) => known.get(oid))).rejects.toMatchObject({
    code: 'proof-failed',
  });
});
