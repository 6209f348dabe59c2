// Flux's OCIRepository: `{url: oci://ghcr.io/acme/api, ref: {tag: v1}}`.
// https://fluxcd.io/flux/components/source/ocirepositories/
import { isName } from '../../image/reference.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { isScalarCursor, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import type { Mapping } from './fields/mapping.ts';
import type { Obstacle } from './fields/obstacle.ts';
import {
  readVersion,
  versionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** https://fluxcd.io/flux/components/source/ocirepositories/#reference: a range takes precedence over a tag. */
function rangeBeside(range: string): Obstacle {
  return {
    reason: `a range, semver "${range}", which decides its tag`,
    creatable: false,
    remedy: undefined,
  };
}

const scheme = 'oci://';

/**
 * Finds the artifact of an OCIRepository.
 * @param mapping any map
 * @returns its place, none where the map has no such URL with a version beside it
 */
export function findOciRepository({ fields }: Mapping): readonly ImagePlace[] {
  const address = fields.get('url');
  const url = textOf(address);
  const ref = fields.get('ref');
  if (ref === undefined || !url?.startsWith(scheme)) return [];
  const name = url.slice(scheme.length);
  const about = fieldsOf(ref);
  const version = versionFields(about.get('tag'), about.get('digest'));
  const range = about.get('semver');
  const decides = textOf(range) !== undefined && isScalarCursor(range) ? range : undefined;
  // The URL is a part of the place, so that a line to copy sets a version and no whole reference.
  const rangeScalars = decides === undefined || !isScalarCursor(address) ? [] : [decides.node, address.node];
  const cursor = decides ?? version.tag ?? version.digest;
  if (cursor === undefined || !isName(name)) return [];
  return [
    {
      cursor,
      container: containerOf(cursor),
      names: [name],
      formerNames: [],
      old: { name, ...readVersion(version) },
      defaultTag: undefined,
      obstacle: decides === undefined ? versionObstacle(version) : rangeBeside(decides.node.source),
      scalars: [...versionScalars(version), ...rangeScalars],
      write: (to) => writeVersion(version, to, name),
    },
  ];
}
