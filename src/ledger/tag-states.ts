// The places that go back to a tag.
import type { Reference } from '../image/reference.ts';
import type { BranchHistory } from './branch-history.ts';
import { lists, type PlaceDeploys, referenceOf } from './place-deploys.ts';
import type { Deploy } from './read-deploys.ts';

/** Where one place goes back to. */
export interface PlaceState {
  readonly of: PlaceDeploys;
  /** The commit whose file holds the old value. */
  readonly commit: string;
  /** What stands there, where a deploy says it. */
  readonly expected: Reference | undefined;
}

/**
 * Finds where places go back to for a tag: each to its own last deploy of it, and the other images of that deploy go along.
 * @param to the tag, or a digest
 * @returns the states of the places that know it, or go along
 */
export function tagStates(
  { byId }: BranchHistory,
  places: readonly PlaceDeploys[],
  to: string,
): readonly PlaceState[] {
  const found = places.flatMap((of): readonly (PlaceState & { readonly deploy: Deploy | undefined })[] => {
    const deploy = of.known.find((each) => isTagOf(referenceOf(each, of.place), to));
    if (deploy !== undefined)
      return [{ of, deploy, commit: deploy.commit, expected: referenceOf(deploy, of.place) }];
    // What was there before the first deploy is known by what that one replaced.
    const after = of.known.find((each) => replaces(each, of, to));
    const commit = byId.get(after?.commit ?? '')?.parents[0];
    const expected = { name: of.place.what, tag: to, digest: undefined };
    return commit === undefined ? [] : [{ of, deploy: undefined, commit, expected }];
  });
  const along = places
    .filter((of) => !found.some((each) => each.of === of))
    .flatMap((of) => {
      const own = found.find(({ deploy }) => deploy !== undefined && lists(deploy, of.place))?.deploy;
      const expected = own && referenceOf(own, of.place);
      return own === undefined ? [] : [{ of, commit: own.commit, expected }];
    });
  return [...found, ...along];
}

function isTagOf(reference: Reference | undefined, to: string): boolean {
  return reference !== undefined && (reference.tag === to || reference.digest === to);
}

/** Old tags stand in the order of the images. */
function replaces({ previous = '', references }: Deploy, { place }: PlaceDeploys, to: string): boolean {
  const tags = previous.split(', ');
  const at = references.findIndex((text) => referenceOf({ references: [text] }, place) !== undefined);
  const own = tags.length === references.length ? tags.slice(at, at + 1) : tags;
  return at >= 0 && own.some((tag) => tag.split(' and ').includes(to));
}
