import { sameName } from '../image/name.ts';
import type { Reference } from '../image/reference.ts';
import { resourceOf } from './locate.ts';
import { type Place, versionOf } from './place.ts';
import { containerNames } from './shapes/container.ts';
import type { Spot } from './spot.ts';
import type { ImageTarget, Selector } from './target.ts';

/** Whether the place names the image that is looked for. */
export function names(place: Place, { name, to }: ImageTarget): boolean {
  const wanted = name ?? to.name;
  const known = name === undefined ? place.names : [...place.names, ...(place.formerNames ?? [])];
  return known.some((each) => sameName(each, wanted));
}

/** Whether `NAME=REF` has moved the place before: the same run again has nothing left to do there. */
export function isMoved({ names, formerNames, old }: Place, { name, to }: ImageTarget): boolean {
  // An entry of a kustomization for an image that is called so from the start has never been another's.
  if (name === undefined || formerNames?.some((each) => sameName(each, to.name))) return false;
  const isThere = names.some((each) => sameName(each, to.name));
  const keepsVersion = to.tag === undefined && to.digest === undefined;
  return isThere && (keepsVersion || (old.tag === to.tag && old.digest === to.digest));
}

/** The reference as the place would write it: a name that means the same keeps its spelling, unless `NAME=REF` asks for another. */
export function spelledAs({ names }: Place, { name, to }: ImageTarget): Reference {
  if (name !== undefined) return to;
  return { ...to, name: names.find((each) => sameName(each, to.name)) ?? to.name };
}

/** Whether every selector that is given holds for the place. */
export function isSelected(place: Place, select: Selector): boolean {
  const { container, from } = select;
  if (container !== undefined && !containerNames(place.container).includes(container)) return false;
  if (from !== undefined && !matches(from, versionOf(place))) return false;
  return isInSelected(place.spot, select);
}

/** Whether a spot lies in an object of the selected kind, name and namespace. */
export function isInSelected(spot: Spot, { kind, name, namespace }: Selector): boolean {
  if (kind === undefined && name === undefined && namespace === undefined) return true;
  const resource = resourceOf(spot);
  return (
    (kind === undefined || resource.kind === kind) &&
    (name === undefined || resource.name === name) &&
    (namespace === undefined || resource.namespace === namespace)
  );
}

/** `*` stands for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}
