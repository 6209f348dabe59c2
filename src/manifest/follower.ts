import { DeployError } from '../errors.ts';
import type { Document } from './document.ts';
import { findPlaces } from './find.ts';
import { lineOf, pathOf } from './locate.ts';
import type { Operation, Write } from './operation.ts';
import type { Place } from './place.ts';
import { rootSpot, type Spot } from './spot.ts';
import { visit } from './visit.ts';

/**
 * What else reads a scalar that is about to change, through aliases and merged maps: one sentence each.
 * Throws `not-editable` when an image that is not selected would change with it.
 */
export function followersOf(
  operations: readonly Operation[],
  selected: ReadonlySet<Place>,
): readonly string[] {
  const documents = new Set(
    operations.map(({ spot }) => spot.document).filter(({ aliases }) => aliases.size > 0),
  );
  return [...documents].flatMap((document) => {
    const own = operations.filter(({ spot }) => spot.document === document).filter(isWrite);
    refuseBystanders(document, own, selected);
    return own.flatMap((operation) => followers(operation).map((spot) => sentence(operation.spot, spot)));
  });
}

function refuseBystanders(
  document: Document,
  operations: readonly Write[],
  selected: ReadonlySet<Place>,
): void {
  const written = new Set<unknown>(operations.filter(isOfImage).map(({ spot }) => spot.node));
  for (const place of findPlaces(outermost(document))) {
    if (selected.has(place) || !place.scalars.some((scalar) => written.has(scalar))) continue;
    throw new DeployError(
      'not-editable',
      `Cannot edit "${document.source.manifest.path}": the value of line ${lineOf(place.spot)} serves ${pathOf(place.spot)} too, which is not selected`,
      'select both, or give each its own value in place of the alias',
    );
  }
}

function outermost(document: Document): Document {
  return document.host === undefined ? document : outermost(document.host.document);
}

function isWrite(operation: Operation): operation is Write {
  return operation.kind === 'write';
}

/** A field that is set by its path is meant as it stands, alias or not. */
function isOfImage({ meaning }: Write): boolean {
  return meaning?.image !== undefined;
}

function followers({ spot }: Write): readonly Spot[] {
  const path = pathOf(spot);
  const spots: Spot[] = [];
  visit(rootSpot(spot.document), { scalar: (each) => each.node === spot.node && spots.push(each) });
  return spots.filter((each) => pathOf(each) !== path);
}

function sentence(target: Spot, follower: Spot): string {
  return `${target.document.source.manifest.path}:${lineOf(target)} is read by ${pathOf(follower)} too, which changes with it`;
}
