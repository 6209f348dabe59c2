import { DeployError } from '../../errors.ts';
import { formatReference, type Reference, splitReference } from '../../image/reference.ts';
import type { Document } from '../yaml/document.ts';
import { lineOf } from '../yaml/locate.ts';
import { rootSpot, type ScalarSpot } from '../yaml/spot.ts';
import { visit } from '../yaml/visit.ts';
import { containerOf } from './container.ts';
import type { Place } from './place.ts';
import { readReferenceText, withReference } from './reference-text.ts';

type Part = 'whole' | 'tag' | 'name' | 'digest';

// {"$imagepolicy": "namespace:policy[:part]"}, https://fluxcd.io/flux/guides/image-update/#configure-image-update-for-custom-resources
const marker = /#[ \t]*\{\s*"\$imagepolicy"\s*:\s*"([^"]+)"\s*\}/g;

/** The scalars that a comment on their line marks for the image policy, those of YAML in a block scalar included. */
export function findMarked(document: Document, policy: string): readonly Place[] {
  if (!document.source.text.includes('$imagepolicy')) return [];
  const scalars = new Map<Document, ScalarSpot[]>();
  visit(rootSpot(document), {
    scalar: (spot) => append(scalars, spot),
  });
  return [...scalars].flatMap(([each, spots]) => markedIn(each, spots, policy));
}

/** Every policy that a comment names, without the part. */
export function policiesIn(text: string): readonly string[] {
  return [...text.matchAll(marker)].map(([, name = '']) => name.replace(/:(?:tag|name|digest)$/, ''));
}

function append(scalars: Map<Document, ScalarSpot[]>, spot: ScalarSpot): void {
  const known = scalars.get(spot.document);
  if (known === undefined) scalars.set(spot.document, [spot]);
  else known.push(spot);
}

function markedIn(
  { source: { text } }: Document,
  spots: readonly ScalarSpot[],
  policy: string,
): readonly Place[] {
  const ordered = [...spots].sort((a, b) => a.node.range[0] - b.node.range[0]);
  return [...text.matchAll(marker)].flatMap(({ index, 1: name = '' }) => {
    const part = partOf(name, policy);
    const spot = part && ordered.findLast((each) => isMarkedBy(each, index, text));
    return part === undefined || spot === undefined ? [] : [markedPlace(spot, part)];
  });
}

function partOf(name: string, policy: string): Part | undefined {
  if (name === policy) return 'whole';
  const part = name.startsWith(`${policy}:`) ? name.slice(policy.length + 1) : undefined;
  return part === 'tag' || part === 'name' || part === 'digest' ? part : undefined;
}

/** The marker follows on the line of the scalar's end, or on that of a block scalar's `|`. */
function isMarkedBy({ node }: ScalarSpot, marked: number, text: string): boolean {
  const [start, end] = node.range;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const from = isBlock ? start : end;
  return from <= marked && !text.slice(from, marked).includes('\n');
}

function markedPlace(spot: ScalarSpot, part: Part): Place {
  const old = oldReference(spot.node.source, part);
  return {
    spot,
    container: containerOf(spot),
    names: [old.name],
    old,
    scalars: [spot.node],
    write: (to) => {
      const value = valueFor(spot, part, to);
      const from = spot.node.source;
      return [{ kind: 'write', spot, value, typed: false, meaning: { image: to.name, from, to: value } }];
    },
  };
}

function oldReference(text: string, part: Part): Reference {
  if (part === 'whole') return splitReference(text.trim());
  return { name: part === 'name' ? text : '', ...(part !== 'name' && { [part]: text }) };
}

function valueFor(spot: ScalarSpot, part: Part, to: Reference): string {
  const old = spot.node.source;
  switch (part) {
    case 'whole': {
      const read = readReferenceText(old);
      return read === undefined ? formatReference(to) : withReference(read, to);
    }
    case 'name':
      return to.name;
    case 'tag':
      return to.tag === undefined ? missing(spot, part) : withOldForm(old, to.tag, to.digest);
    case 'digest':
      return to.digest ?? missing(spot, part);
  }
}

/** A tag that holds its digest goes on doing so. */
function withOldForm(old: string, tag: string, digest: string | undefined): string {
  return old.includes('@') && digest !== undefined ? `${tag}@${digest}` : tag;
}

function missing(spot: ScalarSpot, part: Part): never {
  throw new DeployError(
    'not-editable',
    `Cannot set line ${lineOf(spot)} of "${spot.document.source.manifest.path}": it is marked for the ${part}, and the reference has none`,
    `give the reference with its ${part}`,
  );
}
