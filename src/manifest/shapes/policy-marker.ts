// Scalars that a comment marks for Flux's image policy.
import { DeployError } from '../../errors.ts';
import { formatReference, type Reference, splitReference } from '../../image/reference.ts';
import { imageChange, writeString } from '../edit/operation.ts';
import { type Document, isScalarCursor, rootCursor, type ScalarCursor } from '../yaml/cursor.ts';
import { lineOf } from '../yaml/position.ts';
import { visit } from '../yaml/visit.ts';
import { containerOf } from './fields/container.ts';
import { readReferenceText, withReference } from './fields/reference-text.ts';
import { unfitting } from './fields/variable-default.ts';
import type { ImagePlace } from './image-place.ts';

type Part = 'whole' | 'tag' | 'name' | 'digest';

// {"$imagepolicy": "namespace:policy[:part]"}, https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
const marker = /#[ \t]*\{\s*"\$imagepolicy"\s*:\s*"([^"]+)"\s*\}/g;

/**
 * Finds the scalars that a comment on their line marks for an image policy, those of YAML in a block scalar included.
 * @param document a parsed document
 * @param policy the policy, `namespace:name`
 * @returns a place for each scalar
 */
export function findMarked(document: Document, policy: string): readonly ImagePlace[] {
  if (!document.source.text.includes('$imagepolicy')) return [];
  const scalars = new Map<Document, ScalarCursor[]>();
  visit(rootCursor(document), (cursor) => {
    if (isScalarCursor(cursor)) append(scalars, cursor);
  });
  return [...scalars].flatMap(([each, cursors]) => markedIn(each, cursors, policy));
}

/**
 * Lists the policies that comments name.
 * @param text a document's text
 * @returns every policy, without the part of the reference
 */
export function policiesIn(text: string): readonly string[] {
  return [...text.matchAll(marker)].map(([, name = '']) => name.replace(/:(?:tag|name|digest)$/, ''));
}

function append(scalars: Map<Document, ScalarCursor[]>, cursor: ScalarCursor): void {
  const known = scalars.get(cursor.document);
  if (known === undefined) scalars.set(cursor.document, [cursor]);
  else known.push(cursor);
}

function markedIn(
  { source: { text } }: Document,
  cursors: readonly ScalarCursor[],
  policy: string,
): readonly ImagePlace[] {
  const ordered = [...cursors].sort((a, b) => a.node.range[0] - b.node.range[0]);
  return [...text.matchAll(marker)].flatMap(({ index, 1: name = '' }) => {
    const part = partOf(name, policy);
    const cursor = part && ordered.findLast((each) => isMarkedBy(each, index, text));
    return part === undefined || cursor === undefined ? [] : [markedPlace(cursor, part)];
  });
}

function partOf(name: string, policy: string): Part | undefined {
  if (name === policy) return 'whole';
  const part = name.startsWith(`${policy}:`) ? name.slice(policy.length + 1) : undefined;
  return part === 'tag' || part === 'name' || part === 'digest' ? part : undefined;
}

/** The marker follows on the line of the scalar's end, or on that of a block scalar's `|`. */
function isMarkedBy({ node }: ScalarCursor, marked: number, text: string): boolean {
  const [start, end] = node.range;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const from = isBlock ? start : end;
  return from <= marked && !text.slice(from, marked).includes('\n');
}

function markedPlace(cursor: ScalarCursor, part: Part): ImagePlace {
  const old = oldReference(cursor.node.source, part);
  return {
    cursor,
    container: containerOf(cursor),
    names: [old.name],
    formerNames: [],
    old,
    defaultTag: undefined,
    obstacle: undefined,
    scalars: [cursor.node],
    write: (to) => {
      const value = valueFor(cursor, part, to);
      const from = cursor.node.source;
      return [writeString(cursor, value, imageChange(to.name, from, value))];
    },
  };
}

function oldReference(text: string, part: Part): Reference {
  if (part === 'whole') return splitReference(text.trim());
  const textOf = (wanted: Part): string | undefined => (part === wanted ? text : undefined);
  return { name: textOf('name') ?? '', tag: textOf('tag'), digest: textOf('digest') };
}

function valueFor(cursor: ScalarCursor, part: Part, to: Reference): string {
  const old = cursor.node.source;
  switch (part) {
    case 'whole': {
      const read = readReferenceText(old);
      return read === undefined ? formatReference(to) : (withReference(read, to) ?? unfitting(cursor, to));
    }
    case 'name':
      return to.name;
    case 'tag':
      return to.tag === undefined ? missing(cursor, part) : withOldForm(old, to.tag, to.digest);
    case 'digest':
      return to.digest ?? missing(cursor, part);
  }
}

/** A tag that holds its digest goes on doing so. */
function withOldForm(old: string, tag: string, digest: string | undefined): string {
  return old.includes('@') && digest !== undefined ? `${tag}@${digest}` : tag;
}

function missing(cursor: ScalarCursor, part: Part): never {
  throw new DeployError(
    'not-editable',
    `Cannot set line ${lineOf(cursor)} of "${cursor.document.source.manifest.path}": it is marked for the ${part}, and the reference has none`,
    `give the reference with its ${part}`,
  );
}
