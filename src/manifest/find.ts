import { isMap, isSeq } from 'yaml';
import type { Document } from './document.ts';
import type { Place } from './place.ts';
import { findImageStrings } from './shapes/image-string.ts';
import { type Fields, fieldsOf, itemsOf, rootSpot, type Spot } from './spot.ts';

/** A way to write images: finds all of them that a map holds in its own fields. */
type Shape = (fields: Fields, map: Spot) => readonly Place[];

const shapes: readonly Shape[] = [findImageStrings];

const known = new WeakMap<Document, readonly Place[]>();

/** Every place that names an image, whichever, in the order of the document; the same objects every time. */
export function findPlaces(document: Document): readonly Place[] {
  const places = known.get(document) ?? searchPlaces(document);
  known.set(document, places);
  return places;
}

function searchPlaces(document: Document): readonly Place[] {
  const places: Place[] = [];
  visitMaps(rootSpot(document), (fields, map) => {
    for (const shape of shapes) places.push(...shape(fields, map));
  });
  return places;
}

function visitMaps(spot: Spot, visit: (fields: Fields, map: Spot) => void): void {
  if (isSeq(spot.node)) for (const item of itemsOf(spot)) visitMaps(item, visit);
  if (!isMap(spot.node)) return;
  const fields = fieldsOf(spot);
  visit(fields, spot);
  for (const field of fields.values()) visitMaps(field, visit);
}
