// Tags of images that a document does not name, and where a tag could stand.
import { isMap } from 'yaml';
import { imageKey, isImageKey } from '../shapes/fields/image-key.ts';
import { mappingOf } from '../shapes/fields/mapping.ts';
import { hasVariable } from '../shapes/fields/obstacle.ts';
import { isKustomization } from '../shapes/kustomization.ts';
import { fieldsOf } from '../yaml/collection.ts';
import {
  type Cursor,
  type Document,
  isScalarCursor,
  rootCursor,
  type ScalarCursor,
  textOf,
} from '../yaml/cursor.ts';
import { outward } from '../yaml/position.ts';
import { visit } from '../yaml/visit.ts';
import { addedLine, type SetLine, setLine } from './set-line.ts';

/**
 * Finds the tags among scalars that belong to no place: fields and parameters that are tags by their name, and the elements of
 * an ApplicationSet that fill in such a field.
 * @param scalars the scalars of a document that belong to no place
 * @returns a line to copy for each tag
 */
export function looseTagLines(scalars: readonly ScalarCursor[]): readonly SetLine[] {
  const tags = scalars.filter(isTag).filter(({ node }) => !node.source.startsWith('ENC['));
  const filled = tags.filter(({ node }) => hasVariable(node.source));
  const elements = filled.flatMap(({ node }) => elementsBehind(node.source, scalars));
  const plain = tags.filter((tag) => !filled.includes(tag));
  return [...new Set([...plain, ...elements])].map((cursor) => setLine(cursor, '{tag}'));
}

/**
 * Finds the elements of an ApplicationSet's generators that a template takes its value from: `{{.tag}}`, `{{ .values.tag }}`.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/
 * @param template a text with variables in it
 * @param scalars scalars of the same document
 * @returns the scalars that have that name
 */
function elementsBehind(template: string, scalars: readonly ScalarCursor[]): readonly ScalarCursor[] {
  const keys = [...template.matchAll(/\{\{-?\s*\.?(?:\w+\.)*(\w+)\s*-?\}\}/g)].map(([, key]) => key);
  return scalars.filter(
    (cursor) =>
      keys.some((key) => key === cursor.key) && [...outward(cursor)].some(({ key }) => key === 'generators'),
  );
}

/**
 * Makes the lines that set what fills in a text's template.
 * @param cursor a text with variables in it
 * @returns a line for each element of a generator that has the variable's name
 */
export function elementLines(cursor: ScalarCursor): readonly SetLine[] {
  const scalars: ScalarCursor[] = [];
  visit(rootCursor(cursor.document), (each) => {
    if (isScalarCursor(each)) scalars.push(each);
  });
  return elementsBehind(cursor.node.source, scalars).map((each) => setLine(each, '{tag}'));
}

/** `tag`, `API_TAG`, and the value of a parameter or variable of such a name. */
function isTag(cursor: ScalarCursor): boolean {
  const { key, parent } = cursor;
  if (key === 'value' && parent !== undefined) {
    const name = textOf(fieldsOf(parent).get('name'));
    return name !== undefined && isTagName(name.slice(name.lastIndexOf('.') + 1));
  }
  return typeof key === 'string' && isTagName(key.slice(key.lastIndexOf('.') + 1));
}

function isTagName(name: string): boolean {
  const role = imageKey(name)?.role;
  if (role === 'version' && /image/i.test(name)) return true;
  return role === 'tag' || /^(?:[A-Z\d_]+_)?TAG$/.test(name);
}

/** Objects that hold Helm's values; other objects have no room for a tag of its own. */
const ofValues: ReadonlySet<string> = new Set(['HelmRelease', 'HelmChart', 'HelmChartConfig', 'Application']);

/**
 * Finds where a values file could hold the tag that it leaves to its chart or its base.
 * @param document a document without a tag
 * @returns a line to copy for each map of an image, each of which needs `create`
 */
export function addableTagLines(document: Document): readonly SetLine[] {
  const root = rootCursor(document);
  const kind = textOf(fieldsOf(root).get('kind'));
  if (kind !== undefined && !ofValues.has(kind)) return [];
  const found: Cursor[] = [];
  visit(root, (cursor) => {
    if (isImageKey(cursor.key) && isMap(cursor.node) && !hasVersion(cursor)) found.push(cursor);
  });
  if (found.length > 0) return found.map((cursor) => addedLine(cursor, 'tag'));
  const values = valuesOf(root);
  return values === undefined ? [] : [addedLine(values, 'image.tag')];
}

function hasVersion(cursor: Cursor): boolean {
  return [...fieldsOf(cursor).keys()].some((key) =>
    ['tag', 'digest', 'version'].includes(imageKey(key)?.role ?? ''),
  );
}

/** Helm's values: a file that is no object, or those of a HelmRelease. */
function valuesOf(root: Cursor): Cursor | undefined {
  const fields = fieldsOf(root);
  const spec = fields.get('spec');
  if (textOf(fields.get('kind')) === 'HelmRelease') return spec && fieldsOf(spec).get('values');
  if (!isMap(root.node) || !/values|overrides?/i.test(root.document.source.manifest.path)) return undefined;
  const isOther = ['kind', 'apiVersion', 'services', 'jobs', 'steps'].some((key) => fields.has(key));
  return isOther || isKustomization(mappingOf(root)) || fields.get('image') !== undefined ? undefined : root;
}
