// Whether a field is known to hold a whole reference, so that no tag means `latest`: elsewhere the reader may append one.
import { isMap } from 'yaml';
import { type Fields, fieldsOf } from '../../yaml/collection.ts';
import { type Cursor, rootCursor, textOf } from '../../yaml/cursor.ts';
import { outward } from '../../yaml/position.ts';
import { isNameOfCi, isOfCi, isServiceOfCi } from './ci-file.ts';

/** Lists of containers: of pods, Tekton's and CI's steps, CircleCI's `docker`. Charts print such lists as they are. */
const containerList = /containers$|^(?:steps|sidecars|services|docker|containerTemplates)$/i;

/** Maps that are a container by their key, in objects that a controller reads. */
const containerKey = /container$|^(?:script|stepTemplate|sidecar)$/i;

/** What only containers have beside an image. */
const containerFields = [
  'command',
  'args',
  'env',
  'envFrom',
  'imagePullPolicy',
  'livenessProbe',
  'readinessProbe',
  'volumeMounts',
  'workingDir',
];

/** What docker-compose's services alone have beside an image. */
const serviceFields = [
  'build',
  'container_name',
  'depends_on',
  'environment',
  'links',
  'networks',
  'ports',
  'restart',
];

/** docker-compose's own keys at the root. */
const composeRoot = /^(?:version|name|services|networks|volumes|secrets|configs|include|x-.*)$/;

const composeFile = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$|(?:^|\/)docker-stack[^/]*\.ya?ml$/;

/** Where the values of a chart stand in an object. */
const valuesKey = /^(?:values|valuesObject|valuesInline|valuesContent|helmValues|chartValues)$/;

/**
 * Says whether a field is one of a container of a workload or of its kin in custom resources, of a docker-compose service, of a
 * job or step of CI, or an entry of kustomize's images.
 * @param cursor the field's value
 * @returns whether its value is used as it stands
 */
export function holdsWholeReference(cursor: Cursor): boolean {
  const { key, parent } = cursor;
  if (key === 'uses') return true;
  if (parent === undefined) return false;
  if (typeof key === 'number')
    return (parent.key === 'images' && parent.parent?.key === 'kustomize') || isServiceOfCi(parent);
  const fields = fieldsOf(parent);
  if (key === 'container') return isOfCi(parent, fields);
  if (key === 'name') return isNameOfCi(cursor);
  if (key === 'value') return /\/[a-z]*containers\/[^/]+\/image$/i.test(textOf(fields.get('path')) ?? '');
  if (key !== 'image') return false;
  return isContainer(parent, fields) || isOfCompose(parent, fields) || isOfCi(parent, fields);
}

function isContainer(map: Cursor, fields: Fields): boolean {
  const { key } = map;
  const list = map.parent?.key;
  if (typeof key === 'number' && typeof list === 'string' && containerList.test(list)) return true;
  if (!isReadByController(map)) return false;
  return hasAny(fields, containerFields) || (typeof key === 'string' && containerKey.test(key));
}

/** In an object of Kubernetes, and not in the values of a chart that it has. */
function isReadByController(cursor: Cursor): boolean {
  for (const around of outward(cursor)) {
    if (typeof around.key === 'string' && valuesKey.test(around.key)) return false;
    const fields = fieldsOf(around);
    if (fields.has('kind') && (fields.has('apiVersion') || fields.has('metadata'))) return true;
  }
  return false;
}

function isOfCompose({ document, key, parent }: Cursor, fields: Fields): boolean {
  const root = fieldsOf(rootCursor(document));
  if (root.has('kind')) return false;
  if (composeFile.test(document.source.manifest.path)) return true;
  const isAtRoot = parent !== undefined && parent.parent === undefined;
  // Of old files, which have the services themselves at the root, at least one has what no chart's values have.
  if (isAtRoot) return isFragment(key) || hasAny(fields, serviceFields) || [...root.values()].some(isService);
  const isOfServices = parent?.key === 'services' && parent.parent?.parent === undefined;
  return isOfServices && [...root.keys()].every((each) => composeRoot.test(each));
}

function isFragment(key: Cursor['key']): boolean {
  return typeof key === 'string' && key.startsWith('x-');
}

function isService(cursor: Cursor): boolean {
  const fields = fieldsOf(cursor);
  return (
    isMap(cursor.node) &&
    fields.has('image') &&
    hasAny(fields, ['build', 'container_name', 'depends_on', 'links'])
  );
}

function hasAny(fields: Fields, keys: readonly string[]): boolean {
  return keys.some((key) => fields.has(key));
}
