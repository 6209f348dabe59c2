// Argo CD's OCI sources: `{repoURL: oci://ghcr.io/acme/api, targetRevision: v1}`.
// https://argo-cd.readthedocs.io/en/stable/user-guide/oci/
import { isName } from '../../image/reference.ts';
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
 * Finds the artifact of an OCI source.
 * @param mapping any map
 * @returns its place, none where the map has no such URL with a revision beside it
 */
export function findArgoOciSource({ fields }: Mapping): readonly ImagePlace[] {
  const url = textOf(fields.get('repoURL'));
  if (!url?.startsWith(scheme)) return [];
  const version = versionFields(fields.get('targetRevision'), undefined);
  const repository = url.slice(scheme.length).replace(/\/+$/, '');
  const chart = textOf(fields.get('chart'));
  const name = chart === undefined ? repository : `${repository}/${chart}`;
  const cursor = version.tag;
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
