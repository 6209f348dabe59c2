import { meaningOf } from '../operation.ts';
import type { Place } from '../place.ts';
import { type ReferenceText, readReferenceText, withReference } from '../reference-text.ts';
import { type Fields, isScalarSpot, itemsOf, type ScalarSpot, type Spot, textOf } from '../spot.ts';
import { containerOf } from './container.ts';
import { isImageKey, isImagesKey } from './keys.ts';

/** References written as one string, in a field or in a list under `images`. */
export function findImageStrings(fields: Fields): readonly Place[] {
  return [...fields.values()].flatMap((field) => {
    if (isImageKey(field.key)) return stringPlace(field);
    return isImagesKey(field.key) ? itemsOf(field).flatMap(stringPlace) : [];
  });
}

function stringPlace(spot: Spot): readonly Place[] {
  const text = textOf(spot);
  const read = text === undefined ? undefined : readReferenceText(text);
  return read === undefined || !isScalarSpot(spot) ? [] : [placeOf(spot, read)];
}

function placeOf(spot: ScalarSpot, read: ReferenceText): Place {
  const { reference } = read;
  return {
    spot,
    container: containerOf(spot),
    names: [reference.name],
    old: reference,
    ...(read.variable && { obstacle: 'a variable in place of its tag' }),
    scalars: [spot.node],
    write: (to) => [
      {
        kind: 'write',
        spot,
        value: withReference(read, to),
        typed: false,
        meaning: meaningOf(reference, to),
      },
    ],
  };
}
