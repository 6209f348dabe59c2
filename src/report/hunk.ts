// The hunks of a diff, made of the edits of a text.

/** `text` takes the place of what stands from `start` to `end`, as strings count. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Lines that belong together: `-` old, `+` new, ` ` both; a line's end is part of it. */
export interface Hunk {
  /** Counts from 1. */
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly lines: readonly string[];
}

/** Whole lines that take the place of others. */
interface LineChange {
  /** Counts from 0. */
  readonly at: number;
  readonly old: readonly string[];
  readonly added: readonly string[];
}

/** Lines before and behind a change. */
const context = 3;

/**
 * Makes the hunks of a text and its edits, in one pass over them.
 * @param before the text before
 * @param edits edits that do not touch each other, in any order
 * @returns the hunks in order; none where the edits change nothing
 */
export function hunksOf(before: string, edits: readonly TextChange[]): readonly Hunk[] {
  const lines = linesOf(before);
  const changes = lineChanges(before, lines, edits);
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    const isNear = last !== undefined && change.at - (last.at + last.old.length) <= 2 * context;
    if (isNear) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  let grown = 0;
  return groups.map((group) => {
    const hunk = hunkOf(lines, group, grown);
    grown += hunk.newCount - hunk.oldCount;
    return hunk;
  });
}

/** Edits as changes of whole lines: those that share a line are one change. */
function lineChanges(
  before: string,
  lines: readonly string[],
  edits: readonly TextChange[],
): readonly LineChange[] {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  const changes: LineChange[] = [];
  const lengthAt = (index: number): number => lines[index]?.length ?? 0;
  let [line, lineStart] = [0, 0];
  for (let next = 0; next < ordered.length; ) {
    const from = ordered[next]?.start ?? 0;
    for (; line < lines.length - 1 && lineStart + lengthAt(line) <= from; line += 1)
      lineStart += lengthAt(line);
    let [last, lastEnd, text, done] = [line, lineStart + lengthAt(line), '', lineStart];
    for (let edit = ordered[next]; edit !== undefined; edit = ordered[next]) {
      text += before.slice(done, edit.start) + edit.text;
      done = edit.end;
      // Where the end of a line goes, the next line follows in the same one.
      const isOpen = (): boolean => lastEnd < done || (lastEnd === done && !text.endsWith('\n'));
      for (; last < lines.length - 1 && isOpen(); last += 1) lastEnd += lengthAt(last + 1);
      next += 1;
      if (!beginsBefore(lastEnd, ordered[next], before)) break;
    }
    const added = linesOf(text + before.slice(done, lastEnd));
    changes.push(...trimmed({ at: line, old: lines.slice(line, last + 1), added }));
    [line, lineStart] = [last, lastEnd - lengthAt(last)];
  }
  return changes;
}

/** What is added behind a last line without its end belongs to that line. */
function beginsBefore(lineEnd: number, edit: TextChange | undefined, before: string): boolean {
  if (edit === undefined) return false;
  return edit.start < lineEnd || (edit.start === lineEnd && before[lineEnd - 1] !== '\n');
}

/** Without the lines that are the same at the beginning and at the end. */
function trimmed({ at, old, added }: LineChange): readonly LineChange[] {
  const most = Math.min(old.length, added.length);
  let first = 0;
  while (first < most && old[first] === added[first]) first += 1;
  let behind = 0;
  while (behind < most - first && old.at(-1 - behind) === added.at(-1 - behind)) behind += 1;
  const change = {
    at: at + first,
    old: old.slice(first, old.length - behind),
    added: added.slice(first, added.length - behind),
  };
  return change.old.length + change.added.length === 0 ? [] : [change];
}

function hunkOf(lines: readonly string[], group: readonly LineChange[], grown: number): Hunk {
  const from = Math.max(0, (group[0]?.at ?? 0) - context);
  const out: string[] = [];
  const keep = (start: number, end: number): void => {
    for (const line of lines.slice(start, end)) out.push(` ${line}`);
  };
  let [done, difference] = [from, 0];
  for (const { at, old, added } of group) {
    keep(done, at);
    for (const line of old) out.push(`-${line}`);
    for (const line of added) out.push(`+${line}`);
    done = at + old.length;
    difference += added.length - old.length;
  }
  const to = Math.min(lines.length, done + context);
  keep(done, to);
  const oldCount = to - from;
  return {
    oldStart: from + 1,
    oldCount,
    newStart: from + 1 + grown,
    newCount: oldCount + difference,
    lines: out,
  };
}

/** Each with its end; a text that ends with a line end has no line behind it. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
