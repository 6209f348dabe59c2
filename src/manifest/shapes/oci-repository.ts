// Flux's OCIRepository: `{url: oci://ghcr.io/acme/api, ref: {tag: v1}}`.
// https://fluxcd.io/flux/components/source/ocirepositories/
import { isName } from '../../image/reference.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import type { Mapping } from './fields/mapping.ts';
import {
  readVersion,
  versionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

const scheme = 'oci://';

/**
 * Finds the artifact of an OCIRepository.
 * @param mapping any map
 * @returns its place, none where the map has no such URL with a version beside it
 */
export function findOciRepository({ fields }: Mapping): readonly ImagePlace[] {
  const url = textOf(fields.get('url'));
  const ref = fields.get('ref');
  if (ref === undefined || !url?.startsWith(scheme)) return [];
  const name = url.slice(scheme.length);
  const about = fieldsOf(ref);
  const version = versionFields(about.get('tag'), about.get('digest'));
  const cursor = version.tag ?? version.digest;
  if (cursor === undefined || !isName(name)) return [];
  return [
    {
      cursor,
      container: containerOf(cursor),
      names: [name],
      formerNames: [],
      old: { name, ...readVersion(version) },
      defaultTag: undefined,
      obstacle: versionObstacle(version),
      scalars: versionScalars(version),
      write: (to) => writeVersion(version, to, name),
    },
  ];
}
