import type { Scalar } from 'yaml';
import { DeployError } from '../../errors.ts';
import type { Operation, Write } from '../edit/operation.ts';
import type { Place } from '../shapes/place.ts';
import type { Document } from '../yaml/document.ts';
import { lineOf, pathOf } from '../yaml/locate.ts';
import { rootSpot, type Spot } from '../yaml/spot.ts';
import { visit } from '../yaml/visit.ts';
import { findPlaces } from './find.ts';

/** What else reads a scalar that is about to change, through aliases and merged maps: one sentence a scalar. */
export function followersOf(operations: readonly Operation[]): readonly string[] {
  return [...aliasedWrites(operations)].flatMap(([document, writes]) => {
    const meant = new Set(writes.map(({ spot }) => pathOf(spot)));
    const byNode = new Map<unknown, Spot[]>(writes.map(({ spot }) => [spot.node, []]));
    visit(rootSpot(document), { scalar: (spot) => byNode.get(spot.node)?.push(spot) });
    return [...byNode.values()].flatMap((spots) => sentence(spots, meant));
  });
}

/** Throws `not-editable` when an image that is not selected would change together with one that is. */
export function refuseBystanders(operations: readonly Operation[], selected: ReadonlySet<Place>): void {
  for (const [document, writes] of aliasedWrites(operations)) {
    // A field that is set by its path is meant as it stands, alias or not.
    const ofImages = writes.filter(({ meaning }) => meaning?.image !== undefined);
    const written = new Set<Scalar>(ofImages.map(({ spot }) => spot.node));
    for (const place of findPlaces(outermost(document)))
      if (!selected.has(place) && place.scalars.some((scalar) => written.has(scalar))) throw bystander(place);
  }
}

/** The writes in documents that have aliases at all. */
function aliasedWrites(operations: readonly Operation[]): ReadonlyMap<Document, readonly Write[]> {
  const byDocument = new Map<Document, Write[]>();
  for (const operation of operations) {
    const { document } = operation.spot;
    if (operation.kind !== 'write' || document.aliases.size === 0) continue;
    byDocument.set(document, [...(byDocument.get(document) ?? []), operation]);
  }
  return byDocument;
}

function outermost(document: Document): Document {
  return document.host === undefined ? document : outermost(document.host.document);
}

function sentence(spots: readonly Spot[], meant: ReadonlySet<string>): readonly string[] {
  const [first] = spots;
  const others = spots.map(pathOf).filter((path) => !meant.has(path));
  if (first === undefined || others.length === 0) return [];
  const place = `${first.document.source.manifest.path}:${lineOf(first)}`;
  return [`${place} is what ${others.join(', ')} ${others.length === 1 ? 'reads' : 'read'} too, by an alias`];
}

function bystander({ spot }: Place): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${spot.document.source.manifest.path}": the value at line ${lineOf(spot)} is also that of ${pathOf(spot)}, which is not selected`,
    'select both, or give each its own value in place of the alias',
  );
}
