// What else reads a scalar that changes, through aliases and merged maps.
import { DeployError } from '../../errors.ts';
import type { Operation } from '../edit/operation.ts';
import { findPlaces } from '../find/find-places.ts';
import type { ImagePlace } from '../shapes/image-place.ts';
import { type Cursor, type Document, rootCursor } from '../yaml/cursor.ts';
import { lineOf, pathOf } from '../yaml/position.ts';
import { visit } from '../yaml/visit.ts';

/**
 * Says what else reads a scalar that is about to change.
 * @param operations all that changes
 * @returns a sentence for each such scalar
 */
export function describeAliasReaders(operations: readonly Operation[]): readonly string[] {
  return [...byAliasedDocument(operations)].flatMap(([document, own]) => {
    const changed = own.flatMap(changedNode);
    const meant = new Set(changed.map(pathOf));
    const byNode = new Map<unknown, Cursor[]>(changed.map(({ node }) => [node, []]));
    visit(rootCursor(document), (cursor) => byNode.get(cursor.node)?.push(cursor));
    return [...byNode.values()].flatMap((cursors) => sentence(cursors, meant));
  });
}

/**
 * Refuses to change an image that is not selected together with one that is.
 * @param operations all that changes
 * @param selected the places that are meant
 * @throws {DeployError} not-editable: another image reads the same scalar
 */
export function refuseBystanders(operations: readonly Operation[], selected: readonly ImagePlace[]): void {
  // One place may be read in several ways; its scalars tell it apart.
  const meant = new Set(selected.map(({ scalars }) => scalars));
  for (const [document, own] of byAliasedDocument(operations)) {
    // A field that is set by its path is meant as it stands, alias or not.
    const ofImages = own.filter(({ kind, change }) => kind === 'write' && change?.image !== undefined);
    const written = new Set<unknown>(ofImages.map(({ cursor }) => cursor.node));
    for (const place of findPlaces(outermost(document)))
      if (!meant.has(place.scalars) && place.scalars.some((scalar) => written.has(scalar)))
        throw bystander(place);
  }
}

/** What a reader of an alias sees changed: a scalar, or the map or list that something is added to. */
function changedNode({ kind, cursor }: Operation): readonly Cursor[] {
  return kind === 'add' ? [cursor.parent ?? []].flat() : [cursor];
}

/** The operations in documents that have aliases at all. */
function byAliasedDocument(operations: readonly Operation[]): ReadonlyMap<Document, readonly Operation[]> {
  const byDocument = new Map<Document, Operation[]>();
  for (const operation of operations) {
    const { document } = operation.cursor;
    if (document.aliases.size === 0) continue;
    byDocument.set(document, [...(byDocument.get(document) ?? []), operation]);
  }
  return byDocument;
}

function outermost(document: Document): Document {
  return document.host === undefined ? document : outermost(document.host.document);
}

function sentence(cursors: readonly Cursor[], meant: ReadonlySet<string>): readonly string[] {
  const [first] = cursors;
  const others = cursors.map(pathOf).filter((path) => !meant.has(path));
  if (first === undefined || others.length === 0) return [];
  const place = `${first.document.source.manifest.path}:${lineOf(first)}`;
  return [`${place} is what ${others.join(', ')} ${others.length === 1 ? 'reads' : 'read'} too, by an alias`];
}

function bystander({ cursor }: ImagePlace): DeployError {
  return new DeployError(
    'not-editable',
    `Cannot edit "${cursor.document.source.manifest.path}": the value at line ${lineOf(cursor)} is also that of ${pathOf(cursor)}, which is not selected`,
    'select both, or give each its own value in place of the alias',
  );
}
