// Versions that a comment gives a name, for Renovate: `# renovate: datasource=docker depName=ghcr.io/acme/api`.
// https://docs.renovatebot.com/modules/manager/regex/
import { isName } from '../../image/reference.ts';
import { fieldsOf } from '../yaml/collection.ts';
import { type Cursor, type Document, isScalarCursor, rootCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { visit } from '../yaml/visit.ts';
import { containerOf } from './fields/container.ts';
import {
  readVersion,
  versionFields,
  versionObstacle,
  versionScalars,
  writeVersion,
} from './fields/version-fields.ts';
import type { ImagePlace } from './image-place.ts';

/** The comment, and the line below it. */
const comment = /^[ \t]*#[ \t]*renovate:[ \t]*([^\r\n]*)\r?\n(?=([^\r\n]*))/gm;

/**
 * Finds the versions below a comment for Renovate that names an image. Versions of other things than images have another
 * data source.
 * @param document a parsed document
 * @returns a place for each
 */
export function findRenovated(document: Document): readonly ImagePlace[] {
  if (!/#[ \t]*renovate:/.test(document.source.text)) return [];
  const scalars = new Map<Document, ScalarCursor[]>();
  visit(rootCursor(document), (cursor) => {
    if (!isScalarCursor(cursor)) return;
    const known = scalars.get(cursor.document);
    if (known === undefined) scalars.set(cursor.document, [cursor]);
    else known.push(cursor);
  });
  return [...scalars].flatMap(([each, cursors]) => renovatedIn(each.source.text, cursors));
}

function renovatedIn(text: string, cursors: readonly ScalarCursor[]): readonly ImagePlace[] {
  return [...text.matchAll(comment)].flatMap(({ index, 0: whole, 1: about = '', 2: line = '' }) => {
    const names = namesIn(about);
    const start = index + whole.length;
    const below = cursors.find(({ node: { range } }) => range[0] >= start && range[0] <= start + line.length);
    const cursor = below && versionBelow(below);
    return cursor === undefined ? [] : names.slice(0, 1).map((name) => placeOf(cursor, name, names));
  });
}

/** With the registry that the comment names, and without it. */
function namesIn(about: string): readonly string[] {
  const words = new Map([...about.matchAll(/(\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]));
  const name = words.get('packageName') ?? words.get('lookupName') ?? words.get('depName');
  const isImage = (words.get('datasource') ?? 'docker') === 'docker';
  if (!isImage || name === undefined) return [];
  const registry = words.get('registryUrl')?.replace(/^\w+:\/\/|\/+$/g, '');
  return (registry === undefined ? [name] : [`${registry}/${name}`, name]).filter(isName);
}

const isSwitch = /^(?:true|false|yes|no|on|off|null|~)?$/i;

/** Above `- name: API_VERSION` the comment is about the variable's value. */
function versionBelow(cursor: ScalarCursor): ScalarCursor | undefined {
  const value: Cursor | undefined =
    cursor.key === 'name' && cursor.parent ? fieldsOf(cursor.parent).get('value') : cursor;
  return isScalarCursor(value) && !isSwitch.test(value.node.source) ? value : undefined;
}

function placeOf(cursor: ScalarCursor, name: string, names: readonly string[]): ImagePlace {
  const version = versionFields(cursor, undefined);
  return {
    cursor,
    container: containerOf(cursor),
    names,
    formerNames: [],
    old: { name, ...readVersion(version) },
    defaultTag: undefined,
    obstacle: versionObstacle(version),
    scalars: versionScalars(version),
    write: (to, as) => writeVersion(version, to, as),
  };
}
