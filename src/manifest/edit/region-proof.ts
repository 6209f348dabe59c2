// The proof of an edit by the smallest parts of the file that can be read on their own.
import { isMap, isPair, isSeq, type ParsedNode } from 'yaml';
import { assertDeployError } from '../../errors.ts';
import type { Document } from '../yaml/cursor.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { type Manifest, wholeFile } from '../yaml/text-source.ts';
import { type Expectation, type Expectations, expectationsOf } from './expectation.ts';
import { compare } from './proof.ts';
import type { ProofRegion } from './proof-region.ts';
import { type EditStep, isSameOutside, type RegionChange, regionChanges } from './region-changes.ts';

/**
 * Proves an edit without reading the whole file again: outside of the regions around its scalars every byte is the same, so
 * that a reader comes to each region as it did before; the region before the edit reads on its own as it did in its place;
 * and after the edit it reads as what is expected, with nothing left open at its end.
 * @param before the file's text
 * @param after the file's text as it becomes
 * @param steps all that changes in the file
 * @returns whether the edit is proven; where it is not, the whole has to be read to know
 */
export function isProvenByRegions(before: Manifest, after: Manifest, steps: readonly EditStep[]): boolean {
  const changes = regionChanges(steps);
  if (changes === undefined || !isSameOutside(before.text, after.text, changes)) return false;
  const reader = new RegionReader();
  try {
    const expected = expectationsOf(steps.map(({ operation }) => operation));
    return changes.every((change) => reader.isProven(change, before, after, expected));
  } catch (error) {
    assertDeployError(error);
    return false;
  }
}

/** Reads regions. Many have the same text, for one image stands in many objects in the same way. */
class RegionReader {
  readonly #known = new Map<string, Document>();

  isProven(
    { region, document, shift, growth }: RegionChange,
    before: Manifest,
    after: Manifest,
    expected: Expectations,
  ): boolean {
    const expectation = expected.get(document.source);
    if (expectation === undefined) return false;
    const { start, end } = region;
    const asItWas = this.#read(before, start, end);
    const asItIs = this.#read(after, start + shift, end + shift + growth);
    const nothing: Expectation = {
      document,
      written: new Map(),
      added: new Map(),
      filled: new Map(),
      hosts: new Map(),
    };
    return (
      isSameRegion(region, asItWas, nothing, new Map()) && isSameRegion(region, asItIs, expectation, expected)
    );
  }

  #read(manifest: Manifest, start: number, end: number): Document {
    const text = manifest.text.slice(start, end);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const toFile = (offset: number): number => start + offset;
    // As little may be forgiven as in a text without some of its lines.
    const source = { ...wholeFile(manifest), text, toFile, abridged: true };
    const document = parseDocument(source, [source], undefined);
    this.#known.set(text, document);
    return document;
  }
}

/** @throws {DeployError} proof-failed: a node is not what it has to be */
function isSameRegion(
  region: ProofRegion,
  now: Document,
  expectation: Expectation,
  expected: Expectations,
): boolean {
  const nodes = nodesIn(region, now);
  if (nodes?.length !== region.nodes.length) return false;
  region.nodes.forEach((node, index) => {
    compare(node, nodes[index] ?? null, { expectation, now, expected });
  });
  return true;
}

/** What the region's text alone reads as, where that is one field, one item, or one collection in brackets. */
function nodesIn(
  { kind }: ProofRegion,
  { root, source }: Document,
): readonly (ParsedNode | null)[] | undefined {
  if (kind === 'brackets')
    return root?.range[0] === 0 && root.range[1] === source.text.length ? [root] : undefined;
  if ((!isMap(root) && !isSeq(root)) || root.flow === true || isMap(root) !== (kind === 'field'))
    return undefined;
  const [entry, second] = root.items;
  if (entry === undefined || second !== undefined) return undefined;
  return (isPair(entry) ? [entry.key, entry.value] : [entry]) as readonly (ParsedNode | null)[];
}
