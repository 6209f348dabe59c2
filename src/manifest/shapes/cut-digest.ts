// A digest that is cut in two: `{repository: acme/api@sha256, tag: 9b74c9...}`, which a chart puts together with a colon.
import { isName, type Reference, splitReference } from '../../image/reference.ts';
import { imageChange, type Operation, writeString } from '../edit/operation.ts';
import { type ScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import { type ImageFields, isCutDigest } from './fields/image-fields.ts';
import { obstacleIn } from './fields/obstacle.ts';
import { unfitting } from './fields/variable-default.ts';
import { overruled } from './fields/write-digests.ts';
import type { ImagePlace } from './image-place.ts';

/**
 * Finds the image whose name ends in a digest's algorithm, with the digits in the field of its tag.
 * @param fields the fields of one image
 * @returns its place, none where no digest is cut
 */
export function findCutDigest({ roles }: ImageFields): readonly ImagePlace[] {
  const main = roles.get('repository') ?? roles.get('image') ?? roles.get('name');
  const digits = roles.get('tag') ?? roles.get('version');
  if (main === undefined || digits === undefined) return [];
  const { name, tag, digest: algorithm } = splitReference(textOf(main) ?? '');
  if (!isCutDigest(algorithm) || !isName(name)) return [];
  const registry = roles.get('registry');
  const host = textOf(registry);
  const digest = `${algorithm}:${textOf(digits) ?? ''}`;
  return [
    {
      cursor: digits,
      container: containerOf(digits),
      names: host ? [`${host}/${name}`, name] : [name],
      formerNames: [],
      old: { name, tag, digest },
      defaultTag: undefined,
      obstacle: obstacleIn(tag, digest),
      scalars: [digits, main, ...(registry ? [registry] : [])].map(({ node }) => node),
      write: (to, as) => write({ main, digits, algorithm }, to, as),
    },
  ];
}

interface CutDigest {
  readonly main: ScalarCursor;
  readonly digits: ScalarCursor;
  readonly algorithm: string;
}

function write({ main, digits, algorithm }: CutDigest, to: Reference, as: string): readonly Operation[] {
  if (to.tag === undefined && to.digest === undefined) return [];
  const old = splitReference(textOf(main) ?? '');
  const [ofDigest, hex] = to.digest?.split(':') ?? [];
  if (hex === undefined || ofDigest !== algorithm) throw overruled(digits, as);
  if (to.name !== as && as !== old.name) unfitting(main, to);
  // The field's own name stays: the registry may stand in another one.
  const name = to.name === as ? old.name : to.name;
  const head = `${name}${to.tag === undefined ? '' : `:${to.tag}`}@${algorithm}`;
  const change = imageChange(as, `${algorithm}:${textOf(digits) ?? ''}`, `${algorithm}:${hex}`);
  return [writeString(main, head, undefined), writeString(digits, hex, change)];
}
