import { fieldsOf, type Spot, textOf } from '../yaml/spot.ts';
import { isImageKey } from './keys.ts';

/** The map that a person calls the container of a value: `web` for `web: {image: {tag: v1}}` and for `{name: web, image: v1}`. */
export function containerOf(spot: Spot): Spot {
  const around = spot.parent ?? spot;
  if (around.parent === undefined) return around;
  return isImageKey(around.key) || typeof spot.key === 'number' ? containerOf(around) : around;
}

/** What a container may be called: its `name`, or its key as in docker-compose. */
export function containerNames(container: Spot): readonly string[] {
  const names = [textOf(fieldsOf(container).get('name')), container.key];
  return names.filter((name) => typeof name === 'string');
}
