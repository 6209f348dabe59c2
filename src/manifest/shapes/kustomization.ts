import type { Reference } from '../../image/reference.ts';
import type { Add, Operation, Write } from '../edit/operation.ts';
import { fieldsOf, isScalarSpot, itemsOf, type ScalarSpot, type Spot, textOf } from '../yaml/spot.ts';
import { containerOf } from './container.ts';
import type { Place } from './place.ts';
import { isVariable, readVersion, type VersionFields, versionFields, writeVersion } from './version.ts';
import type { View } from './view.ts';

/** One entry of `images`. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/ */
interface Entry {
  readonly name: ScalarSpot;
  readonly newName?: ScalarSpot;
  readonly version: VersionFields;
}

/** Entries of a kustomization's `images`, of kustomize's own file and of Flux's `Kustomization.spec`. */
export function findKustomizeImages(view: View): readonly Place[] {
  const images = view.fields.get('images');
  if (images === undefined) return [];
  const all = isKustomization(view);
  return itemsOf(images).flatMap((item) => {
    const fields = fieldsOf(item);
    const renames = fields.has('newTag') || fields.has('newName');
    const [name, newName] = [fields.get('name'), fields.get('newName')];
    if (!isScalarSpot(name) || !(all || renames)) return [];
    const version = versionFields(fields.get('newTag'), fields.get('digest'));
    return [placeOf({ name, ...(isScalarSpot(newName) && textOf(newName) && { newName }), version })];
  });
}

export function isKustomization({ fields, spot }: View): boolean {
  const file = spot.document.source.manifest.path;
  const around = spot.key === 'spec' && spot.parent ? fieldsOf(spot.parent) : fields;
  const kind = textOf(around.get('kind'));
  if (kind !== undefined) return kind === 'Kustomization' || kind === 'Component';
  return spot.parent === undefined && /(?:^|\/)kustomization(?:\.ya?ml|\.json)?$/i.test(file);
}

function placeOf({ name, newName, version }: Entry): Place {
  const current = newName ?? name;
  const image = textOf(current) ?? '';
  const spot = version.tag ?? version.digest ?? current;
  return {
    spot,
    container: containerOf(spot),
    names: [image],
    formerNames: [textOf(name) ?? ''],
    old: { name: image, ...readVersion(version) },
    ...(isVariable(version) && { obstacle: 'a variable in place of its tag' }),
    scalars: [name, current, ...Object.values(version)].map(({ node }) => node),
    write: (to) => [...rename(name, newName, to), ...moveVersion(current, version, to, image)],
  };
}

function rename(name: ScalarSpot, newName: ScalarSpot | undefined, to: Reference): readonly Operation[] {
  const from = textOf(newName ?? name) ?? '';
  if (from === to.name) return [];
  const meaning = { image: from, from, to: to.name };
  if (newName !== undefined) return [{ kind: 'write', spot: newName, value: to.name, typed: false, meaning }];
  return [{ kind: 'add', spot: name, key: 'newName', value: to.name, typed: false, meaning }];
}

function moveVersion(
  current: Spot,
  version: VersionFields,
  to: Reference,
  image: string,
): readonly Operation[] {
  const { tag, digest } = version;
  if (to.tag === undefined && to.digest === undefined) return [];
  if (tag === undefined && digest === undefined) return [addVersion(current, to, image)];
  const holdsTagAlone = digest === undefined && !textOf(tag)?.includes('@');
  if (tag !== undefined && holdsTagAlone && to.tag === undefined)
    return digestForTag(tag, to.digest ?? '', image);
  return writeVersion(version, to, image);
}

function addVersion(after: Spot, { tag, digest }: Reference, image: string): Add {
  const key = tag === undefined ? 'digest' : 'newTag';
  const value = [tag, digest].filter((part) => part !== undefined).join('@');
  return { kind: 'add', spot: after, key, value, typed: false, meaning: { image, from: '', to: value } };
}

/** A digest in place of a tag: the key that held the tag becomes the digest's. */
function digestForTag(tag: ScalarSpot, digest: string, image: string): readonly Write[] {
  const key = tag.keyNode && { ...tag, node: tag.keyNode };
  const meaning = { image, from: textOf(tag) ?? '', to: digest };
  return [
    ...(key ? [{ kind: 'write', spot: key, value: 'digest', typed: false } as const] : []),
    { kind: 'write', spot: tag, value: digest, typed: false, meaning },
  ];
}
