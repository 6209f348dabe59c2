import { isName } from '../../image/reference.ts';
import { fieldsOf, textOf } from '../yaml/spot.ts';
import { containerOf } from './container.ts';
import type { Place } from './place.ts';
import { isVariable, readVersion, versionFields, writeVersion } from './version.ts';
import type { View } from './view.ts';

const scheme = 'oci://';

/** Flux's OCIRepository: `{url: oci://ghcr.io/acme/api, ref: {tag: v1}}`. https://fluxcd.io/flux/components/source/ocirepositories/ */
export function findOciRepository({ fields }: View): readonly Place[] {
  const url = textOf(fields.get('url'));
  const ref = fields.get('ref');
  if (ref === undefined || !url?.startsWith(scheme)) return [];
  const name = url.slice(scheme.length);
  const about = fieldsOf(ref);
  const version = versionFields(about.get('tag'), about.get('digest'));
  const spot = version.tag ?? version.digest;
  if (spot === undefined || !isName(name)) return [];
  return [
    {
      spot,
      container: containerOf(spot),
      names: [name],
      old: { name, ...readVersion(version) },
      ...(isVariable(version) && { obstacle: 'a variable in place of its tag' }),
      scalars: Object.values(version).map(({ node }) => node),
      write: (to) => writeVersion(version, to, name),
    },
  ];
}
