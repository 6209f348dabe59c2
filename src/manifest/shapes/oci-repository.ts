import { isName } from '../../image/reference.ts';
import { fieldsOf, textOf } from '../yaml/cursor.ts';
import { containerOf } from './fields/container.ts';
import type { Mapping } from './fields/mapping.ts';
import { isVariable, readVersion, versionFields, writeVersion } from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

const scheme = 'oci://';

/** Flux's OCIRepository: `{url: oci://ghcr.io/acme/api, ref: {tag: v1}}`. https://fluxcd.io/flux/components/source/ocirepositories/ */
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
      old: { name, ...readVersion(version) },
      ...(isVariable(version) && { obstacle: 'a variable in place of its tag' }),
      scalars: Object.values(version).map(({ node }) => node),
      write: (to) => writeVersion(version, to, name),
    },
  ];
}
