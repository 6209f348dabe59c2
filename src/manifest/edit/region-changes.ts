// The regions of a file that an edit changes, and that nothing changes between them.
import type { Document } from '../yaml/cursor.ts';
import type { Operation } from './operation.ts';
import { type ProofRegion, regionOf } from './proof-region.ts';
import type { TextEdit } from './text-edit.ts';

/** An operation, and what it comes to in the file's text. */
export interface EditStep {
  readonly operation: Operation;
  readonly edit: TextEdit;
}

/** A region with the edits in it. `shift` is how far the edits before it have moved it, `growth` how much longer it gets. */
export interface RegionChange {
  readonly region: ProofRegion;
  readonly document: Document;
  readonly shift: number;
  readonly growth: number;
}

/**
 * Finds the regions that change.
 * @param steps all that changes in the file
 * @returns in the order of the file; `undefined` where an edit has no region, spans lines, or where regions overlap
 */
export function regionChanges(steps: readonly EditStep[]): readonly RegionChange[] | undefined {
  const found: RegionChange[] = [];
  let shift = 0;
  for (const { operation, region, edit } of regionsOf(steps)) {
    if (region === undefined || edit.start < region.start || edit.end > region.end) return undefined;
    const growth = edit.text.length - (edit.end - edit.start);
    const last = found.at(-1);
    if (last !== undefined && region.end <= last.region.end)
      found[found.length - 1] = { ...last, growth: last.growth + growth };
    else if (last !== undefined && region.start < last.region.end) return undefined;
    else found.push({ region, document: operation.cursor.document, shift, growth });
    shift += growth;
  }
  return found;
}

function regionsOf(steps: readonly EditStep[]) {
  return steps
    .map(({ operation, edit }) => ({
      operation,
      edit,
      region: operation.kind === 'write' && !edit.text.includes('\n') ? regionOf(operation) : undefined,
    }))
    .sort(
      (a, b) =>
        (a.region?.start ?? 0) - (b.region?.start ?? 0) || (b.region?.end ?? 0) - (a.region?.end ?? 0),
    );
}

/**
 * Compares what lies between the regions, byte by byte.
 * @param before the file's text
 * @param after the file's text as it becomes
 * @returns whether all of it is the same
 */
export function isSameOutside(before: string, after: string, changes: readonly RegionChange[]): boolean {
  let [from, shift] = [0, 0];
  for (const { region, growth } of changes) {
    if (before.slice(from, region.start) !== after.slice(from + shift, region.start + shift)) return false;
    from = region.end;
    shift += growth;
  }
  return before.slice(from) === after.slice(from + shift);
}
