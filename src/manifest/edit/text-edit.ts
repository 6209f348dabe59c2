// Edits of a text, as data.
/** `text` takes the place of what stands from `start` to `end`: offsets in the original text, as strings count. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits in any order.
 * @param text the text before
 * @param edits edits that do not touch each other
 * @returns the text after
 * @throws {RangeError} two edits touch the same text, which is a bug of the caller
 */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = inOrder(edits);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text: added } of ordered) {
    if (start < done || end < start || end > text.length)
      throw new RangeError(
        `Cannot apply the edit at ${start}..${end}: it overlaps another or the text's end`,
      );
    parts.push(text.slice(done, start), added);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/**
 * Says where the text of each edit stands once all are applied.
 * @param edits edits of one text
 * @returns the offset in the text after, for each edit
 */
export function offsetsAfter(edits: readonly TextEdit[]): ReadonlyMap<TextEdit, number> {
  const offsets = new Map<TextEdit, number>();
  let grown = 0;
  for (const edit of inOrder(edits)) {
    offsets.set(edit, edit.start + grown);
    grown += edit.text.length - (edit.end - edit.start);
  }
  return offsets;
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}
